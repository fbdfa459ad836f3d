using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Funnel.Connectors;
using Funnel.Triage;

namespace Funnel.Leads;

/// <summary>
/// A person in one merchant account who asked for something: an immutable state that only <see cref="LeadDecider.Decide"/> moves.
/// Everything that was asked and sent is in it, bounded, so that one row tells what may still be done.
/// </summary>
public sealed record Lead
{
    /// <summary>Asks kept per lead. See <see cref="KeptAsks"/>.</summary>
    public const int MaxAsks = 20;

    /// <summary>People who came by the person's link that are noted here; each knows by whose it came.</summary>
    public const int MaxFriends = 50;

    public required LeadId Id { get; init; }
    public required string AccountId { get; init; }

    /// <summary>The person on the source platform.</summary>
    public required string PersonId { get; init; }
    public string? Nick { get; init; }

    public required Stage Stage { get; init; }
    public Exit Exit { get; init; }

    /// <summary>
    /// That the person is not to be contacted: while it stands, <see cref="Exit"/> is <see cref="Exit.Declined"/>, and only an operator takes it back. Null of anybody else, and of who
    /// declined before there was a list.
    /// </summary>
    public Refusal? Refusal { get; init; }

    /// <summary>How it began; null of a lead that was opened before this was noted (schema 1).</summary>
    public Origin? Origin { get; init; }

    /// <summary>Empty for somebody who came by another person's link without having asked.</summary>
    public ImmutableArray<Ask> Asks { get; init; } = [];

    /// <summary>Hashes of the comments in which the person asked as well, and which are not kept; null when all are, and in leads of versions that did not note them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<uint>? EarlierAsks { get; init; }

    /// <summary>How often the person asked, as far as it was counted.</summary>
    [JsonIgnore]
    public int TimesAsked => Asks.Length + (EarlierAsks?.Length ?? 0);

    /// <summary>The person asked more often than is counted.</summary>
    [JsonIgnore]
    public bool AskedUncounted => EarlierAsks?.Length >= KeptAsks.MaxEarlier;

    /// <summary>By whose link the person came, when it was not their own.</summary>
    public CameBy? CameBy { get; init; }

    /// <summary>Other people who came by this person's link, oldest first; at most <see cref="MaxFriends"/> are noted.</summary>
    public ImmutableArray<LeadId> Friends { get => field.IsDefault ? [] : field; init; } // leads from before it was noted have none

