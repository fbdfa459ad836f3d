using System.Diagnostics.Metrics;
using Funnel.Triage;

namespace Funnel.Telemetry;

/// <summary>
/// What the product measures while it runs, under the meter <see cref="MeterName"/>. Every tag has a closed set of values. These are for alerts and
/// dashboards: what is delivered twice counts twice here, and once in the operators' numbers.
/// </summary>
public sealed class FunnelMetrics
{
    public const string MeterName = "Funnel";

    /// <summary>Comments read. Tag <c>source</c>: poll or webhook.</summary>
    internal const string CommentsName = "funnel.comments";

    /// <summary>Verdicts. Tags <c>decision</c>: answer, review or drop; <c>tier</c>: filter, rule, model, language_model or person.</summary>
    internal const string VerdictsName = "funnel.verdicts";

    /// <summary>
    /// What came of effects. Tags <c>effect</c>: reply, invite, welcome or label; <c>outcome</c>: sent, found, absent, by_hand, failed, unknown, parked, replayed, dropped,
    /// visible or hidden.
    /// </summary>
    internal const string EffectsName = "funnel.effects";

    /// <summary>Seconds that a person waited: from the comment to the reply, from the opened chat to the invitation, from the arrival to the welcome.</summary>
    internal const string WaitName = "funnel.wait";

    /// <summary>
    /// What a catch-up after a loss or a gap came to. Tag <c>outcome</c>: found or not_found by a look, parked, or too_old for an answer.
    /// </summary>
    internal const string CatchUpName = "funnel.catch_up";

    /// <summary>
    /// What stood still, its message lost or its process gone, and was found and taken up. Tag <c>what</c>: reply, invite, welcome or label; page, of comments; replay;
    /// line, of the list of those who wait, that was not as its lead is.
    /// </summary>
    internal const string StoodStillName = "funnel.stood_still";

    /// <summary>People who were put on the do-not-contact list or taken off it. Tag <c>source</c>: comment, chat, operator, or lifted.</summary>
    internal const string RefusalsName = "funnel.refusals";

    /// <summary>Requests to other systems' hooks. Tag <c>outcome</c>: taken or failed.</summary>
    internal const string HooksName = "funnel.hooks";

    /// <summary>From a chat's 30 s window to people who asked days before the first round.</summary>
    private static readonly double[] WaitBounds = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_800, 3_600, 21_600, 86_400];

    private readonly Counter<long> comments;
    private readonly Counter<long> verdicts;
    private readonly Counter<long> effects;
    private readonly Counter<long> stoodStill;
    private readonly Histogram<double> wait;
    private readonly Counter<long> catchUp;
    private readonly Counter<long> refusals;
    private readonly Counter<long> hooks;

    public FunnelMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        comments = meter.CreateCounter<long>(CommentsName, "{comment}", "Comments read.");
        verdicts = meter.CreateCounter<long>(VerdictsName, "{comment}", "Verdicts on comments.");
        effects = meter.CreateCounter<long>(EffectsName, "{outcome}", "What came of replies, invitations, welcomes and labels.");
        catchUp = meter.CreateCounter<long>(CatchUpName, "{outcome}", "What may have been done already, after a loss or a gap.");
        stoodStill = meter.CreateCounter<long>(StoodStillName, "{thing}", "What stood still and was taken up.");
        refusals = meter.CreateCounter<long>(RefusalsName, "{person}", "People who want to be left alone.");
        hooks = meter.CreateCounter<long>(HooksName, "{request}", "Requests that tell other systems of changes.");
        wait = meter.CreateHistogram(WaitName, "s", "How long people waited for what was sent.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = WaitBounds });
    }

    internal void CaughtUp(string outcome, int count = 1) => catchUp.Add(count, Tag("outcome", outcome));

    /// <param name="source">Member of the closed set that says how it became known.</param>
    internal void Refused(Enum source) => refusals.Add(1, Tag("source", source.ToString().ToLowerInvariant()));

    internal void Hooked(string outcome) => hooks.Add(1, Tag("outcome", outcome));

    internal void RefusalLifted() => refusals.Add(1, Tag("source", "lifted"));

    public void Polled(int count) => comments.Add(count, Tag("source", "poll"));

    public void Pushed() => comments.Add(1, Tag("source", "webhook"));

    public void Judged(Verdict verdict, int count) => verdicts.Add(count, Tag("decision", NameOf(verdict.Decision)), Tag("tier", NameOf(verdict.Tier)));

    internal void StoodStill(string what, int count = 1)
    {
        if (count > 0)
        {
            stoodStill.Add(count, Tag("what", what));
        }
    }

    /// <summary>What came of an effect.</summary>
    /// <param name="effect">Its kind: <c>reply</c>, <c>invite</c>, <c>welcome</c> or <c>label</c>.</param>
    /// <param name="outcome">One of a closed set, as everywhere here.</param>
    /// <param name="waited">How long the person had waited, when it was sent.</param>
    internal void Done(string effect, string outcome, TimeSpan? waited)
    {
        var kind = Tag("effect", effect);
        effects.Add(1, kind, Tag("outcome", outcome));
        if (waited is { } time)
        {
            wait.Record(time.TotalSeconds, kind);
        }
    }

    private static string NameOf(Decision decision) => decision switch
    {
        Decision.Answer => "answer",
        Decision.Review => "review",
        Decision.Drop => "drop",
        _ => throw new ArgumentOutOfRangeException(nameof(decision), decision, null),
    };

    private static string NameOf(Tier tier) => tier switch
    {
        Tier.Filter => "filter",
        Tier.Rule => "rule",
        Tier.Model => "model",
        Tier.LanguageModel => "language_model",
        Tier.Person => "person",
        _ => throw new ArgumentOutOfRangeException(nameof(tier), tier, null),
    };

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
