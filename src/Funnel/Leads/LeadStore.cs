using System.Globalization;
using System.Text.Json;
using Funnel.Telemetry;
using Funnel.Storage;

namespace Funnel.Leads;

/// <summary>
/// Loads leads, and commits what <see cref="LeadDecider"/> decided: first the messages into their queues, then the lead and its journal entry
/// in one batch. So a message without state can exist (it is ignored after a few looks), a state without its message cannot.
/// </summary>
public sealed class LeadStore(IRows rows, IQueues queues, LeadLists lists, OpenWork open, FunnelMetrics? metrics = null)
{
    internal const string LeadKey = "lead";
    private const int MaxTries = 20;

    /// <summary>Longer than any process keeps a line of the lists to itself.</summary>
    private static readonly TimeSpan RelistAfter = TimeSpan.FromSeconds(30);

    /// <summary>Leads in a generation of those that are remembered.</summary>
    private const int Remembered = 4096;

    /// <summary>Safe because a commit on remembered state carries its version and loses against any newer one.</summary>
    private readonly RecentlySeen<LeadId, Stored> warm = new(Remembered, (known, read) => known.Lead.OpenedAt == read.Lead.OpenedAt && known.Lead.Entries > read.Lead.Entries);

    public async ValueTask<Lead?> Find(LeadId id, CancellationToken ct) => (await Load(id, ct))?.Lead;

    /// <summary>The lead as this process saw it last, which may be an older state; null when it has not seen it lately. Costs nothing.</summary>
    public Lead? Recall(LeadId id) => warm.Find(id)?.Lead;

    /// <summary>
    /// Decides on the newest state and commits; on a lost race it reads again and decides anew.
    /// </summary>
    /// <param name="decide">Pure; may be called several times. Gets null when there is no such lead.</param>
    /// <param name="mayBeNew">True when the lead probably does not exist: an insert is tried before anything is read.</param>
    /// <param name="queueWork">False when the caller queues what is to be done at once, with that of other leads, and does so again after a crash.</param>
    /// <exception cref="StorageException">Twenty races in a row were lost.</exception>
    public async ValueTask<Decided> Apply(LeadId id, Func<Lead?, Decided> decide, CancellationToken ct, bool mayBeNew = false, bool queueWork = true)
    {
        var stored = warm.Find(id);
        var read = false;
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (stored is null && !read && !mayBeNew)
            {
                (stored, read) = (await Load(id, ct), true);
            }

            var decided = decide(stored?.Lead);
            if (decided.Changes && await TryCommit(stored, decided, queueWork, ct))
            {
                return decided;
            }

            // What was decided on remembered state counts only when it was committed: look at the real one before saying no.
            if (!decided.Changes && read)
            {
                if (stored is not null)
                {
                    lists.Enqueue(stored.Lead); // whoever comes again may be here because somebody died over it, after the commit
                }

                return decided;
            }

            (stored, read) = (await Load(id, ct), true);
        }

