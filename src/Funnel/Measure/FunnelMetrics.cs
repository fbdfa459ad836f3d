using System.Diagnostics.Metrics;
using Funnel.Leads;
using Funnel.Triage;

namespace Funnel.Measure;

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

    /// <summary>What came of effects. Tags <c>effect</c>: reply, invite, welcome or label; <c>outcome</c>: see <see cref="OutcomeOf"/>.</summary>
    internal const string EffectsName = "funnel.effects";

    /// <summary>Seconds that a person waited: from the comment to the reply, from the opened chat to the invitation, from the arrival to the welcome.</summary>
    internal const string WaitName = "funnel.wait";

    /// <summary>From a chat's 30 s window to people who asked days before the first round.</summary>
    private static readonly double[] WaitBounds = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_800, 3_600, 21_600, 86_400];

    private readonly Counter<long> comments;
    private readonly Counter<long> verdicts;
    private readonly Counter<long> effects;
    private readonly Histogram<double> wait;

    public FunnelMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        comments = meter.CreateCounter<long>(CommentsName, "{comment}", "Comments read.");
        verdicts = meter.CreateCounter<long>(VerdictsName, "{comment}", "Verdicts on comments.");
        effects = meter.CreateCounter<long>(EffectsName, "{outcome}", "What came of replies, invitations, welcomes and labels.");
        wait = meter.CreateHistogram(WaitName, "s", "How long people waited for what was sent.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = WaitBounds });
    }

    public void Polled(int count) => comments.Add(count, Tag("source", "poll"));

    public void Pushed() => comments.Add(1, Tag("source", "webhook"));

    public void Judged(Verdict verdict, int count) => verdicts.Add(count, Tag("decision", NameOf(verdict.Decision)), Tag("tier", NameOf(verdict.Tier)));

    /// <summary>Counts the outcomes among the events that were committed with a lead.</summary>
    internal void Committed(Lead lead, IEnumerable<LeadEvent> events)
    {
        foreach (var what in events)
        {
            if (OutcomeOf(what.Kind) is { } outcome && what.Effect is { } id && lead.Find(id) is { } effect)
            {
                var since = what.Kind == LeadEventKind.Sent ? Since(lead, effect) : null;
                var waited = since is { } at ? what.At > at ? what.At - at : TimeSpan.Zero : (TimeSpan?)null; // the platform's clock may be ahead
                Record(effect.Kind, outcome, waited);
                Tracing.Outcome(outcome, what.Kind == LeadEventKind.Sent, waited);
            }
        }
    }

    private void Record(EffectKind kind, string outcome, TimeSpan? waited)
    {
        var effect = Tag("effect", NameOf(kind));
        effects.Add(1, effect, Tag("outcome", outcome));
        if (waited is { } time)
        {
            wait.Record(time.TotalSeconds, effect);
        }
    }

    /// <summary>Since when the person waited for it.</summary>
    private static DateTimeOffset? Since(Lead lead, Effect effect) => effect.Kind switch
    {
        EffectKind.Reply => lead.Asks.FirstOrDefault(a => string.Equals(a.CommentId, effect.CommentId, StringComparison.Ordinal))?.At,
        EffectKind.Invite => lead.Window?.OpenedAt,
        EffectKind.Welcome => lead.ArrivedAt,
        _ => null,
    };

    /// <summary>Null for events that are no outcome. A look that found nothing yet counts as unknown again.</summary>
    internal static string? OutcomeOf(LeadEventKind kind) => kind switch
    {
        LeadEventKind.Sent or LeadEventKind.Labelled => "sent",
        LeadEventKind.FoundSent => "found",
        LeadEventKind.FoundAbsent => "absent",
        LeadEventKind.DoneByHand => "by_hand",
        LeadEventKind.SendFailed => "failed",
        LeadEventKind.OutcomeUnknown => "unknown",
        LeadEventKind.Parked => "parked",
        LeadEventKind.Replayed => "replayed",
        LeadEventKind.Dropped => "dropped",
        LeadEventKind.ReplyVisible => "visible",
        LeadEventKind.ReplyHidden => "hidden",
        _ => null,
    };

    internal static string NameOf(EffectKind kind) => kind switch
    {
        EffectKind.Reply => "reply",
        EffectKind.Invite => "invite",
        EffectKind.Welcome => "welcome",
        EffectKind.Label => "label",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

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
