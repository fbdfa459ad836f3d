using Funnel.Accounts;
using Funnel.Leads;
using Funnel.Reasons;

namespace Funnel.Sending;

/// <summary>What holds for an account: its limits, and what operators have switched.</summary>
/// <param name="Offset">Of the account's days and quiet hours from UTC.</param>
/// <param name="Switched">Why nothing goes out that an operator has switched off, or wants to see first; null when it may.</param>
public sealed record SendingRules(SendingOptions Options, TimeSpan Offset, Reason? Switched);

/// <summary>
/// Whether something may be sent to a person now: the one place where that is decided. Pure, so that the simulation can hold it.
/// </summary>
/// <remarks>
/// The pace is a token bucket without a store of tokens (the generic cell rate algorithm): the next may go out a minute's part after the last. Limits of more than a
/// send a second are kept over seconds instead, for nobody sees the difference.
/// </remarks>
internal static class SendPolicy
{
    /// <summary>Pauses between replies are longer by up to this part, by chance.</summary>
    private const double Jitter = 0.3;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ADay = TimeSpan.FromDays(1);
    private static readonly TimeSpan Fast = TimeSpan.FromSeconds(1);

    /// <summary>Turns are given so far ahead at most. What is further in the future, a pause added, was written before the clock was set back.</summary>
    private static readonly TimeSpan FarAhead = TimeSpan.FromSeconds(12);

    /// <summary>When to look again whether an operator lets it go on.</summary>
    private static readonly TimeSpan AMoment = TimeSpan.FromSeconds(15);

    /// <summary>So few are no share.</summary>
    private const double FewestRefused = 10;

    /// <summary>Latest replies that are looked at, about.</summary>
    private const double Latest = 100;

    /// <summary>Whether the policy has a say in it: a welcome's code lives for seconds, and labels nobody sees.</summary>
    public static bool Concerns(EffectKind kind) => kind is EffectKind.Reply or EffectKind.Invite or EffectKind.RefusalConfirmation;

    /// <summary>Everything that speaks against an effect.</summary>
    public static Verdict May(Effect effect, Lead lead, SendingState state, SendingRules rules, DateTimeOffset now) =>
        !Concerns(effect.Kind) ? Verdict.Yes.Now
        : OfPerson(lead, rules, now) ?? OfAccount(effect.Kind == EffectKind.Reply, effect.VideoId, state, rules, now);

    /// <summary>Nobody is pestered.</summary>
    public static Verdict? OfPerson(Lead lead, SendingRules rules, DateTimeOffset now)
    {
        var lately = lead.GotLately(now);
        return lately.Count >= rules.Options.PerPersonPerDay
            ? new Verdict.NotBefore(lately[^rules.Options.PerPersonPerDay] + ADay, Reason.PersonHasEnough(rules.Options.PerPersonPerDay))
            : null;
    }

    /// <summary>What the account, and one of its videos, bears.</summary>
    public static Verdict OfAccount(bool isReply, string? videoId, SendingState state, SendingRules rules, DateTimeOffset now)
    {
        if (rules.Switched is { } switched)
        {
            return new Verdict.NotBefore(now + AMoment, switched);
        }

        if (isReply && state.Stopped is { } stop)
        {
            return new Verdict.NotBefore(now + AMoment, stop.Why);
        }

        if (isReply && QuietUntil(rules, now) is { } end)
        {
            return new Verdict.NotBefore(end, Reason.QuietHours(end));
        }

        var options = rules.Options;
        var (paced, perMinute) = isReply ? (Later(
                Due(state.NextReply, now, options.Replies.PerMinute), Due(state.NextUnder.GetValueOrDefault(videoId ?? ""), now, options.Replies.PerVideoPerMinute)), options.Replies.PerMinute)
            : (Due(state.NextMessage, now, options.Messages.PerMinute), options.Messages.PerMinute);
        var (tallied, byDay) = isReply ? state.Replies.NotBefore(now, rules.Offset, options.Replies.PerHour, options.Replies.PerDay)
            : state.Messages.NotBefore(now, rules.Offset, options.Messages.PerHour, options.Messages.PerDay);
        return tallied > now && tallied >= paced ? new Verdict.NotBefore(tallied, byDay ? Reason.DayIsFull(tallied) : Reason.HourIsFull(tallied))
            : paced > now + Slack(perMinute) ? new Verdict.NotBefore(paced, Reason.KeepsPace)
            : Verdict.Yes.Now;
    }

