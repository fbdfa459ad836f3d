using Funnel.Privacy;
using Funnel.Storage;

namespace Funnel.Console.Tests.Hosting;

/// <summary>Removes the row of a lead alone: the product's own places are tested elsewhere.</summary>
internal sealed class Erases(IRows rows) : IPersonalPlace
{
    public IAsyncEnumerable<PersonalPiece> Find(Person person, CancellationToken ct) => AsyncEnumerable.Empty<PersonalPiece>();

    public async Task<int> Erase(Person person, bool isLastLook, CancellationToken ct)
    {
        foreach (var lead in person.Leads)
        {
            await rows.Commit(Tables.Leads, lead.Id.ToString(), [new RowChange.Delete("lead")], ct);
        }

        return person.Leads.Length;
    }
}
