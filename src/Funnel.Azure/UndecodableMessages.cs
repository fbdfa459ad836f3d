using Azure.Storage.Queues;
using Azure.Storage.Queues.Specialized;
using Funnel.Storage;

namespace Funnel.Azure;

/// <summary>
/// A message that is not Base64 was not sent by this program or the Functions host: somebody wrote it by hand. It goes to the poison queue,
/// where an operator finds it; left in place it would fail every receive that it is part of.
/// </summary>
internal static class UndecodableMessages
{
    public static async Task MoveAway(QueueMessageDecodingFailedEventArgs failed)
    {
        if (failed.ReceivedMessage is not { } message)
        {
            return;
        }

        var poison = failed.Queue.GetParentQueueServiceClient().GetQueueClient(QueueNames.Poison(failed.Queue.Name));
        await poison.CreateIfNotExistsAsync(cancellationToken: failed.CancellationToken);
        await poison.SendMessageAsync(message.Body.ToString(), TimeSpan.Zero, TimeSpan.FromSeconds(-1), failed.CancellationToken);
        await failed.Queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, failed.CancellationToken);
    }
}