        throw new StorageException($"lead {id}: {MaxTries} commits in a row lost their race");
    }

    /// <summary>
    /// Writes the lead's line in the lists again, and at once when it waits for a person: a crash may have lost the line, and nothing else would
    /// ever bring it back.
    /// </summary>
    public async Task Relist(Lead lead, CancellationToken ct)
    {
        lists.Enqueue(lead);
        if (lead.NeedsPerson)
        {
            await lists.Flush(ct);
        }
    }

    /// <summary>The journal, oldest first.</summary>
    public async Task<IReadOnlyList<LeadEvent>> Journal(LeadId id, CancellationToken ct)
    {
        var events = new List<LeadEvent>();
        await foreach (var row in rows.QueryAll(Tables.Leads, id.ToString(), KeyRange.Prefix(LeadJournal.Prefix), ct))
        {
            events.AddRange(LeadJournal.Read(row));
        }

        return events;
    }

    /// <summary>A page of the journal, newest first.</summary>
    /// <param name="before">Only entries with smaller numbers; null for the newest.</param>
    /// <param name="take">Entries; each is what one commit did, mostly a single event.</param>
    /// <returns>The events, and where the next page begins; null when there is none.</returns>
    public async Task<(IReadOnlyList<LeadEvent> Events, int? Next)> Journal(Lead lead, int? before, int take, CancellationToken ct)
    {
        var (entries, end) = (new List<Row>(), Math.Clamp(before ?? int.MaxValue, 1, lead.Entries + 1));
        for (var span = take; end > 1 && entries.Count <= take; span *= 2) // not every number has an entry
        {
            var from = Math.Max(1, end - span);
            var found = await rows.QueryAll(Tables.Leads, lead.Id.ToString(), LeadJournal.Between(from, end), ct).ToListAsync(ct);
            entries.AddRange(Enumerable.Reverse(found));
            end = from;
        }

        int? next = entries.Count > take ? LeadJournal.NumberOf(entries[take - 1]) : null;
        return ([.. entries.Take(take).SelectMany(r => LeadJournal.Read(r).Reverse())], next);
    }

    /// <summary>
    /// Removes a lead with its journal, for good. Its rows in lists and indexes are the caller's. Idempotent; what a crash left of a journal goes the next time.
    /// </summary>
    /// <param name="onlyIf">Asked with the newest state, and again when it moves in between: false leaves all as it is.</param>
    /// <returns>False when it was to stay.</returns>
    /// <exception cref="StorageException">The store failed, or twenty races in a row were lost.</exception>
    internal async Task<bool> Remove(LeadId id, Func<Lead, bool> onlyIf, CancellationToken ct)
    {
        for (var tries = 0; await Load(id, ct) is { } stored; tries++)
        {
            if (!onlyIf(stored.Lead))
            {
                return false;
            }

            var result = await rows.Commit(Tables.Leads, id.ToString(), [new RowChange.Delete(LeadKey, stored.Version)], ct);
            warm.Forget(id);
            if (result.Committed)
            {
                break;
            }

            if (tries == MaxTries)
            {
                throw new StorageException($"lead {id}: {MaxTries} commits in a row lost their race");
            }
        }

        warm.Forget(id);
        var journal = await rows.QueryAll(Tables.Leads, id.ToString(), KeyRange.Prefix(LeadJournal.Prefix), ct).Select(r => new RowChange.Delete(r.Key)).ToListAsync(ct);
        await rows.CommitEach(Tables.Leads, id.ToString(), journal, ct);
        return true;
    }

    /// <summary>
    /// Takes words and names out of a lead and its journal. Nothing moves, so nothing is decided and no entry tells of it. Idempotent.
    /// </summary>
    /// <param name="lead">
    /// Null, or the same, when nothing is to be taken out; may be called several times. When what lists say of the lead changes by it, it counts one more entry, though none is
    /// written: by that whoever lists it knows which state is the newer one.
    /// </param>
    /// <param name="entry">The same for each entry of the journal.</param>
    /// <returns>Null when nothing was taken out of the lead.</returns>
    internal async Task<Lead?> Strip(LeadId id, Func<Lead, Lead?> lead, Func<LeadEvent, LeadEvent> entry, CancellationToken ct)
    {
        Lead? stripped = null;
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (await Load(id, ct) is not { } stored || lead(stored.Lead) is not { } next || next == stored.Lead)
            {
                break;
            }

            if ((await rows.Commit(Tables.Leads, id.ToString(), [new RowChange.Replace(ToRow(next) with { Version = stored.Version })], ct)).Committed)
            {
                stripped = next;
                warm.Forget(id);
                break;
            }
        }

        await StripJournal(id, entry, ct);
        return stripped;
    }

    private async Task StripJournal(LeadId id, Func<LeadEvent, LeadEvent> entry, CancellationToken ct)
    {
        var changes = new List<RowChange>();
        await foreach (var row in rows.QueryAll(Tables.Leads, id.ToString(), KeyRange.Prefix(LeadJournal.Prefix), ct))
        {
            var document = JsonSerializer.Deserialize(row.Payload, LeadJson.Plain.JournalDocument)!;
            var events = document.Events.Select(entry).ToList();
            if (!events.SequenceEqual(document.Events))
            {
                changes.Add(new RowChange.Replace(row with { Payload = JsonSerializer.Serialize(document with { Events = events }, LeadJson.Plain.JournalDocument) }));
            }
        }

        await rows.CommitEach(Tables.Leads, id.ToString(), changes, ct); // entries are never written again, so what loses is gone
    }

    private async ValueTask<Stored?> Load(LeadId id, CancellationToken ct)
    {
        var row = await rows.Find(Tables.Leads, id.ToString(), LeadKey, ct);
        if (row is null)
        {
            return null;
        }

        var stored = new Stored(LeadDocument.Read(row), row.Version);
        Keep(stored);
        return stored;
    }

    private async ValueTask<bool> TryCommit(Stored? from, Decided decided, bool queueWork, CancellationToken ct)
    {
        var lead = decided.State! with { Entries = decided.State!.Entries + 1 };
        var isOpen = decided.Work.Any(w => !string.Equals(w.Queue, QueueNames.FollowUps, StringComparison.Ordinal)) || IsCountedAnew(from?.Lead, lead) || WaitsWithoutWork(decided);
        if (isOpen)
        {
            await open.Add([lead.Id], ct);
        }

        foreach (var together in decided.Work.Where(w => queueWork || w.Delay > TimeSpan.Zero).GroupBy(w => (w.Queue, w.Delay), w => w.For(lead.Id)))
        {
            foreach (var message in WorkMessage.Pack(together))
            {
                await queues.Enqueue(together.Key.Queue, message.ToJson(), together.Key.Delay, ct);
            }
        }

        foreach (var parked in decided.Events.Where(e => e.Kind == LeadEventKind.Parked))
        {
            await queues.Enqueue(QueueNames.FollowUps, new WorkMessage(lead.Id, parked.Effect!).ToJson(), RelistAfter, ct);
        }

        if (isOpen)
        {
            await open.Add([lead.Id], ct); // costs nothing, unless this took so long that the row may be gone by now
        }

        var row = ToRow(lead);
        RowChange change = from is null ? new RowChange.Insert(row) : new RowChange.Replace(row with { Version = from.Version });
        RowChange[] entry = LeadJournal.IsKept(lead.Entries, decided) ? [new RowChange.Insert(LeadJournal.ToRow(row.Partition, lead.Entries, decided.Events))] : [];
        var result = await rows.Commit(Tables.Leads, row.Partition, [change, .. entry], ct);
        if (!result.Committed)
        {
            warm.Forget(lead.Id);
            return false;
        }

        Keep(new(lead, result.Versions![0]));
        lists.Enqueue(lead, mayWait: from?.Lead.NeedsPerson ?? false, mayBeListed: from is not null, decided.Events);
        if (metrics is not null)
        {
            EffectTelemetry.Committed(metrics, lead, decided.Events);
        }

        return true;
    }

    /// <summary>An invitation that cannot be due inside its window waits for the next one, which may never come.</summary>
    private static bool WaitsWithoutWork(Decided decided) => decided.Events.Any(e => e is { Kind: LeadEventKind.SendFailed, Effect: Effect.InviteId });

    /// <summary>
    /// Whether the lists will count the lead for something else than before. Then it has a row in the index of open work, which stays until the line was written: a
    /// process that is killed in between leaves it to <c>StalledWork</c>.
    /// </summary>
    private static bool IsCountedAnew(Lead? before, Lead lead)
    {
        if (before is null || lead.Origin is not { } origin)
        {
            return before is null;
        }

        return !LeadLine.Of(before, origin).CountsLike(LeadLine.Of(lead, origin));
    }

    private static Row ToRow(Lead lead) =>
        new(lead.Id.ToString(), LeadKey, JsonSerializer.Serialize(new LeadDocument(LeadDocument.CurrentSchema, lead), LeadJson.Plain.LeadDocument))
        {
            Columns = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Account"] = lead.AccountId,
                ["Stage"] = lead.Stage.ToString(),
                ["Exit"] = lead.Exit.ToString(),
                ["Video"] = lead.Asks.IsEmpty ? "" : lead.Asks[0].VideoId,
                ["OpenedAt"] = lead.OpenedAt.ToString("O", CultureInfo.InvariantCulture),
                ["MovedAt"] = lead.MovedAt.ToString("O", CultureInfo.InvariantCulture),
            },
        };

    private void Keep(Stored stored) => warm.Keep(stored.Lead.Id, stored);

    private sealed record Stored(Lead Lead, string Version);
}
