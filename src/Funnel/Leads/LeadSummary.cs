using System.Text.Json.Serialization;

namespace Funnel.Leads;

/// <summary>One line of an operator's list of leads, made from the lead.</summary>
/// <param name="Waiting">What waits for a person, and why.</param>
public sealed record LeadSummary(
    LeadId Id, string AccountId, string PersonId, string? Nick, Stage Stage, Exit Exit, DateTimeOffset OpenedAt, DateTimeOffset MovedAt,
    bool Replied, bool Talking, bool Invited, bool Added, bool Served, string Asked, string VideoId, IReadOnlyList<WaitingEffect> Waiting, bool Pending, int Entries)
{
    /// <summary>Offers with which something is still to be done; null in lines written before this was noted.</summary>
    public IReadOnlyList<string>? Open { get; init; }

    /// <summary>Was in a group; got a friend to come; was rewarded for it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Grouped { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Referred { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Rewarded { get; init; }

    public static LeadSummary Of(Lead lead) => new(
        lead.Id, lead.AccountId, lead.PersonId, lead.Nick, lead.Stage, lead.Exit, lead.OpenedAt, lead.MovedAt,
        Sent(lead, EffectKind.Reply), lead.Window is { IsChat: true } || lead.Stage == Stage.Talking, lead.Effects.Any(Invites), lead.Contact is not null, Sent(lead, EffectKind.Welcome),
        lead.Asks.LastOrDefault()?.Text ?? "", lead.Asks.LastOrDefault()?.VideoId ?? "",
        [.. lead.Effects.Where(e => e.Status == EffectStatus.Parked).Select(e => WaitingEffect.Of(lead, e))],
        lead.Effects.Any(e => e.Kind == EffectKind.Reply && e.Status is EffectStatus.Wanted or EffectStatus.Sending or EffectStatus.Unknown),
        lead.Entries)
    {
        Open = [.. OpenOffers(lead).Distinct(StringComparer.Ordinal)],
        Grouped = !lead.Groups.IsEmpty,
        Referred = !lead.Friends.IsEmpty,
        Rewarded = Sent(lead, EffectKind.Reward),
    };

    /// <summary>Those of effects under way; and the one that was asked for last, of which invitation and welcome will speak, until the person is served or out.</summary>
    private static IEnumerable<string> OpenOffers(Lead lead)
    {
        var underWay = lead.Effects.Where(e => e.Status is not (EffectStatus.Sent or EffectStatus.Dropped)).Select(e => e.OfferId);
        return lead.Exit == Exit.None && lead.Stage < Stage.Served ? underWay.Append(lead.OfferId) : underWay;
    }

    private static bool Invites(Effect effect) => effect is { Kind: EffectKind.Invite, Status: EffectStatus.Sent } or { Kind: EffectKind.Reply, Status: EffectStatus.Sent, CarriesLink: true };

    private static bool Sent(Lead lead, EffectKind kind) => lead.Effects.Any(e => e.Kind == kind && e.Status == EffectStatus.Sent);
}
