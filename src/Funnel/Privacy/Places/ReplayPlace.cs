using System.Runtime.CompilerServices;
using System.Text.Json;
using Funnel.Leads;
using Funnel.Replay;
using Funnel.Storage;

namespace Funnel.Privacy.Places;

/// <summary>Replays: whom they were asked for, whose turn it is, and results.</summary>
internal sealed class ReplayPlace(IRows rows) : IPersonalPlace
{
    private const int AtOnce = 100;
    private const int MaxTries = 20;

    /// <summary>Stands where a comment's id stood: a selection that became empty would mean everybody.</summary>
    private const string NoComment = "-";

    private readonly ReplayIndex index = new(rows);

    public async IAsyncEnumerable<PersonalPiece> Find(Person person, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in Rows(ct))
        {
            if (Without(row, person) is not null)
            {
                yield return PersonalPiece.Of(Tables.Replays, row);
            }
        }
    }

    public async Task<int> Erase(Person person, bool isLastLook, CancellationToken ct)
    {
        var changed = 0;
        await foreach (var row in Rows(ct))
        {
            var now = row;
            for (var tries = 0; tries < MaxTries && now is not null && Without(now, person) is { } payload; tries++)
            {
                if ((await rows.Commit(Tables.Replays, now.Partition, [new RowChange.Replace(now with { Payload = payload })], ct)).Committed)
                {
                    changed++;
                    break;
                }

                now = await rows.Find(Tables.Replays, now.Partition, now.Key, ct); // a slice was quicker
            }
        }

        return changed;
    }

    private async IAsyncEnumerable<Row> Rows([EnumeratorCancellation] CancellationToken ct)
    {
        string? after = null;
        do
        {
            var ids = await index.Recent(after, AtOnce, ct);
            foreach (var id in ids)
            {
                await foreach (var row in rows.QueryAll(Tables.Replays, id, KeyRange.All, ct))
                {
                    yield return row;
                }
            }

            after = ids.Count == AtOnce ? ids[^1] : null;
        }
        while (after is not null);
    }

    /// <returns>The payload without the person; null when it does not name them.</returns>
    private static string? Without(Row row, Person person) =>
        row.Key.StartsWith(ReplayStore.ItemPrefix, StringComparison.Ordinal) ? Results(row, person) : Head(row, person);

    private static string? Results(Row row, Person person)
    {
        var results = JsonSerializer.Deserialize(row.Payload, ReplayJson.Plain.ReplayResults)!;
        var others = results.Items.Where(i => !(i.Lead is { } lead && person.Has(lead)) && !Names(JsonSerializer.Serialize(i, ReplayJson.Plain.ReplayItem), person)).ToList();
        return others.Count == results.Items.Count ? null : JsonSerializer.Serialize(new ReplayResults(others), ReplayJson.Plain.ReplayResults);
    }

    private static string? Head(Row row, Person person)
    {
        if (!Names(row.Payload, person))
        {
            return null;
        }

        var payload = row.Payload;
        foreach (var lead in person.Leads)
        {
            payload = payload.Replace(Quoted(lead.Id.ToString()), Quoted(LeadId.Nobody.ToString()), StringComparison.Ordinal);
        }

        foreach (var comment in person.Comments)
        {
            payload = payload.Replace(Quoted(comment), Quoted(NoComment), StringComparison.Ordinal);
        }

        return string.Equals(payload, row.Payload, StringComparison.Ordinal) ? null : payload;
    }

    private static bool Names(string json, Person person) =>
        person.Leads.Any(l => json.Contains(Quoted(l.Id.ToString()), StringComparison.Ordinal)) || person.Comments.Any(c => json.Contains(Quoted(c), StringComparison.Ordinal));

    private static string Quoted(string text) => PersonalPiece.Text(text);
}
