using System.Globalization;
using System.Text.Json;
using Funnel.Leads;
using Funnel.Storage;

namespace Funnel.Intake;

/// <summary>The videos of an account, one row each.</summary>
public sealed class VideoStore(IRows rows)
{
    private const int BatchSize = 100;

    public async Task<Dictionary<string, StoredVideo>> All(string accountId, CancellationToken ct)
    {
        var all = new Dictionary<string, StoredVideo>(StringComparer.Ordinal);
        string? continuation = null;
        do
        {
            var page = await rows.Query(Tables.Videos, accountId, KeyRange.All, 1000, continuation, ct);
            foreach (var row in page.Rows)
            {
                var state = JsonSerializer.Deserialize(row.Payload, StoredJson.Plain.VideoState)!;
                all[state.Id] = new(state, row.Version);
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);

        return all;
    }

    /// <summary>One video, or null when it was never seen.</summary>
    public async ValueTask<VideoState?> Find(string accountId, string videoId, CancellationToken ct) =>
        await rows.Find(Tables.Videos, accountId, videoId, ct) is { } row ? JsonSerializer.Deserialize(row.Payload, StoredJson.Plain.VideoState) : null;

    /// <summary>
    /// Writes what changed. A video that another instance wrote in the meantime keeps that instance's state: its comments were queued by both,
    /// which triage bears, and nothing is marked as read that was not.
    /// </summary>
    public async Task Save(string accountId, IReadOnlyList<StoredVideo> changed, CancellationToken ct)
    {
        foreach (var batch in changed.Chunk(BatchSize))
        {
            var left = batch.ToList();
            while (left.Count > 0)
            {
                var result = await rows.Commit(Tables.Videos, accountId, [.. left.Select(v => Change(accountId, v))], ct);
                if (result.Committed)
                {
                    break;
                }

                left.RemoveAt(result.ConflictAt);
            }
        }
    }

    private static RowChange Change(string accountId, StoredVideo v)
    {
        var row = new Row(accountId, v.State.Id, JsonSerializer.Serialize(v.State, StoredJson.Plain.VideoState))
        {
            Version = v.Version ?? "",
            Columns = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Title"] = v.State.Title.Length > 200 ? v.State.Title[..200] : v.State.Title,
                ["ReadAt"] = v.State.ReadAt?.ToString("O", CultureInfo.InvariantCulture) ?? "",
            },
        };
        return v.Version is null ? new RowChange.Insert(row) : new RowChange.Replace(row);
    }
}

/// <param name="Version">Null when it is not stored yet.</param>
public sealed record StoredVideo(VideoState State, string? Version);
