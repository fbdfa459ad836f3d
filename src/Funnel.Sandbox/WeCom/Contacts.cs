using Funnel.Sandbox.Wire;

namespace Funnel.Sandbox.WeCom;

/// <summary>An external contact of the one staff member.</summary>
internal sealed class Contact(string personId, string externalUserId, string userId, string name, string state, string? linkId, DateTimeOffset at)
{
    public string PersonId { get; } = personId;

    public string ExternalUserId { get; } = externalUserId;

    public string UserId { get; } = userId;

    public string Name { get; } = name;

    public string State { get; } = state;

    public string? LinkId { get; } = linkId;

    public DateTimeOffset At { get; } = at;

    /// <summary>The staff has confirmed; before that, the calls about a relation answer 84061.</summary>
    public bool Full { get; set; }

    public bool Welcomed { get; set; }

    /// <summary>Nobody but this platform knows them: they came by a friend's link.</summary>
    public bool IsFriend => PersonId.StartsWith("wecom:", StringComparison.Ordinal);

    /// <summary>They deleted the staff.</summary>
    public bool IsGone { get; set; }

    public string Remark { get; set; } = "";

    public string Description { get; set; } = "";

    public HashSet<string> Tags { get; } = new(StringComparer.Ordinal);
}

/// <summary>The contacts. A customer who deletes the staff stays in every list: only the event tells.</summary>
internal sealed class Contacts(Corp corp, Ids ids, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Contact> byExternal = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Contact> byPerson = new(StringComparer.Ordinal);
    private readonly List<Contact> inOrder = [];

    /// <summary>The new contact, or null when the person is one already: that raises no event.</summary>
    /// <param name="personId">Null for somebody of whom no other platform knows: they are called what a host can call them.</param>
    public Contact? Add(string? personId, string name, string state, string? linkId, bool full)
    {
        lock (gate)
        {
            if (personId is not null && byPerson.ContainsKey(personId))
            {
                return null;
            }

            var external = "wm" + ids.Fresh("external", 30);
            personId ??= "wecom:" + external;
            var contact = new Contact(personId, external, corp.Staff, name, state, linkId, time.GetUtcNow()) { Full = full };
            byPerson[personId] = byExternal[contact.ExternalUserId] = contact;
            inOrder.Add(contact);
            return contact;
        }
    }

    public Contact? OfPerson(string personId)
    {
        lock (gate)
        {
            return byPerson.GetValueOrDefault(personId);
        }
    }

    public IReadOnlyList<Contact> OfLink(string linkId)
    {
        lock (gate)
        {
            return [.. inOrder.Where(contact => contact.Full && string.Equals(contact.LinkId, linkId, StringComparison.Ordinal))];
        }
    }

    public IReadOnlyList<Contact> Full()
    {
        lock (gate)
        {
            return [.. inOrder.Where(contact => contact.Full)];
        }
    }

    /// <summary>The contact that a call about a relation may be made for.</summary>
    public Contact Related(string? userId, string? externalUserId)
    {
        if (userId is not null && !corp.Has(userId))
        {
            throw new Refusal(WeComCodes.NoUser, "userid unknown");
        }

        lock (gate)
        {
            return externalUserId is null || !byExternal.TryGetValue(externalUserId, out var contact)
                ? throw new Refusal(WeComCodes.BadExternalUser, "invalid external userid")
                : contact.Full ? contact
                : throw new Refusal(WeComCodes.NoRelation, "not external contact");
        }
    }
}
