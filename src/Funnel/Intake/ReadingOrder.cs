namespace Funnel.Intake;

/// <summary>One read that would bring something: the newest comments of a video, or what earlier reads of it have left behind.</summary>
/// <param name="Behind">Goes on at <see cref="VideoState.Resume"/> instead of reading the newest page.</param>
/// <param name="CanWait">Nothing says that somebody new has asked there.</param>
/// <param name="Since">When it was last done; null when it never was.</param>
internal sealed record PlannedRead(string VideoId, bool Behind, bool CanWait, DateTimeOffset? Since);

/// <summary>
/// Who is read first: newest pages of videos with news, the longest unread of them first; then what can wait, in the order in which it was last done, so that each gets its turn
/// however few calls there are: first pages of videos of which nothing was ever read (the newest video first), what reads have left behind, and what is read again to be sure.
/// </summary>
internal static class ReadingOrder
{
    /// <param name="hasGrown">Whether a video's count was seen to grow since it was read.</param>
    /// <param name="readFrom">Since when each video has to be read to its end, after a loss; null otherwise.</param>
    public static IReadOnlyList<PlannedRead> Of(
        IEnumerable<VideoState> videos, Func<VideoState, bool> hasGrown, DateTimeOffset? readFrom, DateTimeOffset now, TimeSpan atLeastEvery)
    {
        var reads = new List<(PlannedRead Read, DateTimeOffset CreatedAt)>();
        foreach (var video in videos.Where(v => !v.Gone))
        {
            if (video.IsDue(now, atLeastEvery) || video.IsTopUnreadSince(readFrom))
            {
                var canWait = video.IsUnread ? !hasGrown(video) : !video.HasNews;
                reads.Add((new(video.Id, Behind: false, canWait, video.LastRead(now)), video.CreatedAt));
            }

            if (video.Resume is not null)
            {
                reads.Add((new(video.Id, Behind: true, CanWait: true, video.LastWentOn(now)), video.CreatedAt));
            }
        }

        return
        [
            .. reads.OrderBy(r => r.Read.CanWait).ThenBy(r => r.Read.Since ?? DateTimeOffset.MinValue).ThenBy(r => r.Read.Behind).ThenByDescending(r => r.CreatedAt).Select(r => r.Read),
        ];
    }
}
