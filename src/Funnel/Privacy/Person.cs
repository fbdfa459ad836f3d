using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Storage;

namespace Funnel.Privacy;

/// <summary>A lead of a person, and where its line stands.</summary>
public sealed record PersonLead(LeadId Id, string AccountId, string ListPartition);

/// <summary>All by which one person is known, over all accounts: what <see cref="IPersonalPlace"/>s look for.</summary>
public sealed record Person
{
    /// <summary>Ids under which the person comments or chats, or came by somebody's link. Never empty.</summary>
    public required ImmutableArray<string> Ids { get; init; }

    public ImmutableArray<PersonLead> Leads { get; init; } = [];

    /// <summary>Ids as a contact (WeCom: external_userid).</summary>
    public ImmutableArray<string> Contacts { get; init; } = [];

    /// <summary>Comments of theirs that are known.</summary>
    public ImmutableArray<string> Comments { get; init; } = [];

    /// <summary>Leads of others that name this person's: they passed their link on, or came by it.</summary>
    public ImmutableArray<LeadId> Friends { get; init; } = [];

    /// <summary>What the person did later is not meant: an erasure takes what was there when it was asked for. Null for all.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The person said that they do not want to be written to.</summary>
    public bool Declined { get; init; }

    public bool Is(string personId) => Ids.Contains(personId, StringComparer.Ordinal);

    public bool Has(LeadId lead) => Leads.Any(l => l.Id == lead);

    /// <summary>Whether a comment is meant.</summary>
    internal bool Means(Comment comment) => Is(comment.PersonId) && !(comment.At > Until);

    /// <summary>Whether a lead is meant, and not that of somebody who was erased and came anew.</summary>
    internal bool Means(Lead lead) => Has(lead.Id) && (!(lead.OpenedAt > Until) || (!lead.Asks.IsEmpty && lead.Asks.All(a => !(a.At > Until))));

    public bool HasContact(string personId) => Contacts.Contains(personId, StringComparer.Ordinal);

    public bool Wrote(string commentId) => Comments.Contains(commentId, StringComparer.Ordinal);

    /// <summary>Every text by which the person is found.</summary>
    [JsonIgnore]
    public IEnumerable<string> Names => [.. Ids, .. Leads.Select(l => l.Id.ToString()), .. Contacts, .. Comments];
}

/// <summary>JSON of what is known of a person, as an erasure under way keeps it, encrypted.</summary>
[JsonSerializable(typeof(Person))]
internal sealed partial class PersonJson : JsonSerializerContext
{
    public static PersonJson Plain { get; } = new(StoredJson.Options());
}
