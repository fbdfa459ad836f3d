using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Funnel.Storage;
using AzureMessage = Azure.Storage.Queues.Models.QueueMessage;
using QueueMessage = Funnel.Storage.QueueMessage;

namespace Funnel.Azure;

/// <summary>Queues in Azure Queue Storage. Times are whole seconds there and are rounded up. Queues are made when they are first sent to.</summary>
internal sealed class AzureQueues(QueueServiceClient service) : IQueues
{
    // The service's default is to throw a message away after seven days: less than a delay may be.
    private static readonly TimeSpan NeverExpires = TimeSpan.FromSeconds(-1);

    public async ValueTask<QueueMessage> Enqueue(string queue, string body, TimeSpan delay, CancellationToken ct)
    {
        QueueRules.CheckEnqueue(queue, body, delay);
        return await AzureFaults.Guard($"Sending to queue '{queue}'", () => Send(service.GetQueueClient(queue), body, delay, ct), ct);
    }

    public async ValueTask<IReadOnlyList<QueueMessage>> Receive(string queue, int max, TimeSpan visibility, CancellationToken ct)
    {
        QueueRules.CheckReceive(queue, max, visibility);
        return await AzureFaults.Guard($"Receiving from queue '{queue}'", () => OrIfMissing<IReadOnlyList<QueueMessage>>([], async () =>
        {
            var messages = await service.GetQueueClient(queue).ReceiveMessagesAsync(max, WholeSeconds(visibility), ct);
            return Array.ConvertAll(messages.Value, Read);
        }), ct);
    }

    public async ValueTask<bool> Delete(string queue, QueueMessage message, CancellationToken ct)
    {
        QueueRules.CheckMessage(queue, message);
        return message.Receipt.Length > 0 && await AzureFaults.Guard($"Deleting from queue '{queue}'", () => OrIfStale(false, async () =>
        {
            await service.GetQueueClient(queue).DeleteMessageAsync(message.Id, message.Receipt, ct);
            return true;
        }), ct);
    }

    public async ValueTask<QueueMessage?> Hide(string queue, QueueMessage message, TimeSpan visibility, CancellationToken ct)
    {
        QueueRules.CheckHide(queue, message, visibility);
        return message.Receipt.Length == 0 ? null : await AzureFaults.Guard($"Updating queue '{queue}'", () => OrIfStale<QueueMessage?>(null, async () =>
        {
            var client = service.GetQueueClient(queue);
            var update = await client.UpdateMessageAsync(message.Id, message.Receipt, (string?)null, WholeSeconds(visibility), ct);
            return message with { Receipt = update.Value.PopReceipt, VisibleAgainAt = update.Value.NextVisibleOn };
        }), ct);
    }

    public async ValueTask<long> Count(string queue, CancellationToken ct)
    {
        QueueRules.CheckName(queue);
        return await AzureFaults.Guard($"Counting queue '{queue}'", () => OrIfMissing<long>(0, async () =>
            (await service.GetQueueClient(queue).GetPropertiesAsync(ct)).Value.ApproximateMessagesCount), ct);
    }

    private static TimeSpan WholeSeconds(TimeSpan time) => TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds));

    private static QueueMessage Read(AzureMessage message) => new(
        message.MessageId,
        message.Body.ToString(),
        message.PopReceipt,
        (int)message.DequeueCount,
        message.InsertedOn ?? default,
        message.NextVisibleOn ?? default);

    private static async Task<QueueMessage> Send(QueueClient client, string body, TimeSpan delay, CancellationToken ct)
    {
        try
        {
            return Sent(await client.SendMessageAsync(body, WholeSeconds(delay), NeverExpires, ct), body);
        }
        catch (RequestFailedException fault) when (fault.Status == 404)
        {
            await client.CreateIfNotExistsAsync(cancellationToken: ct);
            return Sent(await client.SendMessageAsync(body, WholeSeconds(delay), NeverExpires, ct), body);
        }
    }

    private static QueueMessage Sent(SendReceipt sent, string body) => new(sent.MessageId, body, sent.PopReceipt, 0, sent.InsertionTime, sent.TimeNextVisible);

    private static async Task<T> OrIfMissing<T>(T missing, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (RequestFailedException fault) when (fault.Status == 404)
        {
            return missing;
        }
    }

    // 404: the message is gone. 400: its receipt is another's by now, or not one of the service; everything else was checked before.
    private static async Task<T> OrIfStale<T>(T stale, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (RequestFailedException fault) when (fault.Status is 404 or 400)
        {
            return stale;
        }
    }
}
