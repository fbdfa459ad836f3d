using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Storage;

namespace Funnel.Arrival;

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

    private static string Partition(ContactId contact) => PartitionOf(contact.PersonId);

    internal static string PartitionOf(string contactPersonId) => "contact|" + contactPersonId;
}
