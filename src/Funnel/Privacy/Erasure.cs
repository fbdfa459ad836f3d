using System.Security.Cryptography;
using System.Text.Json;
using Funnel.Audit;
using Funnel.Leads;
using Funnel.Persons;
using Funnel.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Funnel.Privacy;

/// <summary>
/// Erases one person over all accounts, tables and queues. First the person is marked, so that no process takes in again what they did before, and nothing more is begun
/// for them; when every process knows and no send is under way any more, all is removed; two minutes later it is looked once more. Every step may be made again, by whichever
/// process: after a crash the timer <c>Forget</c> goes on.
/// </summary>
public sealed partial class Erasure(
    PersonFinder finder, IEnumerable<IPersonalPlace> places, ErasedPeople erased, LeadStore leads, IRows rows, IDataProtectionProvider protection,
    IOptions<FunnelOptions> options, TimeProvider time, AuditLog audit, ILogger<Erasure> log, IStoreWipe? wipe = null)
{
    private const string WorkPrefix = "w|";

    /// <summary>Longer than a process keeps anything to itself that it has still to write.</summary>
    private static readonly TimeSpan LastLookAfter = TimeSpan.FromMinutes(2);

    private readonly IDataProtector protector = protection.CreateProtector("Funnel.Erasure.v1");

    /// <summary>Begins to erase a person, or goes on with it. Idempotent.</summary>
    /// <param name="key">See <see cref="PersonFinder.Find"/>; with <see cref="PersonKey.Any"/> an <see cref="ErasureReport.Erasure"/>, too.</param>
    /// <param name="who">Whoever asks for it.</param>
    /// <param name="forGood">The person is not to be answered either when they ask anew. Of who had said so already that stays in any case.</param>
    /// <returns>Null when nothing is stored of such a person, and no erasure of them is known.</returns>
    public async Task<ErasureReport?> Begin(string key, PersonKey by, string who, bool forGood, CancellationToken ct)
    {
        if (by == PersonKey.Any && LeadId.TryParse(key, out _) && await Advance(key, ct) is { } byItsName) // hashes look like ids of leads
        {
            return byItsName;
        }

        if (await finder.Find(key, by, ct) is not { } person)
        {
            return await Known(key, ct);
        }

        var hash = erased.HashOf(person.Ids[0]);
        if (await Load(hash, ct) is not { Work.State: ErasureState.Stopping })
        {
            var now = time.GetUtcNow();
            person = person with { Until = now };
            var scope = protector.Protect(JsonSerializer.Serialize(person, PersonJson.Plain.Person));
            var work = new ErasureWork(ErasureWork.CurrentSchema, ErasureState.Stopping, now, who, scope, 0, null);
            foreach (var id in person.Ids.Reverse()) // the first last, with the work: a crash before leaves marks, which do no harm
            {
                await erased.Mark(id, now, forGood || person.Declined, finished: false, ct, IsFirst(id, person) ? [new RowChange.Put(ToRow(hash, work))] : []);
            }

            Log.Began(log, hash, who);
            await audit.Write(new(who, AuditActions.PersonErased, "erasure/" + hash)); // by its hash alone: the audit is not erased
        }

        return await Advance(hash, ct);
    }

    /// <summary>Does what may be done by now.</summary>
    /// <param name="erasure">Its <see cref="ErasureReport.Erasure"/>.</param>
    /// <returns>Null when there is none.</returns>
    public async Task<ErasureReport?> Advance(string erasure, CancellationToken ct)
    {
        if (await Load(erasure, ct) is not var (work, version))
        {
            return await rows.Find(Tables.Accounts, ErasedPeople.Partition, ErasedPeople.MarkPrefix + erasure, ct) is { } mark ? Finished(erasure, ErasedPeople.Read(mark)) : null;
        }

        return work.State == ErasureState.Stopping ? await Remove(erasure, work, version, ct) : await LookAgain(erasure, work, ct);
    }

    /// <summary>Goes on with all that are under way: a query of a small partition when there is none. Safe from several instances at once.</summary>
    public async Task AdvanceAll(CancellationToken ct)
    {
        var open = await rows.QueryAll(Tables.Accounts, ErasedPeople.Partition, KeyRange.Prefix(WorkPrefix), ct).Select(r => r.Key[WorkPrefix.Length..]).ToListAsync(ct);
        await OneByOne.Run(open, hash => Advance(hash, ct), ct);
    }

    /// <summary>One of whom nothing is stored any more.</summary>
    private async Task<ErasureReport?> Known(string personId, CancellationToken ct) =>
        personId.Length is > 0 and <= PersonFinder.MaxKey && await erased.Find(personId, ct) is var (_, hash) ? await Advance(hash, ct) : null;

    private async Task<ErasureReport> Remove(string hash, ErasureWork work, string version, CancellationToken ct)
    {
        var person = Open(work);
        var readyAt = work.At + ErasedPeople.KnownEverywhereAfter;
        foreach (var lead in person.Leads)
        {
            var stopped = await leads.Apply(lead.Id, l => l is not null && person.Means(l)
                ? LeadDecider.Decide(l, new LeadCommand.Decline(time.GetUtcNow(), "") { By = work.By }) : Decided.Nothing(l), ct);
            readyAt = stopped.State is { } state ? Later(readyAt, SettledAt(state)) : readyAt;
        }

        if (readyAt > time.GetUtcNow())
        {
            return new(hash, work.State, work.At, work.Pieces, readyAt);
        }

        var pieces = work.Pieces;
        foreach (var place in places)
        {
            pieces += await place.Erase(person, isLastLook: false, ct);
        }

        await Wipe(ct);
        var removed = work with { State = ErasureState.Removed, Pieces = pieces, RemovedAt = time.GetUtcNow() };
        await rows.Commit(Tables.Accounts, ErasedPeople.Partition, [new RowChange.Replace(ToRow(hash, removed) with { Version = version })], ct); // who lost did the same
        Log.Removed(log, hash, pieces);
        return new(hash, removed.State, work.At, pieces, removed.RemovedAt + LastLookAfter);
    }

    private async Task<ErasureReport> LookAgain(string hash, ErasureWork work, CancellationToken ct)
    {
        var due = work.RemovedAt.GetValueOrDefault() + LastLookAfter;
        if (due > time.GetUtcNow())
        {
            return new(hash, work.State, work.At, work.Pieces, due);
        }

        // Who came anew since is a lead like any other.
        var person = Open(work);
        var gone = await person.Leads.ToAsyncEnumerable().Where(async (l, stop) => await leads.Find(l.Id, stop) is null).ToListAsync(ct);
        var pieces = work.Pieces;
        foreach (var place in places)
        {
            pieces += await place.Erase(person with { Leads = [.. gone] }, isLastLook: true, ct);
        }

        foreach (var id in person.Ids.Reverse())
        {
            await erased.Mark(id, work.At, forGood: false, finished: true, ct, IsFirst(id, person) ? [new RowChange.Delete(WorkPrefix + hash)] : []);
        }

        await Wipe(ct); // what named the person in the work, encrypted
        Log.Finished(log, hash);
        return new(hash, ErasureState.Finished, work.At, pieces, null);
    }

    /// <summary>When nothing can be on its way any more: an attempt that was claimed may still be posted so long after its claim.</summary>
    private DateTimeOffset SettledAt(Lead lead)
    {
        var now = time.GetUtcNow();
        var underWay = lead.Effects.Where(e => e.Status == EffectStatus.Sending).Select(e => e.UnderWayFor(now, options.Value.Outreach.Rules)).DefaultIfEmpty(TimeSpan.Zero).Max();
        return now + underWay;
    }

    private Task Wipe(CancellationToken ct) => wipe?.Wipe(ct) ?? Task.CompletedTask;

    private async ValueTask<(ErasureWork Work, string Version)?> Load(string hash, CancellationToken ct) =>
        hash.Length is > 0 and <= LeadId.Length && await rows.Find(Tables.Accounts, ErasedPeople.Partition, WorkPrefix + hash, ct) is { } row
            ? (JsonSerializer.Deserialize(row.Payload, ErasureJson.Plain.ErasureWork)!, row.Version) : null;

    private static Row ToRow(string hash, ErasureWork work) => new(ErasedPeople.Partition, WorkPrefix + hash, JsonSerializer.Serialize(work, ErasureJson.Plain.ErasureWork));

    /// <exception cref="StorageException">The key ring with which it was written is lost.</exception>
    private Person Open(ErasureWork work)
    {
        try
        {
            return JsonSerializer.Deserialize(protector.Unprotect(work.Person), PersonJson.Plain.Person)!;
        }
        catch (CryptographicException e)
        {
            throw new StorageException("an erasure under way cannot be read because the key ring was lost: restore it, or ask for the erasure again by the person's id", e);
        }
    }

    private static bool IsFirst(string id, Person person) => string.Equals(id, person.Ids[0], StringComparison.Ordinal);

    private static ErasureReport Finished(string hash, ErasedMark mark) => new(hash, ErasureState.Finished, mark.At, 0, null);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static partial class Log
    {
        [LoggerMessage(1921, LogLevel.Information, "Erasure {Erasure} began, asked for by {By}")]
        public static partial void Began(ILogger log, string erasure, string by);

        [LoggerMessage(1922, LogLevel.Information, "Erasure {Erasure}: {Pieces} rows and messages are removed; one more look follows")]
        public static partial void Removed(ILogger log, string erasure, int pieces);

        [LoggerMessage(1923, LogLevel.Information, "Erasure {Erasure} is through")]
        public static partial void Finished(ILogger log, string erasure);
    }
}
