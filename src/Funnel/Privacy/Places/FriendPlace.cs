using System.Runtime.CompilerServices;
using Funnel.Leads;
using Funnel.Storage;

namespace Funnel.Privacy.Places;

/// <summary>Leads of others that name the person: whose link they came by, and who came by theirs.</summary>
internal sealed class FriendPlace(IRows rows, LeadStore leads) : IPersonalPlace
{
    public async IAsyncEnumerable<PersonalPiece> Find(Person person, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var friend in person.Friends.Where(f => !person.Has(f)))
        {
            if (await rows.Find(Tables.Leads, friend.ToString(), LeadStore.LeadKey, ct) is { } row && LeadDocument.Read(row).CameBy is { } by && person.Has(by.Lead))
            {
                yield return new(Tables.Leads, $"{row.Partition} / {row.Key} / cameBy", PersonalPiece.Json($$"""{"lead":"{{by.Lead}}","nick":{{PersonalPiece.Text(by.Nick)}}}"""));
            }
        }
    }

    public async Task<int> Erase(Person person, bool isLastLook, CancellationToken ct)
    {
        var changed = 0;
        foreach (var friend in person.Friends.Where(f => !person.Has(f)))
        {
            changed += await leads.Strip(friend, l => Without(l, person), e => Without(e, person), ct) is null ? 0 : 1;
        }

        return changed;
    }

    private static Lead Without(Lead lead, Person person) => lead with
    {
        CameBy = lead.CameBy is { } by && person.Has(by.Lead) ? by with { Lead = LeadId.Nobody, Nick = null } : lead.CameBy,
        Friends = lead.Friends.Any(person.Has) ? lead.Friends.RemoveAll(f => person.Has(f)) : lead.Friends,
    };

    private static LeadEvent Without(LeadEvent entry, Person person) =>
        LeadId.TryParse(entry.Detail, out var named) && person.Has(named) ? entry with { Detail = LeadId.Nobody.ToString() } : entry;
}
