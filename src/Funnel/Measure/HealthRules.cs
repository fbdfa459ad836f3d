using System.Globalization;
using Funnel.Accounts;
using Funnel.Clocks;
using Funnel.Configuration;
using Funnel.Connectors;
using Funnel.Reasons;
using Funnel.Sending;

namespace Funnel.Measure;

/// <summary>Judges the facts: what is wrong, and what is merely worth knowing. Pure.</summary>
/// <param name="watching">How long this process has been up: what it knows nothing of yet may still be coming.</param>
internal sealed class HealthRules(FunnelOptions options, KnownFacts facts, DateTimeOffset now, TimeSpan watching)
{
    /// <summary>Reads in a row that failed: each was tried several times, so the second is no accident.</summary>
    private const int FailedReads = 2;

    /// <summary>Sends in a row that failed: each is tried once.</summary>
    private const int FailedSends = 3;

    /// <summary>Slots that may be missed, and the least that that has to be.</summary>
    private const int MissedSlots = 3;
    private static readonly TimeSpan AtLeast = TimeSpan.FromMinutes(2);

    /// <summary>Who has not failed again for so long has not tried again: what failed may be mended.</summary>
    private static readonly TimeSpan StillFailing = TimeSpan.FromMinutes(30);

    public static IReadOnlyList<FactKind> Reads { get; } = [FactKind.ListVideos, FactKind.ListComments, FactKind.ListReplies];

    public static IReadOnlyList<FactKind> Sends { get; } = [FactKind.Reply, FactKind.Message];

    public List<string> Wrong { get; } = [];

    public List<string> Notices { get; } = [];

    /// <param name="isAllPaused">Whether the switch of all is thrown.</param>
    public void Sending(bool isAllPaused)
    {
        if (!options.Outreach.Enabled)
        {
            Notices.Add("sending is switched off: outreach.enabled is false; comments are read and decided, and replies wait until it is true again");
        }

        if (isAllPaused)
        {
            Notices.Add("sending is paused by the switch 'all': comments are read and decided, and replies wait until 'paused' is set to false at /api/settings/switches/all");
        }
    }

    /// <summary>What stopped by itself needs a person; what merely waits is worth knowing.</summary>
    public void Held(AccountSending sending)
    {
        var held = $"{sending.Held}{(sending.Held < AccountSending.MaxHeld ? "" : "+")} replies and messages wait";
        if (sending is { Stopped: { } why, StoppedAt: { } at })
        {
            Wrong.Add($"account {sending.Account}: {why} (since {Time(at)}; {held}: POST /api/accounts/{sending.Account}/resume, or the console's Today)");
        }
        else if (sending.Held > 0)
        {
            Notices.Add($"account {sending.Account}: {held}{(sending.Switched is { } by ? $": {by}" : "")} (GET /api/held?account={sending.Account})");
        }
    }

    public void Timers()
    {
        Timer(FunnelTimer.PollComments, "no new comment is read");
        Timer(FunnelTimer.Reconcile, "arrivals whose events were lost are not found, and failed work is not parked");
        Timer(FunnelTimer.KeepTokens, "tokens are not renewed before they end");
        Timer(FunnelTimer.Forget, "erasures do not go on, and what is over its keeping time is not forgotten");
    }

    /// <param name="paused">Why somebody wants nothing to be done for it; null when nobody does.</param>
    /// <param name="lost">Why its grant is of no use; null when it is, or when nobody can say now.</param>
    /// <param name="isRead">Whether its comments are read at all; where they are handed to us, silence says nothing.</param>
    public void Account(AccountOptions account, Reason? paused, Reason? lost, bool isRead)
    {
        var name = $"account {account.Id}";
        if (paused is not null)
        {
            Notices.Add($"{name} is {(account.Paused ? "paused in the configuration (accounts[].paused)" : paused)}: nothing is read or sent for it");
            return;
        }

        if (lost is not null)
        {
            Wrong.Add($"{name}: {lost}");
            return;
        }

        foreach (var kind in Reads)
        {
            Failing(name, facts.Find(kind, account.Id), FailedReads);
        }

        foreach (var kind in Sends)
        {
            Failing(name, facts.Find(kind, account.Id), FailedSends);
        }

        if (isRead)
        {
            Unread(account.Id, name);
        }
    }

