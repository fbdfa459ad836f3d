using Funnel.Leads;
using Funnel.Storage;

namespace Funnel.Privacy.Places;

/// <summary>Lines of leads in the lists of their days.</summary>
internal sealed class ListPlace(IRows rows) : IPersonalPlace
{
    private readonly ForgottenLines days = new(rows);

    public IAsyncEnumerable<PersonalPiece> Find(Person person, CancellationToken ct) => person.Leads.ToAsyncEnumerable()
        .Select(async (l, stop) => await rows.Find(Tables.Lists, l.ListPartition, l.Id.ToString(), stop)).OfType<Row>().Select(r => PersonalPiece.Of(Tables.Lists, r));

    public async Task<int> Erase(Person person, bool isLastLook, CancellationToken ct)
    {
        var removed = 0;
        foreach (var lead in person.Leads)
        {
            removed += await days.Remove(lead.ListPartition, [lead.Id], isLastLook, ct);
        }

        return removed;
    }
}
