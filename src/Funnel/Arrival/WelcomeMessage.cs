using Funnel.Accounts;
using Funnel.Effects;
using Funnel.Leads;
using Funnel.Outreach;
using Funnel.Platforms;
using Microsoft.Extensions.Logging;

namespace Funnel.Arrival;

/// <summary>
/// The welcome with its material, for which the platform gave a code that lives some seconds. It is sent inside the callback; a follow-up message,
/// queued before, finishes what a crash left.
/// </summary>
public sealed partial class WelcomeMessage(
    OfferBook offers, Wording wording, IEnumerable<IDestination> destinations, ILogger<WelcomeMessage> log, AccountFacts? facts = null) : IEffect
{
    private const int WelcomeChars = 1_300; // 4,000 UTF-8 bytes at three bytes a character
    private const int MaxMaterials = 9;

    public EffectKind Kind => EffectKind.Welcome;

    public Repeatable Repeatable => Repeatable.WhileCodeLives;

    public ValueTask<TimeSpan?> Waits(Lead lead, CancellationToken ct) => default;

    public ValueTask<Prepared> Prepare(Lead lead, Effect effect, CancellationToken ct)
    {
        if (offers.Find(lead.Asks[^1].OfferId) is not { } offer)
        {
            return new(new Prepared.Impossible(Unconfigured.Offer(lead.Asks[^1].OfferId)));
        }

        var variant = wording.Choose(lead.Id, "welcome", offer.Welcome.Count);
        var text = Wording.Render(offer.Welcome[variant], lead.Nick, WelcomeChars);
        return new(new Prepared.Ready(text, variant, Post));
    }

    private async Task<Outcome<SendReceipt>> Post(Attempt attempt, CancellationToken ct)
    {
        // Not the caller's token: a platform that hangs up must not stop a welcome on its way.
        var sent = await Destination.Welcome(attempt.Effect.WelcomeCode!, new(attempt.Effect.Text!, Materials(attempt.Lead)), CancellationToken.None);
        facts?.Note(FactKind.Welcome, Destination.Name, sent.Failure);
        return sent.Ok ? new SendReceipt(sent.Value.AlreadyDelivered ? "delivered before" : "delivered") : sent.Failure!;
    }

    /// <summary>Everything that was promised, newest promise first. What an older promise was about may be gone from the configuration; the code does not wait for it.</summary>
    private List<Material> Materials(Lead lead)
    {
        var promised = lead.Asks.Reverse().Select(a => a.OfferId).Distinct(StringComparer.Ordinal).ToList();
        promised.Where(id => offers.Find(id) is null).ToList().ForEach(id => Log.PromiseGone(log, lead.Id, id));
        return [.. promised.SelectMany(id => offers.Find(id)?.Materials ?? []).Distinct().Take(MaxMaterials)];
    }

    private IDestination Destination =>
        destinations.FirstOrDefault() ?? throw new InvalidOperationException("a contact arrived but no destination is configured (section weCom)");

    private static partial class Log
    {
        [LoggerMessage(1304, LogLevel.Warning, "Lead {Lead}: what offer {Offer} promised is left out of the welcome, it is no longer configured")]
        public static partial void PromiseGone(ILogger log, LeadId lead, string offer);
    }
}