    /// <summary>When polling itself has stopped, that is said once, and not of each account.</summary>
    private void Unread(string id, string name)
    {
        var poll = FunnelTimer.PollComments;
        var (read, polled) = (facts.GoodFor(id, [.. Reads]) ?? watching, facts.Find(FactKind.Run, poll.Name)?.GoodFor ?? watching);
        if (IsOverdue(poll, read) && read > options.Intake.VideosEvery * MissedSlots && !IsOverdue(poll, polled))
        {
            Wrong.Add($"{name}: nothing was read for {Length(read)}{Last(facts.At(id, [.. Reads]))} although polling runs: the log says why; "
                + "intake.callsPerMinute may be used up, or the accounts before it take too long");
        }
    }

    public void Destination(string name)
    {
        Failing(name, facts.Find(FactKind.ListArrivals, name), FailedReads);
        Failing(name, facts.Find(FactKind.Welcome, name), FailedSends);
    }

    public void Clock(ClockSkew skew)
    {
        if (skew.IsAlarming)
        {
            Wrong.Add($"clock: {skew}: {PlatformClocks.Advice}");
        }
    }

    private void Timer(FunnelTimer timer, string meanwhile)
    {
        var run = facts.Find(FactKind.Run, timer.Name);
        if (IsOverdue(timer, run?.GoodFor ?? watching))
        {
            Wrong.Add($"timer {timer.Name} has not run for {Length(run?.GoodFor ?? watching)}{Last(run?.Fact.At)} (schedules.{timer.InFile}: {options.Schedules[timer]}): {meanwhile}. "
                + "Restart the host; if it stops again, the log says what it was at");
        }
    }

    /// <summary>Several slots have passed since.</summary>
    private bool IsOverdue(FunnelTimer timer, TimeSpan age) => age > AtLeast && Schedule.Of(options.Schedules[timer]).After(now - age, MissedSlots) <= now;

    private void Failing(string whose, AgedFact? fact, int tolerated)
    {
        if (fact?.Fact is not { Failure: { } failure } what || what.Failures < tolerated)
        {
            return;
        }

        var says = $"{whose}: {Name(what.Kind)} failed {what.Failures} times in a row{(what.Since is { } since ? $", since {Time(since)}" : "")}: {failure.Kind} ({failure.Code}) {failure.Message.TrimEnd('.')}. {Advice(failure.Kind)}";
        if (fact.RecordedFor < StillFailing)
        {
            Wrong.Add(says);
        }
        else
        {
            Notices.Add($"{says} (It was not tried again since {Time(what.FailedAt!.Value)}.)");
        }
    }

    private static string Name(FactKind kind) => kind switch
    {
        FactKind.ListVideos => "reading the video list",
        FactKind.ListComments => "reading comments",
        FactKind.ListReplies => "looking for replies",
        FactKind.Reply => "replying",
        FactKind.Message => "sending invitations",
        FactKind.ListArrivals => "reading arrivals",
        FactKind.Welcome => "sending welcomes",
        _ => kind.ToString(),
    };

    private static string Advice(FailureKind kind) => kind switch
    {
        FailureKind.Transient or FailureKind.Unknown => "It goes on by itself when the platform answers again: check this host's network and proxy, and the platform's status",
        FailureKind.QuotaExhausted => "It goes on by itself when the platform's day is over: ask the platform for a larger quota",
        FailureKind.AuthExpired => "Connect the account again, and put its new tokens into the configuration",
        FailureKind.Forbidden => "Apply for what is missing at the platform, or mend the setting it names",
        FailureKind.Rejected => "Look at what is parked in the console, and mend the wording or the setting",
        _ => "See the log",
    };

    private static string Last(DateTimeOffset? at) => at is { } time ? $" (last at {Time(time)})" : "";

    private static string Time(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Length(TimeSpan span) => span.TotalMinutes switch
    {
        < 2 => FormattableString.Invariant($"{span.TotalSeconds:0} s"),
        < 120 => FormattableString.Invariant($"{span.TotalMinutes:0} min"),
        _ => FormattableString.Invariant($"{span.TotalHours:0} h"),
    };
}
