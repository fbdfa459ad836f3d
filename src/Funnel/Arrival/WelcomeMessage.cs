using Funnel.Accounts;
using Funnel.Effects;
using Funnel.Growth;
using Funnel.Leads;
using Funnel.Outreach;
using Funnel.Outreach.Linting;
using Funnel.Connectors;
using Funnel.Reasons;
using Microsoft.Extensions.Logging;

namespace Funnel.Arrival;

/// <summary>
/// The welcome with its material, for which the platform gave a code that lives some seconds. It is sent inside the callback; a follow-up message,
/// queued before, finishes what a crash left.
/// </summary>
public sealed partial class WelcomeMessage(
    OfferBook offers, Wording wording, ContactConnectors connectors, GroupBook groups, GroupWays ways, Referrals referrals, ILogger<WelcomeMessage> log, AccountFacts? facts = null) : IEffect
{
    /// <summary>For whoever sends it by hand.</summary>
    private const int CharsByHand = 1_000;
    private const int MaxMaterials = 9;

    public EffectKind Kind => EffectKind.Welcome;

    public Repeatable RepeatableFor(Lead lead) => connectors.Find<IWelcome>(lead) is { NeedsCode: true } ? Repeatable.WhileCodeLives : Repeatable.Never;

    public ValueTask<TimeSpan?> Waits(Lead lead, CancellationToken ct) => default;

    public async ValueTask<Prepared> Prepare(Lead lead, Effect effect, CancellationToken ct)
    {
        if (offers.Find(lead.OfferId) is not { } offer)
        {
            return new Prepared.Impossible(Reason.OfferRemoved(lead.OfferId));
        }

        var welcomes = connectors.Find<IWelcome>(lead);

        // Without the name: no platform tells whether who came by the link is who it was given to, and a stranger is not greeted by another's name.
        var (text, variant, _) = wording.Choose(lead, effect, offer, WordingPlace.Welcome, nick: null, "welcome", welcomes?.MaxChars ?? CharsByHand);
        if (lead is { IsAddedByHand: false, LeftAt: null } && await referrals.WordsFor(lead, offer, (welcomes?.MaxChars ?? CharsByHand) - text.Length - 1, ct) is { } friends)
        {
            text = $"{text}\n{friends}";
        }

        if (welcomes is null)
        {
            return new Prepared.Impossible(connectors.CannotWelcome(lead), text);
        }

        var code = await GroupCode(lead, ct);
        return new Prepared.Ready(text, variant, (attempt, _) => Post(welcomes, attempt, code)) { With = [.. Materials(lead, code).Select(m => m.Name)] };
    }

    private async Task<Outcome<SendReceipt>> Post(IWelcome welcomes, Attempt attempt, Material? code)
    {
        // Not the caller's token: a platform that hangs up must not stop a welcome on its way.
        var lead = attempt.Lead;
        var sent = await welcomes.Welcome(lead.Contact!, attempt.Effect.WelcomeCode, new(attempt.Effect.Text!, Materials(lead, code)), CancellationToken.None);
        facts?.Record(FactKind.Welcome, connectors.Of(lead)!.Name, sent.Failure);
        return sent.Ok ? new SendReceipt(sent.Value.AlreadyDelivered ? "delivered before" : "delivered") : sent.Failure!;
    }

    /// <summary>Everything that was promised, newest promise first. What an older promise was about may be gone from the configuration; the code does not wait for it.</summary>
    private List<Material> Materials(Lead lead, Material? code)
    {
        var promised = lead.Asks.Reverse().Select(a => a.OfferId).Append(lead.OfferId).Distinct(StringComparer.Ordinal).ToList();
        promised.Where(id => offers.Find(id) is null).ToList().ForEach(id => Log.PromiseGone(log, lead.Id, id));
        var materials = promised.SelectMany(id => offers.Find(id)?.Materials ?? []).Distinct().Take(code is null ? MaxMaterials : MaxMaterials - 1);
        return code is null ? [.. materials] : [.. materials, code];
    }

    /// <summary>The code of the offer's group, where the welcome brings it along and the contact is the group's platform's.</summary>
    private async ValueTask<Material?> GroupCode(Lead lead, CancellationToken ct) =>
        !lead.IsInGroup && groups.OfOffer(lead.OfferId) is { } group && group.InWelcome != false && ReferenceEquals(connectors.Of(lead), groups.Connector) && await ways.CodeOf(group, ct) is { } code
            ? new Material.QrCode(group.Id, code)
            : null;

    private static partial class Log
    {
        [LoggerMessage(1304, LogLevel.Warning, "Lead {Lead}: what offer {Offer} promised is left out of the welcome, it is no longer configured")]
        public static partial void PromiseGone(ILogger log, LeadId lead, string offer);
    }
}
