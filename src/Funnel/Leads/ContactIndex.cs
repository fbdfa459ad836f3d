using Funnel.Connectors;
using Funnel.Storage;

namespace Funnel.Leads;

/// <summary>From a contact to its lead: deletion events name only the contact.</summary>
public sealed class ContactIndex(IRows rows)
{
    public async Task Put(ContactId contact, LeadId lead, CancellationToken ct)
    {
        var row = new Row(Partition(contact), contact.StaffId, StoredJson.Text(lead.ToString()));
        await rows.Commit(Tables.Lists, row.Partition, [new RowChange.Put(row)], ct);
    }

    public async Task<LeadId?> Find(ContactId contact, CancellationToken ct) =>
        await rows.Find(Tables.Lists, Partition(contact), contact.StaffId, ct) is { } row
        && LeadId.TryParse(StoredJson.Text(row), out var id)
            ? id
            : null;

    /// <summary>The leads of somebody, whoever of staff they are a contact of; none when they are nobody's.</summary>
    public async Task<IReadOnlyList<LeadId>> OfPerson(string contactPersonId, CancellationToken ct)
    {
        var page = await rows.Query(Tables.Lists, PartitionOf(contactPersonId), KeyRange.All, 100, null, ct);
        return [.. page.Rows.Select(r => LeadId.TryParse(StoredJson.Text(r), out var id) ? id : (LeadId?)null).OfType<LeadId>().Distinct()];
    }

    private static string Partition(ContactId contact) => PartitionOf(contact.PersonId);

    internal static string PartitionOf(string contactPersonId) => "contact|" + contactPersonId;
}
