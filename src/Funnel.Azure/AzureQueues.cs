using Azure;
using Azure.Storage.Queues;
using Funnel.Storage;
using Wire = Azure.Storage.Queues.Models;

namespace Funnel.Azure;

/// <summary>Queues in Azure Queue Storage. Times are whole seconds there and are rounded up. Queues are made when they are first sent to.</summary>
internal sealed class AzureQueues(QueueServiceClient service) : IQueues, IMessageBodies
{
    // What is looked through is hidden from its readers so long, at most.
    private static readonly TimeSpan WhileLookedThrough = TimeSpan.FromMinutes(1);
    private const int MostRounds = 64;
    private const int AtOnce = 32;

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

    /// <summary>Nobody can see a hidden message but who has its receipt.</summary>
    public bool SeesHidden => false;

    /// <summary>Sees at most 2,048 messages, and those count one more try: the service has no other way to write to one.</summary>
    public async ValueTask<int> Rewrite(string queue, Func<string, string?> rewrite, CancellationToken ct)
    {
        var (same, seen, changed) = (new List<QueueMessage>(), new HashSet<string>(StringComparer.Ordinal), 0);
        for (var round = 0; round < MostRounds; round++)
        {
            var fresh = (await Receive(queue, AtOnce, WhileLookedThrough, ct)).Where(m => seen.Add(m.Id)).ToList();
            if (fresh.Count == 0)
            {
                break;
            }

            foreach (var message in fresh)
            {
                var body = rewrite(message.Body);
                if (string.Equals(body, message.Body, StringComparison.Ordinal))
                {
                    same.Add(message);
                    continue;
                }

                await (body is null ? Delete(queue, message, ct).AsTask() : Put(queue, message, body, ct));
                changed++;
            }
        }

        foreach (var message in same)
        {
            await Hide(queue, message, TimeSpan.Zero, ct);
        }

        return changed;
    }

    private Task Put(string queue, QueueMessage message, string body, CancellationToken ct) => AzureFaults.Guard(
        $"Updating queue '{queue}'",
        () => OrIfStale(() => service.GetQueueClient(queue).UpdateMessageAsync(message.Id, message.Receipt, MessageText.Encode(body), TimeSpan.Zero, ct)), ct);

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
