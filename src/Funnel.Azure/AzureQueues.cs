using Azure;
using Azure.Storage.Queues;
using Funnel.Storage;
using Wire = Azure.Storage.Queues.Models;

namespace Funnel.Azure;

/// <summary>Queues in Azure Queue Storage. Times are whole seconds there and are rounded up. Queues are made when they are first sent to.</summary>
internal sealed class AzureQueues(QueueServiceClient service) : IQueues
{
    // The service's default is to throw a message away after seven days: less than a delay may be.
    private static readonly TimeSpan NeverExpires = TimeSpan.FromSeconds(-1);

    public async ValueTask<QueueMessage> Enqueue(string queue, string body, TimeSpan delay, CancellationToken ct)
    {
        QueueRules.CheckEnqueue(queue, body, delay);
        var sent = await Send(queue, MessageText.Encode(body), delay, ct);
        return new(sent.MessageId, body, sent.PopReceipt, 0, sent.InsertionTime, sent.TimeNextVisible);
    }

    public async ValueTask<IReadOnlyList<QueueMessage>> Receive(string queue, int max, TimeSpan visibility, CancellationToken ct)
    {
        QueueRules.CheckReceive(queue, max, visibility);
        var received = await AzureFaults.Guard(
            $"Receiving from queue '{queue}'",
            () => OrIfMissing(() => service.GetQueueClient(queue).ReceiveMessagesAsync(max, WholeSeconds(visibility), ct)),
            answer => answer is null ? [] : QueueAnswer.Messages(answer),
            ct);
        var messages = new List<QueueMessage>(received.Count);
        foreach (var message in received)
        {
            if ((MessageText.Decode(message.MessageText) ?? await Undecodable(queue, message, ct)) is { } body)
            {
                messages.Add(new(message.MessageId, body, message.PopReceipt, (int)message.DequeueCount, message.InsertedOn ?? default, message.NextVisibleOn ?? default));
            }
        }

        return messages;
    }

    public async ValueTask<bool> Delete(string queue, QueueMessage message, CancellationToken ct)
    {
        QueueRules.CheckMessage(queue, message);
        return message.Receipt.Length > 0 && await Delete(queue, message.Id, message.Receipt, ct);
    }

    public async ValueTask<QueueMessage?> Hide(string queue, QueueMessage message, TimeSpan visibility, CancellationToken ct)
    {
        QueueRules.CheckHide(queue, message, visibility);
        return message.Receipt.Length == 0 ? null : await AzureFaults.Guard(
            $"Updating queue '{queue}'",
            () => OrIfStale(() => service.GetQueueClient(queue).UpdateMessageAsync(message.Id, message.Receipt, (string?)null, WholeSeconds(visibility), ct)),
            answer => answer is null ? null : message with { Receipt = QueueAnswer.Receipt(answer), VisibleAgainAt = answer.Value.NextVisibleOn },
            ct);
    }

    public async ValueTask<long> Count(string queue, CancellationToken ct)
    {
        QueueRules.CheckName(queue);
        return await AzureFaults.Guard(
            $"Counting queue '{queue}'",
            () => OrIfMissing(() => service.GetQueueClient(queue).GetPropertiesAsync(ct)),
            answer => answer is null ? 0 : QueueAnswer.Count(answer),
            ct);
    }

    private static TimeSpan WholeSeconds(TimeSpan time) => TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds));

    private static async Task<T?> OrIfMissing<T>(Func<Task<T>> call)
        where T : class
    {
        try
        {
            return await call();
        }
        catch (RequestFailedException fault) when (fault.IsRefused(404))
        {
            return null;
        }
    }

    // 404: the message is gone. 400: its receipt is another's by now, or not one of the service; everything else was checked before.
    private static async Task<T?> OrIfStale<T>(Func<Task<T>> call)
        where T : class
    {
        try
        {
            return await call();
        }
        catch (RequestFailedException fault) when (fault.IsRefused(404, 400))
        {
            return null;
        }
    }

    private async ValueTask<Wire.SendReceipt> Send(string queue, string text, TimeSpan delay, CancellationToken ct)
    {
        var client = service.GetQueueClient(queue);
        return await AzureFaults.Guard($"Sending to queue '{queue}'", async () => await OrIfMissing(Add) ?? await CreateAndAdd(), QueueAnswer.Sent, ct);

        Task<Response<Wire.SendReceipt>> Add() => client.SendMessageAsync(text, WholeSeconds(delay), NeverExpires, ct);

        async Task<Response<Wire.SendReceipt>> CreateAndAdd()
        {
            await client.CreateIfNotExistsAsync(cancellationToken: ct);
            return await Add();
        }
    }

    private async ValueTask<bool> Delete(string queue, string id, string receipt, CancellationToken ct) =>
        await AzureFaults.Guard($"Deleting from queue '{queue}'", () => OrIfStale(() => service.GetQueueClient(queue).DeleteMessageAsync(id, receipt, ct)), ct) is not null;

    /// <summary>
    /// Left in place such a message would be received for ever. It goes to the poison queue as it is; from there it is given as it is, so that
    /// an operator can look at it, or have it run.
    /// </summary>
    private async ValueTask<string?> Undecodable(string queue, Wire.QueueMessage message, CancellationToken ct)
    {
        if (QueueNames.IsPoison(queue))
        {
            return message.MessageText;
        }

        await Send(QueueNames.Poison(queue), message.MessageText, TimeSpan.Zero, ct);
        await Delete(queue, message.MessageId, message.PopReceipt, ct);
        return null;
    }
}