    /// <summary>The state after it was sent.</summary>
    /// <param name="chance">0–1: how much longer the pause after it becomes.</param>
    public static SendingState Take(bool isReply, string? videoId, SendingState state, SendingRules rules, DateTimeOffset at, double chance)
    {
        var day = Tally.DayOf(at, rules.Offset);
        if (!isReply)
        {
            return state with { NextMessage = Next(state.NextMessage, rules.Options.Messages.PerMinute, at, chance), Messages = state.Messages.Add(at, day) };
        }

        var replies = rules.Options.Replies;
        var under = state.NextUnder.RemoveRange(state.NextUnder.Where(v => v.Value <= at || v.Value > at + FarAhead + Pause(replies.PerVideoPerMinute)).Select(v => v.Key));
        return state with
        {
            NextReply = Next(state.NextReply, replies.PerMinute, at, chance),
            NextUnder = replies.PerVideoPerMinute < replies.PerMinute
                ? under.SetItem(videoId ?? "", Next(state.NextUnder.GetValueOrDefault(videoId ?? ""), replies.PerVideoPerMinute, at, chance))
                : under,
            Replies = state.Replies.Add(at, day),
        };
    }

    /// <summary>The state after somebody asked, which may be one too many.</summary>
    public static SendingState Asked(SendingState state, SendingRules rules, DateTimeOffset now)
    {
        var surge = state.Surge.Add(now);
        var stops = rules.Options.StopOnSurge && state.Stopped is null && now >= state.NoStopBefore && surge.IsSurge(rules.Options.SurgeFrom);
        return state with { Surge = surge, Stopped = stops ? new(now, Reason.Surge(surge.Count, surge.Usual)) : state.Stopped };
    }

    /// <summary>The state after it became known how replies were taken.</summary>
    public static SendingState Learned(SendingState state, SendingRules rules, int taken, int refused, DateTimeOffset now)
    {
        var weight = Math.Pow(1 - (1 / Latest), taken + refused);
        var next = state with { Taken = (state.Taken * weight) + taken, Refused = (state.Refused * weight) + refused };
        var share = next.Refused / Math.Max(1, next.Taken + next.Refused);
        return rules.Options.RefusedShare < 1 && state.Stopped is null && now >= state.NoStopBefore && next.Refused >= FewestRefused && share >= rules.Options.RefusedShare
            ? next with { Stopped = new(now, Reason.ManyRefused(share)), Taken = 0, Refused = 0 }
            : next;
    }

    /// <summary>When the quiet hours end; null when it is none of them.</summary>
    public static DateTimeOffset? QuietUntil(SendingRules rules, DateTimeOffset now)
    {
        if (rules.Options.Quiet is not { } quiet)
        {
            return null;
        }

        var local = new DateTime(now.UtcTicks + rules.Offset.Ticks, DateTimeKind.Unspecified);
        var time = local.TimeOfDay;
        var isQuiet = quiet.From <= quiet.Until ? time >= quiet.From && time < quiet.Until : time >= quiet.From || time < quiet.Until;
        return isQuiet ? now + (quiet.Until > time ? quiet.Until - time : quiet.Until - time + ADay) : null;
    }

    private static DateTimeOffset Due(DateTimeOffset next, DateTimeOffset now, int perMinute) => next > now + FarAhead + Pause(perMinute) ? now : next;

    /// <summary>The longest between two.</summary>
    private static TimeSpan Pause(int perMinute) => (Minute + Slack(perMinute)) / perMinute * (1 + Jitter);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Next(DateTimeOffset last, int perMinute, DateTimeOffset at, double chance) =>
        Later(Due(last, at, perMinute), at) + ((Minute + Slack(perMinute)) / perMinute * (1 + (Jitter * chance)));

    private static TimeSpan Slack(int perMinute) => perMinute > Minute / Fast ? Fast : TimeSpan.Zero;
}
