using Funnel.Leads;
using Funnel.Connectors;
using Funnel.Reasons;

namespace Funnel.Effects;

/// <summary>
/// One kind of thing that is done to a person: says what is to be sent and how, and looks for it afterwards. When, how often and whether at all
/// is decided by <see cref="EffectRunner"/> and <see cref="LeadDecider"/> alone.
/// </summary>
public interface IEffect
{
    EffectKind Kind { get; }

    /// <summary>Whether it may be sent to this person again when nobody knows what became of it, as the connector that carries it out promises.</summary>
    Repeatable RepeatableFor(Lead lead);

    /// <summary>How long it has to wait for something that is not its own, such as an account that is paused; null when nothing is in the way.</summary>
    ValueTask<TimeSpan?> Waits(Lead lead, CancellationToken ct);

    /// <summary>Makes ready what is to be sent. Nothing is claimed yet, and nothing may be done that the person could see.</summary>
    /// <param name="lead">As it is known, with what just happened; the claim is checked against its newest state.</param>
    ValueTask<Prepared> Prepare(Lead lead, Effect effect, CancellationToken ct);

    /// <summary>How often and how far apart this one is tried, where that differs from the configured.</summary>
    ValueTask<RetryRules> Rules(Lead lead, RetryRules configured, CancellationToken ct) => new(configured);

    /// <summary>Whether an attempt can be looked for at the platform at all.</summary>
    bool CanReadBack(Lead lead) => false;

    /// <summary>Whether it answers this. After a loss it counts what the question would be taken for now: an offer may have been missing when it was read again.</summary>
    bool IsAskedBy(Lead lead, Effect effect, Ask ask) => effect.IsAskedBy(ask);

    /// <summary>Looks at the platform for an attempt of which nobody knows what became. Called only where the effect must not be repeated.</summary>
    Task<Finding> ReadBack(Lead lead, Effect effect, CancellationToken ct) => Task.FromResult(new Finding(ReadBackResult.Impossible));

    /// <summary>What is to be noted when it is followed up, whatever became of it by then. Idempotent.</summary>
    Task FollowUp(Lead lead, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Looks whether what was accepted can be seen. Null when there is nothing to look for.</summary>
    /// <param name="look">How often it was looked for before.</param>
    Task<Sighting?> Confirm(Lead lead, Effect effect, int look, CancellationToken ct) => Task.FromResult<Sighting?>(null);
}

/// <summary>What preparing an effect came to.</summary>
public abstract record Prepared
{
    private Prepared() { }

    /// <summary>Ready to be claimed with these words, and then posted once.</summary>
    /// <param name="Variant">Which wording variant it is, from 0.</param>
    /// <param name="Post">One attempt. Gives up without a call when <see cref="Attempt.Age"/> says that it comes too late.</param>
    public sealed record Ready(string Text, int Variant, Func<Attempt, CancellationToken, Task<Outcome<SendReceipt>>> Post) : Prepared
    {
        /// <summary>The contact link that goes with it, for whoever wants to know before it is sent.</summary>
        public Uri? Link { get; init; }

        /// <summary>What else goes with it, by name: the material of a welcome, the tags of a label.</summary>
        public IReadOnlyList<string> With { get; init; } = [];
    }

    /// <summary>Something that may pass is in the way: not before the delay is over.</summary>
    public sealed record Later(TimeSpan Delay) : Prepared;

    /// <summary>It is not to be done any more: it is dropped with this reason.</summary>
    public sealed record Never(Reason Reason) : Prepared;

    /// <summary>Only a person can help: it is parked with this reason.</summary>
    /// <param name="Text">What is to be said, ready for whoever does it by hand; null when that is not known.</param>
    public sealed record Impossible(Reason Reason, string? Text = null) : Prepared
    {
        /// <summary>The contact link for whoever does it by hand, where one belongs to it.</summary>
        public Uri? Link { get; init; }

        /// <summary>Address of the picture of a QR code that goes with it, for whoever does it by hand.</summary>
        public Uri? Picture { get; init; }
    }
}

/// <summary>An attempt that was claimed.</summary>
/// <param name="Lead">As committed with the claim.</param>
/// <param name="Age">Time since the policy was asked, just before the claim, on a monotonic clock; also while the process stood still.</param>
public sealed record Attempt(Lead Lead, Effect Effect, Func<TimeSpan> Age)
{
    private static readonly Failure TooLate = Failure.Ours(FailureKind.Transient, "too-late", Reason.StoodStill);

    /// <summary>
    /// Why it must not be posted any more; null while it may. Whoever looks for this attempt counts from its claim: a process that stood still in
    /// between would post after that look, which found nothing and let somebody else send.
    /// </summary>
    /// <param name="rules">Whose <see cref="RetryRules.ReadBackAfter"/> the look keeps.</param>
    public Failure? Late(RetryRules rules, ConnectorLimits limits) =>
        Age() > rules.ReadBackAfter - limits.SendTimeout - limits.ReplyListLag ? TooLate : null;
}

/// <summary>What a look for an attempt found.</summary>
/// <param name="Receipt">The platform's id of it, when it was found.</param>
/// <param name="Why">What proves it, or why nothing is proved; null when nobody could look.</param>
/// <param name="Wait">The platform asked to be left alone for so long; null when it was looked at.</param>
public readonly record struct Finding(ReadBackResult Result, string? Receipt = null, Reason? Why = null, TimeSpan? Wait = null)
{
    /// <inheritdoc cref="LeadCommand.ReadBack.Under"/>
    public string? Under { get; init; }

    /// <inheritdoc cref="LeadCommand.ReadBack.Said"/>
    public string? Said { get; init; }
    public int? Variant { get; init; }

    internal LeadCommand Command(DateTimeOffset now, Effect effect, RetryRules rules) =>
        new LeadCommand.ReadBack(now, effect.Id, effect.AttemptId!, Result, Receipt, rules) { Why = Why, Wait = Wait, Under = Under, Said = Said, Variant = Variant };
}

/// <summary>What a look for something accepted came to.</summary>
/// <param name="Visible">Null while it is too early to say, or nobody could look.</param>
/// <param name="Again">When to look again; null when that is not worth while.</param>
/// <param name="Counts">Whether this look is one of the few that are made.</param>
public sealed record Sighting(bool? Visible, TimeSpan? Again = null, bool Counts = true);
