using System.Runtime.CompilerServices;
using System.Text.Json;
using Funnel.Growth;
using Funnel.Leads;
using Funnel.Storage;

namespace Funnel.Privacy.Places;

/// <summary>Which of the person's leads are in which group.</summary>
internal sealed class GroupPlace(IRows rows) : IPersonalPlace
{
    private readonly GroupStore store = new(rows);

    public async IAsyncEnumerable<PersonalPiece> Find(Person person, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var (row, members) in Of(person, ct))
        {
            yield return new(Tables.Accounts, $"{row.Partition} / {row.Key}", PersonalPiece.Json(JsonSerializer.Serialize(members)));
        }
    }

    public async Task<int> Erase(Person person, bool isLastLook, CancellationToken ct)
    {
        var changed = 0;
        foreach (var (row, members) in await Of(person, ct).ToListAsync(ct))
        {
            var roll = JsonSerializer.Deserialize(row.Payload, GrowthJson.Plain.GroupRoll)!;
            changed += await store.Write(row.Key, roll with { Members = [.. roll.Members.Except(members, StringComparer.Ordinal)] }, row.Version, ct) ? 1 : 0;
        }

        return changed;
    }

    private IAsyncEnumerable<(Row Row, List<string> Members)> Of(Person person, CancellationToken ct) => rows.QueryAll(Tables.Accounts, GroupStore.Rolls, KeyRange.All, ct)
        .Select(row => (row, JsonSerializer.Deserialize(row.Payload, GrowthJson.Plain.GroupRoll)!.Members.Where(m => LeadId.TryParse(m, out var id) && person.Has(id)).ToList()))
        .Where(found => found.Item2.Count > 0);
}
