using Funnel.Connectors;
using Funnel.Outreach.Linting;
using Funnel.Triage;

namespace Funnel.Outreach;

/// <summary>An offer as configured and checked.</summary>
public sealed record Offer(
    string Id, string Name, IReadOnlySet<string> Accounts, IReadOnlySet<string> Videos, IReadOnlySet<InquiryKind> Kinds, MerchantRules Rules,
    IReadOnlyList<string> Reply, IReadOnlyList<string> Chat, IReadOnlyList<string> Welcome, IReadOnlyList<Material> Materials, IReadOnlyList<string> Tags)
{
    /// <summary>The contact paths that it names, most preferred first; empty where it leaves the choice to what is switched on.</summary>
    public IReadOnlyList<string> ContactPaths { get; init; } = [];

    /// <summary>Whose it is; empty where there is one merchant.</summary>
    public string Merchant { get; init; } = "";

    /// <inheritdoc cref="OfferOptions.NickInReply"/>
    public bool SaysNickInReply { get; init; }

    /// <inheritdoc cref="OfferOptions.Reward"/>
    public WordingReward Reward { get; init; } = WordingReward.Added;

    /// <inheritdoc cref="OfferOptions.Group"/>
    public string? Group { get; init; }

    /// <summary>What is promised for bringing friends; null when nothing.</summary>
    public ReferralOptions? Referral { get; init; }

    /// <summary>Its wordings for a place.</summary>
    public IReadOnlyList<string> Wordings(WordingPlace place) => place switch
    {
        WordingPlace.Reply => Reply,
        WordingPlace.Chat => Chat,
        WordingPlace.Welcome => Welcome,
        _ => throw new ArgumentOutOfRangeException(nameof(place), place, "unknown place"),
    };

    internal static Offer From(OfferOptions o) => new(
        o.Id, o.Name.Length > 0 ? o.Name : o.Id, o.Accounts.ToHashSet(StringComparer.Ordinal), o.Videos.ToHashSet(StringComparer.Ordinal), o.Kinds.ToHashSet(),
        MerchantRules.Create(o.Rules.Contains, o.Rules.Exact, o.Rules.Exclude), o.Reply, o.Chat, o.Welcome, [.. o.Materials.Select(From)], o.Tags)
    {
        Merchant = o.Merchant ?? "",
        ContactPaths = ContactPathRules.InOrder(o.ContactPath, o.ContactPaths),
        SaysNickInReply = o.NickInReply ?? false,
        Reward = o.Reward ?? WordingReward.Added,
        Referral = o.Referral,
        Group = o.Group is { Length: > 0 } group ? group : null,
    };

    private static Material From(MaterialOptions m) => m switch
    {
        { Link: { } l } => new Material.Link(l.Title, l.Url!, l.Description, l.Picture),
        { Image: { } path } => new Material.Image(path),
        { File: { } path } => new Material.File(path),
        { MiniProgram: { } p } => new Material.MiniProgram(p.Title, p.AppId, p.Page, p.Cover),
        _ => throw new InvalidOperationException("a material without a part: the configuration was not checked"),
    };
}
