using System.Globalization;
using System.Text.Json;
using Funnel.Accounts;
using Funnel.Clocks;
using Funnel.Configuration;
using Funnel.Storage;
using Funnel.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Funnel.Recovery;

/// <summary>
/// Finds out at a start what may have been done of which nothing is stored: commits were lost, the store is empty, or nobody was there. Kept in a row, so that every
/// process and every later start knows of it. Costs two reads at a start, and nothing afterwards as long as nothing is missing.
/// </summary>
public sealed partial class CatchUps(
    IRows rows, AccountFacts facts, IOptions<FunnelOptions> options, TimeProvider time, ILogger<CatchUps> log, IStoreHistory? history = null, PlatformClocks? clocks = null,
    FunnelMetrics? metrics = null)
{
    private const string Partition = "store";
    private const string Key = "past";
    private const int Races = 5;

    /// <summary>So long after a loss a chat that is open may have been opened before it.</summary>
    private static readonly TimeSpan ChatsLast = TimeSpan.FromHours(1);
    private static readonly TimeSpan WriteEvery = TimeSpan.FromMinutes(1);

    /// <summary>A platform's Date header has whole seconds, and answers take a while.</summary>
    private static readonly TimeSpan CloseEnough = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How far hosts' clocks are taken to be apart while it is not known. Whoever asked so shortly after a first
    /// start may have to wait for a look: more would park new shops' people.
    /// </summary>
    private static readonly TimeSpan ClocksApart = TimeSpan.FromMinutes(2);

    private readonly Lock gate = new();
    private StoreState state = StoreState.Nothing;
    private TimeMark? loaded;
    private TimeMark? written;
    private (long Looked, long Parked) unwritten;
    private long begunAt;
    private long grownAt;
    private (int Before, int Now) found;

    /// <summary>Whether <see cref="Begin"/> has got through.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>What was lost; null when nothing ever was.</summary>
    public CatchUp? Lost => InPlatformTime(state.Lost);

    /// <summary>When nobody was there; null when somebody always was.</summary>
    public CatchUp? Gap => InPlatformTime(state.Gap);

    /// <summary>How many there have been, as far as this process knows.</summary>
    public int Found => state.Found;

    /// <summary>Whether anything of ours was found since the loss; before that, an empty store may be a new shop's.</summary>
    public bool IsKnownLoss => state is { Lost: { } lost } && (lost.Cause != CatchUpCause.New || state.HasFound);

    /// <summary>Whether messages may have been sent in a chat that is open now of which nothing is stored, and people whom nobody knows may still become known again.</summary>
    public bool IsRecentLoss => state.Lost is { } lost && (time.GetUtcNow() - lost.FoundAt).Duration() < ChatsLast;

    /// <summary>Whether a comment is too old to be answered after a loss.</summary>
    public bool IsTooOld(DateTimeOffset at) => Lost is { } lost && at < lost.Until - options.Value.Intake.CatchUp;

    /// <summary>Looks into the past before anything is done. Idempotent; called once before the host starts working, and again while it fails.</summary>
    /// <exception cref="StorageException">The store does not answer.</exception>
    public async Task Begin(CancellationToken ct)
    {
        for (var i = 0; i < Races && !HasBegun; i++)
        {
            var (stored, version) = await Load(ct);
            var beats = await facts.All(ct);
            var isUsed = stored is not null || beats.Count > 0 || (await rows.Query(Tables.Accounts, "accounts", KeyRange.All, 1, null, ct)).Rows.Count > 0;
            var next = StoreState.AtStart(stored, isUsed, history?.Loss, beats.FirstOrDefault(IsBeat)?.Fact.At, time.GetUtcNow());
            if (next != stored && !await Save(next, version, ct))
            {
                continue; // another process was quicker
            }

            Tell(stored, next);
            Take(next);
            (begunAt, found) = (time.GetTimestamp(), (stored?.Found ?? 0, next.Found));
            HasBegun = true;
        }
    }

    /// <summary>Writes down in the platforms' time when a loss or gap ended, once we know that time: every later start judges by it. One write for each, nothing otherwise.</summary>
    public Task Settle(CancellationToken ct) =>
        HasBegun && (state.Lost is { InPlatformTime: false } || state.Gap is { InPlatformTime: false }) && Behind() is not null ? Change(s => s, ct) : Task.CompletedTask;

    /// <summary>Something was looked for. Counted here and written once a minute.</summary>
    public async Task Looked(CatchUp because, bool found, CancellationToken ct)
    {
        metrics?.CaughtUp(found ? "found" : "not_found");
        Count(looked: 1, parked: 0);
        if ((found && because.IsLoss && !state.HasFound) || !(written?.Age(time) < WriteEvery))
        {
            await Change(s => s with { HasFound = s.HasFound || (found && because.IsLoss) }, ct);
        }
    }

    /// <summary>Something is left to an operator because nobody can tell whether it was done.</summary>
    public void Parked()
    {
        metrics?.CaughtUp("parked");
        Count(looked: 0, parked: 1);
    }

    /// <summary>Comments were passed over because they are too old to be answered after a loss.</summary>
    public void PassedOver(int count)
    {
        if (count > 0)
        {
            metrics?.CaughtUp("too_old", count);
        }
    }

    /// <summary>For the health check: what is still fresh; null when there is nothing to say.</summary>
    public string? Notice()
    {
        var (now, latest) = (time.GetUtcNow(), state.Lost is { } lost && state.Gap?.IsNotBefore(state.Lost) != true ? lost : state.Gap);
        if (latest is null || (now - latest.FoundAt).Duration() >= TimeSpan.FromDays(1))
        {
            return null;
        }

        var (looked, parked) = (state.Looked + unwritten.Looked, state.Parked + unwritten.Parked);
        return string.Create(CultureInfo.InvariantCulture,
            $"catching up since {latest.FoundAt:u}, because {CauseText.Of(latest)}: what may have been done already is looked for first, {looked} looked at, {parked} parked");
    }

    private static bool IsBeat(AgedFact fact) => fact.Fact is { Kind: FactKind.Run } run && string.Equals(run.Subject, FunnelTimer.PollComments.Name, StringComparison.Ordinal);

    private void Tell(StoreState? before, StoreState now)
    {
        if (now.Lost is { } lost && before?.Lost != lost)
        {
            Log.Lost(log, lost.Cause == CatchUpCause.New ? LogLevel.Information : LogLevel.Warning, CauseText.Of(lost), lost.Until);
        }

        if (now.Gap is { } gap && before?.Gap != gap)
        {
            Log.Lost(log, LogLevel.Information, CauseText.Of(gap), gap.Until);
        }
    }

    /// <summary>A time of the platforms', as our clock is set now.</summary>
    public DateTimeOffset ByOurClock(DateTimeOffset at) => at - (Behind() ?? TimeSpan.Zero);

    /// <summary>How far our clock is behind the platforms' that is most ahead; negative when it is ahead of all of them; null while nobody knows.</summary>
    private TimeSpan? Behind() => clocks?.Now.Select(s => (TimeSpan?)(s.Skew > CloseEnough || s.Skew < TimeSpan.Zero ? -s.Skew : TimeSpan.Zero)).Max();

    private CatchUp? InPlatformTime(CatchUp? catchUp) =>
        catchUp is null or { InPlatformTime: true } || !HasBegun ? catchUp : catchUp with { Until = EndOf(catchUp) + (Behind() ?? TimeSpan.Zero) };

    /// <summary>
    /// When it ended, by our clock as it is set now. Who found it knows how long ago that is. Who did not knows that it ended before they first heard of it, which is what
    /// counts until it is known in the platforms' time: the finder's clock says little to them.
    /// </summary>
    private DateTimeOffset EndOf(CatchUp catchUp)
    {
        var heard = time.GetUtcNow() - time.GetElapsedTime(catchUp.Number > found.Now ? grownAt : begunAt);
        return catchUp.Number > found.Before && catchUp.Number <= found.Now ? heard - (catchUp.FoundAt - catchUp.Until)
            : catchUp.Until + ClocksApart is var late && late < heard ? late : heard;
    }

    /// <summary>Written with any change, once we know how far our clock is from the platforms'.</summary>
    private StoreState InPlatformTime(StoreState next)
    {
        if (!HasBegun || Behind() is null)
        {
            return next;
        }

        return next with { Lost = Settled(next.Lost), Gap = Settled(next.Gap) };

        CatchUp? Settled(CatchUp? catchUp) => InPlatformTime(catchUp) is { } known ? known with { InPlatformTime = true } : null;
    }

    private void Count(int looked, int parked)
    {
        lock (gate)
        {
            unwritten = (unwritten.Looked + looked, unwritten.Parked + parked);
        }
    }

    /// <summary>With what was counted here. When every race is lost it is tried again with the next change.</summary>
    private async Task Change(Func<StoreState, StoreState> change, CancellationToken ct)
    {
        (long Looked, long Parked) taken;
        lock (gate)
        {
            (taken, unwritten, written) = (unwritten, (0, 0), TimeMark.Now(time));
        }

        for (var i = 0; i < Races; i++)
        {
            var (stored, version) = await Load(ct);
            var next = InPlatformTime(change(stored ?? StoreState.Nothing));
            next = next with { Looked = next.Looked + taken.Looked, Parked = next.Parked + taken.Parked };
            if (next == stored || await Save(next, version, ct))
            {
                Take(next);
                return;
            }
        }
    }

    private void Take(StoreState next)
    {
        foreach (var account in next.Read.Except(state.Read, StringComparer.Ordinal).Concat(next.Probed.Except(state.Probed, StringComparer.Ordinal)))
        {
            readAt[account] = TimeMark.Now(time);
        }

        (state, loaded) = (next, TimeMark.Now(time));
    }

    private async Task<(StoreState? State, string? Version)> Load(CancellationToken ct)
    {
        if (await rows.Find(Tables.Accounts, Partition, Key, ct) is not { } row)
        {
            return (null, null);
        }

        var stored = JsonSerializer.Deserialize(row.Payload, RecoveryJson.Plain.StoreState);
        grownAt = stored?.Found > state.Found ? time.GetTimestamp() : grownAt;
        return (stored, row.Version);
    }

    private async Task<bool> Save(StoreState next, string? version, CancellationToken ct)
    {
        var row = new Row(Partition, Key, JsonSerializer.Serialize(next, RecoveryJson.Plain.StoreState)) { Version = version ?? "" };
        return (await rows.Commit(Tables.Accounts, Partition, [version is null ? new RowChange.Insert(row) : new RowChange.Replace(row)], ct)).Committed;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1651, Message = "Catching up because {Why}: replies under comments from before {Until:u} are looked for before they are sent")]
        public static partial void Lost(ILogger log, LogLevel level, string why, DateTimeOffset until);
    }
}