    /// <summary>What was done to the person, or is to be.</summary>
    [JsonIgnore]
    public ImmutableArray<Effect> Effects { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>What a newer version did, or is to do, that this one does not know: kept, and shown.</summary>
    [JsonIgnore]
    public ImmutableArray<NewerEffect> NewerEffects { get => field.IsDefault ? [] : field; init; } = [];

    [JsonInclude, JsonPropertyName("effects")]
    internal StoredEffects Stored
    {
        get => new(Effects, NewerEffects);
        init => (Effects, NewerEffects) = value is null ? ([], []) : (value.Known, value.Newer);
    }


    /// <summary>The newest chat window, open or over.</summary>
    public ChatWindow? Window { get; init; }

    /// <summary>Messages of the window's allowance that are used, attempts with unknown outcome included.</summary>
    public int WindowUsed { get; init; }

    /// <summary>When the page behind the contact link was first opened; null while it was not, and where the link leads to the contact path itself.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? LinkOpenedAt { get; init; }

    public ContactId? Contact { get; init; }

    /// <summary>Name of the connector by which the contact is reached; null in leads from before there were several.</summary>
    public string? ContactVia { get; init; }

    /// <summary>What <see cref="ContactVia"/> says where nothing but an operator's word tells of the contact; its staff is the operator.</summary>
    internal const string ByHand = "by-hand";

    /// <summary>The stage before an operator said that the person was added, for when that was a mistake; null in any other lead.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Stage? AddedFrom { get; init; }

    [JsonIgnore]
    public bool IsAddedByHand => string.Equals(ContactVia, ByHand, StringComparison.Ordinal);

    /// <summary>When the contact last came, by the platform's event; null when that was found in a list, which has no times.</summary>
    public DateTimeOffset? ArrivedAt { get; init; }

    /// <summary>When the contact deleted us; null while it has not.</summary>
    public DateTimeOffset? LeftAt { get; init; }

    /// <summary>When the person was a contact, oldest first; at most <see cref="Stay.Most"/>. Empty in leads of versions that did not note it.</summary>
    [JsonIgnore]
    public ImmutableArray<Stay> Stays { get => field.IsDefault ? [] : field; init; } = [];

    [JsonInclude, JsonPropertyName("stays"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal ImmutableArray<Stay>? StoredStays
    {
        get => Stays.IsEmpty ? null : Stays;
        init => Stays = value ?? [];
    }

    /// <summary>When the person was in groups, in the order of joining; at most <see cref="GroupStay.Most"/>.</summary>
    [JsonIgnore]
    public ImmutableArray<GroupStay> Groups { get => field.IsDefault ? [] : field; init; } = [];

    [JsonInclude, JsonPropertyName("groups"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal ImmutableArray<GroupStay>? StoredGroups
    {
        get => Groups.IsEmpty ? null : Groups;
        init => Groups = value ?? [];
    }

    [JsonIgnore]
    public bool IsInGroup => Groups.Any(s => s.To is null);

    /// <summary>When the person first opened the chat or wrote in it, by the platform's clock; null while they have not, and in leads of versions that did not note it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? TalkedAt { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When the stage or exit last changed.</summary>
    public required DateTimeOffset MovedAt { get; init; }

    /// <summary>Journal entries so far: the next entry's number.</summary>
    public int Entries { get; init; }

    /// <summary>Of what invitation and welcome speak: the offer that was asked for last, or the one whose link the person came by.</summary>
    [JsonIgnore]
    public string OfferId => Asks.IsEmpty ? CameBy!.OfferId : Asks[^1].OfferId;

    public Effect? Find(string effectId) => Effects.FirstOrDefault(e => string.Equals(e.Id, effectId, StringComparison.Ordinal));

    /// <summary>Nothing can be sent in the private chat: there is no window, it is over, or its allowance is used up.</summary>
    internal bool IsChatOver(DateTimeOffset now) => Window is not { } window || window.ExpiresAt <= now || WindowUsed >= window.Allowance;

    /// <summary>When the person got replies and messages within 24 hours, as far as anybody knows, the oldest first.</summary>
    internal IReadOnlyList<DateTimeOffset> GotLately(DateTimeOffset now) =>
    [
        .. Effects.Where(e => e is { Kind: EffectKind.Reply or EffectKind.Invite or EffectKind.RefusalConfirmation, MayHaveBeenSent: true, Assumed: null })
            .Select(e => e.AttemptedAt ?? e.SentAt).OfType<DateTimeOffset>()
            .Where(at => (now - at).Duration() < TimeSpan.FromDays(1)).Order(),
    ];

    /// <summary>Since when the person waits for it: since they asked, wrote, or came. Null when that is not known.</summary>
    internal DateTimeOffset? WaitsSince(Effect effect) => effect.Kind switch
    {
        EffectKind.Reply or EffectKind.Follow => Asks.FirstOrDefault(a => string.Equals(a.CommentId, effect.CommentId, StringComparison.Ordinal))?.At,
        EffectKind.Invite => Window?.OpenedAt,
        EffectKind.Welcome => ArrivedAt,
        EffectKind.RefusalConfirmation => Refusal?.At,
        _ => null,
    };

    /// <summary>That the comment which it stands under is hidden; null when it is not, or nobody knows.</summary>
    internal HiddenComment? HiddenUnder(Effect effect) => Asks.FirstOrDefault(a => string.Equals(a.CommentId, effect.CommentId, StringComparison.Ordinal))?.Hidden;

    public bool NeedsPerson => Effects.Any(e => e.Status == EffectStatus.Parked);

    internal Lead With(Effect changed)
    {
        var (before, after) = (Find(changed.Id), changed.Status == EffectStatus.Wanted ? changed : changed with { Held = null });
        return this with { Effects = before is null ? Effects.Add(after) : Effects.Replace(before, after) };
    }
}

/// <summary>One comment in which the person asked.</summary>
/// <param name="Text">The comment, cut at <see cref="MaxText"/> characters.</param>
/// <param name="OfferId">The offer that answers it.</param>
public sealed record Ask(string CommentId, string VideoId, DateTimeOffset At, string Text, string OfferId, float P, InquiryKind Kind,
    [property: JsonPropertyName("rung")] Tier Tier)
{
    public const int MaxText = 500;

    /// <summary>See <see cref="Connectors.Comment.ParentId"/>.</summary>
    public string? ParentId { get; init; }

    /// <summary>An operator hid it, through us; null while the public may see it, as far as we know.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HiddenComment? Hidden { get; init; }
}
