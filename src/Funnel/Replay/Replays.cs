using Funnel.Leads;
using Funnel.Reasons;
using Funnel.Storage;

namespace Funnel.Replay;

/// <summary>What came of asking for a replay.</summary>
/// <param name="Replay">The new one, or the one that was asked for with the same key; null when it was refused.</param>
/// <param name="Refusal">The key belongs to a replay that asks for something else.</param>
public sealed record ReplayStart(ReplayHead? Replay, Reason? Refusal);

/// <summary>Replays for operators and scripts: started, looked at, cancelled. The work is done by <see cref="ReplaySlices"/>.</summary>
public sealed class Replays(IRows rows, IQueues queues, LeadStore leads, TimeProvider time)
{
    private const int MaxTries = 20;

    private readonly ReplayStore store = new(rows);
    private readonly ReplayIndex index = new(rows);

    /// <summary>Starts a replay. With a key it is idempotent: the same key and request give the same replay, whatever became of it.</summary>
    /// <param name="by">Who asks for it.</param>
    /// <param name="key">Null for one that is always new.</param>
    public async Task<ReplayStart> Start(ReplayRequest request, string by, string? key, CancellationToken ct)
    {
        (string Hash, string Body)? keyed = key is null ? null : (ReplayStore.Hash(key), ReplayStore.HashOf(request));
        if (keyed is { } given && await index.FindKey(given.Hash, ct) is { } known)
        {
            return await Known(known, given.Body, ct);
        }

        var now = time.GetUtcNow();
        var head = new ReplayHead
        {
            Id = ReplayIndex.NewId(now),
            Request = request,
            By = by,
            At = now,
            MovedAt = now,
            Key = keyed?.Hash,
            Missing = [.. request.Selection.Comment ?? []],
            AttemptId = request is { Unsent: true, Selection.Lead: [var lead] } ? (await leads.Find(lead, ct))?.Find(request.Step[0])?.AttemptId ?? "" : null,
        };

        // The replay, then the index, then the message: whoever dies in between leaves something that nobody knows of, or that is found standing still.
        await store.Insert(head, ct);
        if (await index.Add(head.Id, keyed, ct) is { } taken)
        {
            await store.Delete(head.Id, ct);
            return await Known(taken, keyed!.Value.Body, ct);
        }

        await queues.Enqueue(QueueNames.Replays, new ReplayMessage(head.Id, head.Slice).ToJson(), TimeSpan.Zero, ct);
        return new(head, null);
    }

    public async Task<ReplayHead?> Find(string id, CancellationToken ct) => (await store.Find(id, ct))?.Head;

    /// <summary>Results in the order in which they came.</summary>
    /// <param name="after"><see cref="ReplayItemPage.Next"/> of the page before; null for the first.</param>
    public Task<ReplayItemPage> Items(string id, string? after, CancellationToken ct) => store.Items(id, after, ReplayStore.MostRows, ct);

    /// <summary>The newest first.</summary>
    /// <param name="after">Only those that come after this one.</param>
    public async Task<IReadOnlyList<ReplayHead>> Recent(string? after, int take, CancellationToken ct)
    {
        var found = new List<ReplayHead>();
        foreach (var id in await index.Recent(after, take, ct))
        {
            if (await Find(id, ct) is { } head)
            {
                found.Add(head);
            }
        }

        return found;
    }

    /// <summary>Cancels it: what was not begun is not begun. What is queued to be sent is sent. Idempotent; one that has ended stays as it is.</summary>
    /// <returns>As it is now; null when there is none.</returns>
    public Task<ReplayHead?> Cancel(string id, CancellationToken ct) => End(id, head => head with { State = ReplayState.Cancelled }, ct);

    /// <summary>A slice failed its last try. Nothing happens when it is at another by now.</summary>
    internal Task Fail(ReplayMessage message, CancellationToken ct) =>
        End(message.Replay, head => head.Slice == message.Slice ? head with { State = ReplayState.Failed, Why = Reason.WorkFailed } : head, ct);

    private async Task<ReplayHead?> End(string id, Func<ReplayHead, ReplayHead> end, CancellationToken ct)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (await store.Find(id, ct) is not { } read || !read.Head.IsOpen || end(read.Head) is not { IsOpen: false } ended)
            {
                return await Find(id, ct);
            }

            if (await store.Write(read, ended with { FinishedAt = time.GetUtcNow() }, [], ct) is { } written)
            {
                await index.Close(id, ct);
                return written.Head;
            }
        }

        throw new StorageException($"replay {id}: {MaxTries} commits in a row lost their race");
    }

    private async Task<ReplayStart> Known(ReplayKey known, string body, CancellationToken ct) =>
        string.Equals(known.Body, body, StringComparison.Ordinal) && await Find(known.Replay, ct) is { } head ? new(head, null) : new(null, Reason.KeyReused(known.Replay));
}
