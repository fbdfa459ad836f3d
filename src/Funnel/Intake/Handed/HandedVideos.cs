using System.Collections.Concurrent;
using System.Text.Json;
using Funnel.Connectors;
using Funnel.Storage;

namespace Funnel.Intake.Handed;

/// <summary>Where the videos of comments are seen that were handed to us: their addresses and titles, beside the videos that are read.</summary>
public sealed class HandedVideos(IRows rows, TimeProvider time)
{
    private const int MostRemembered = 10_000;

    /// <summary>Videos of which all is stored that one comment more can say.</summary>
    private readonly ConcurrentDictionary<(string Account, string Id, bool HasLink, bool HasTitle), bool> whole = new();

    /// <summary>What stores of these videos what is not stored yet: a row that somebody else writes meanwhile is lost with its commit.</summary>
    internal async Task<IReadOnlyList<RowChange>> Changes(string accountId, IReadOnlyList<(HandedVideo Video, string Title)> seen, CancellationToken ct)
    {
        var changes = new List<RowChange>();
        foreach (var same in seen.Where(s => s.Video.Link is not null || s.Title.Length > 0).GroupBy(s => s.Video.Id, StringComparer.Ordinal))
        {
            var (link, title) = (same.Select(s => s.Video.Link).FirstOrDefault(l => l is not null), same.Select(s => s.Title).FirstOrDefault(t => t.Length > 0) ?? "");
            if (whole.ContainsKey((accountId, same.Key, link is not null, title.Length > 0)))
            {
                continue;
            }

            var row = await rows.Find(Tables.Videos, accountId, same.Key, ct);
            var before = row is null ? VideoState.New(new Video(same.Key, "", null, time.GetUtcNow(), null)) : JsonSerializer.Deserialize(row.Payload, IntakeJson.Plain.VideoState)!;
            var after = before with { Url = before.Url ?? link, Title = before.Title.Length > 0 ? before.Title : title };
            if (row is null || after != before)
            {
                changes.Add(VideoStore.Change(accountId, new(after, row?.Version)));
                continue;
            }

            if (whole.Count >= MostRemembered)
            {
                whole.Clear();
            }

            whole[(accountId, same.Key, link is not null, title.Length > 0)] = true;
        }

        return changes;
    }
}
