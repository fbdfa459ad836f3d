using System.Globalization;
using System.Text.Json;
using Funnel.Intake.Handed;
using Funnel.Storage;

namespace Funnel.Intake;

/// <summary>The videos of an account, one row each, and among them the pages of comments that were read and may not be triaged yet.</summary>
public sealed class VideoStore(IRows rows)
{
    private const int MaxTitle = 200;

    /// <summary>Everything stored of an account: one query a thousand rows.</summary>
    public async Task<StoredIntake> Load(string accountId, CancellationToken ct)
    {
        var videos = new Dictionary<string, StoredVideo>(StringComparer.Ordinal);
        var pages = new List<StoredPage>();
        await foreach (var row in rows.QueryAll(Tables.Videos, accountId, KeyRange.All, ct))
        {
            if (PageOutbox.IsPage(row))
            {
                pages.Add(PageOutbox.Read(row));
                continue;
            }

            if (HandedMemory.IsBlock(row))
            {
                continue; // of a time when the account's comments were handed over
            }

            var state = JsonSerializer.Deserialize(row.Payload, IntakeJson.Plain.VideoState)!;
            videos[state.Id] = new(state, row.Version);
        }

        return new(videos, pages);
    }

    /// <summary>The pages alone, of an account of which nothing is read.</summary>
    public async Task<IReadOnlyList<StoredPage>> LoadPages(string accountId, CancellationToken ct) =>
        await rows.QueryAll(Tables.Videos, accountId, KeyRange.Prefix(PageOutbox.Prefix), ct).Select(PageOutbox.Read).ToListAsync(ct);

    /// <summary>One video, or null when it was never seen.</summary>
    public async ValueTask<VideoState?> Find(string accountId, string videoId, CancellationToken ct) =>
        await rows.Find(Tables.Videos, accountId, videoId, ct) is { } row ? JsonSerializer.Deserialize(row.Payload, IntakeJson.Plain.VideoState) : null;

    /// <summary>
    /// Writes what changed, and the pages that were read with it, in one commit where it fits and the pages first where it does not. A video
    /// that another instance wrote in the meantime keeps that instance's state: its comments were read by both, which triage bears, and nothing
    /// is marked as read that was not.
    /// </summary>
    public Task Save(
        string accountId, IEnumerable<StoredVideo> changed, IEnumerable<CommentsMessage> pages, IEnumerable<StoredPage> done, CancellationToken ct) =>
        rows.CommitEach(
            Tables.Videos, accountId, [.. pages.Select(PageOutbox.Add), .. changed.Select(v => Change(accountId, v)), .. done.Select(PageOutbox.Remove)], ct);

    internal static RowChange Change(string accountId, StoredVideo v)
    {
        var row = new Row(accountId, v.State.Id, JsonSerializer.Serialize(v.State, IntakeJson.Plain.VideoState))
        {
            Version = v.Version ?? "",
            Columns = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Title"] = TextCutter.Chars(v.State.Title, MaxTitle),
                ["ReadAt"] = v.State.ReadAt?.ToString("O", CultureInfo.InvariantCulture) ?? "",
            },
        };
        return v.Version is null ? new RowChange.Insert(row) : new RowChange.Replace(row);
    }
}

/// <param name="Version">Null when it is not stored yet.</param>
public sealed record StoredVideo(VideoState State, string? Version);

/// <param name="Videos">By id.</param>
/// <param name="Pages">Those that may not be triaged yet.</param>
public sealed record StoredIntake(Dictionary<string, StoredVideo> Videos, IReadOnlyList<StoredPage> Pages);
