using Funnel.Accounts;
using Funnel.Audit;
using Funnel.Claims;
using Funnel.Configuration;
using Funnel.Intake;
using Funnel.Leads;
using Funnel.Persons;
using Funnel.Privacy.Places;
using Funnel.Review;
using Funnel.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Funnel.Privacy;

/// <summary>
/// Removes what is over its keeping time, a slice at a time: a pass over each account's days, once a day of the merchant's. Costs a read an account while there is nothing
/// to do, and nothing for a lead before its time. Goes on with erasures, too.
/// </summary>
public sealed partial class Forgetting(
    Erasure erasure, IRows rows, LeadStore leads, LeadLists lists, ErasedPeople erased, PersonFinder finder, MerchantDays days, IOptions<FunnelOptions> options,
    TimeProvider time, ILogger<Forgetting> log, AccountFacts? facts = null, IStoreWipe? wipe = null, AuditLog? audit = null, ChangeFeed? feed = null)
{
    /// <summary>What one run may do. Short enough for a function, and for whoever waits for the storage.</summary>
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(20);
    private const int MostPeople = 500;

    private readonly ForgetStates states = new(rows);

    /// <summary>Only what belongs to one lead alone, and is found by it.</summary>
    private readonly ForgottenDay day = new(rows, leads, lists, erased, [new ContactPlace(rows), new FriendPlace(rows, leads), new WaitingPlace(rows)], options.Value, time);

    private readonly TaskNotes tasks = new(rows, time);
    private readonly ForgottenAudit? lines = audit is null ? null : new(audit, options.Value.Keep, time);

    private KeepOptions Keep => options.Value.Keep;

    /// <summary>Idempotent, and safe from several instances at once.</summary>
    /// <returns>People who were forgotten.</returns>
    public async Task<int> Run(CancellationToken ct)
    {
        facts?.Succeeded(FactKind.Run, FunnelTimer.Forget.Name);
        var slice = new Slice(time, MostTime, MostPeople);
        Func<Task>[] parts = [() => erasure.AdvanceAll(ct), async () => await OneByOne.Run(await finder.Accounts(ct), a => Run(a, slice, ct), ct),
            () => lines?.Run(slice, ct) ?? Task.CompletedTask, () => ForgetChanges(ct)];
        await OneByOne.Run(parts, part => part(), ct);
        if (slice.Done > 0)
        {
            Log.Forgotten(log, slice.Done);
        }

        return slice.Done;
    }

    /// <summary>The feed names leads, and none for longer than there is a lead.</summary>
    private Task ForgetChanges(CancellationToken ct)
    {
        var keep = options.Value.Changes.Keep < Keep.Leads ? options.Value.Changes.Keep : Keep.Leads;
        return feed?.Forget(time.GetUtcNow() - keep, ct) ?? Task.CompletedTask;
    }

    private async Task Run(string accountId, Slice slice, CancellationToken ct)
    {
        var (state, version) = await states.Read(accountId, ct);
        var today = days.Today(accountId);
        if (slice.IsOver || state.IsThrough(today))
        {
            return;
        }

        if (state.Next is null)
        {
            await ForgetOthers(accountId, ct);
        }

        var before = slice.Done;
        state = state.Begin(today);
        var shortest = Keep.Texts < Keep.Leads ? Keep.Texts.Value : Keep.Leads;
        foreach (var one in state.Days(days.Of(accountId, time.GetUtcNow() - shortest)))
        {
            if (slice.IsOver || await day.Run(accountId, one, slice, ct) is not { } left)
            {
                await states.Write(accountId, state, version, ct);
                return;
            }

            state = state.Looked(one, left);
        }

        await lists.Flush(ct);
        if (await states.Write(accountId, state with { Next = null }, version, ct) && slice.Done > before && wipe is not null)
        {
            await wipe.Wipe(ct);
        }
    }

    /// <summary>What belongs to no lead.</summary>
    private async Task ForgetOthers(string accountId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var desk = ReviewDesk.Partition(accountId);
        await Remove(Tables.Lists, desk, new(ReviewDesk.Open.From, ReviewDesk.KeyOf(now - Keep.Review)), ct);
        await Remove(Tables.Lists, desk, new(ReviewDesk.DecidedPrefix, ReviewDesk.DecidedPrefix + ReviewDesk.KeyOf(now - Keep.Decisions)), ct);
        await Remove(Tables.Videos, accountId, new(PageOutbox.Prefix, PageOutbox.KeyOf(now - Keep.Pages)), ct);
        await tasks.Forget(accountId, ct);
        await erased.Forget(now - Keep.Erased, ct);
    }

    private async Task Remove(string table, string partition, KeyRange range, CancellationToken ct)
    {
        var old = await rows.QueryAll(table, partition, range, ct).Select(r => new RowChange.Delete(r.Key, r.Version)).ToListAsync(ct);
        await rows.CommitEach(table, partition, old, ct);
    }

    private static partial class Log
    {
        [LoggerMessage(1911, LogLevel.Information, "{People} people were over their keeping time; nothing is stored of them any more but what counts nobody by name")]
        public static partial void Forgotten(ILogger log, int people);
    }
}
