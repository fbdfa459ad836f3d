using System.Collections.Concurrent;
using Funnel.Accounts;
using Funnel.Clocks;
using Funnel.Configuration;
using Funnel.Connectors;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Funnel.Intake;

/// <summary>Reads the list of an account's videos: one call tells of many which have new comments.</summary>
public sealed partial class VideoLister(CommentFeeds feeds, CallBudget budget, IOptions<FunnelOptions> options, TimeProvider time, ILogger<VideoLister> log)
{
    /// <summary>As few as a platform's list has in a page.</summary>
    private const int VideosInAPage = 20;

    private readonly ConcurrentDictionary<string, TimeMark> listedAt = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Account, string Video), bool> grown = new();
    private readonly Schedule ticks = Schedule.Of(options.Value.Schedules[FunnelTimer.PollComments]);

    private IntakeOptions Options => options.Value.Intake;

    /// <summary>When this process last began to read the whole list; null when it never did.</summary>
    public TimeMark? ListedAt(string accountId) => listedAt.TryGetValue(accountId, out var at) ? at : null;

    /// <summary>Its count was seen to grow, and it was not read since.</summary>
    public bool HasGrown(string accountId, string videoId) => grown.ContainsKey((accountId, videoId));

    public void WasRead(string accountId, string videoId) => grown.TryRemove((accountId, videoId), out _);

    /// <summary>Takes the platform's list over when it is due: new videos, and the counts that tell which ones changed.</summary>
    /// <param name="known">Is brought up to date.</param>
    /// <returns>What changed.</returns>
    public async Task<Dictionary<string, StoredVideo>> List(string accountId, Dictionary<string, StoredVideo> known, CancellationToken ct)
    {
        var changed = new Dictionary<string, StoredVideo>(StringComparer.Ordinal);
        var began = TimeMark.Now(time);
        if (listedAt.TryGetValue(accountId, out var last) && last.Age(time) + HalfATick < ListEvery(known.Count))
        {
            return changed;
        }

        string? cursor = null;
        for (var page = 0; page < Options.MaxPages; page++)
        {
            if (!await budget.TrySpend(accountId, CallKind.ListVideos, ct))
            {
                return changed; // not listed: what is not known yet must not pass for all there is
            }

            var from = cursor;
            var list = await feeds.ListVideos(accountId, from, ct);
            if (list.Failure is { } failure)
            {
                Log.VideoListFailed(log, accountId, failure.Kind, failure.Code, failure.Message);
                if (failure.Kind == FailureKind.RateLimited)
                {
                    await budget.SlowDown(accountId, CallKind.ListVideos, ct);
                }

                return changed;
            }

            foreach (var video in list.Value.Items)
            {
                var before = known.GetValueOrDefault(video.Id);
                var state = before is null ? VideoState.New(video) : before.State with { Count = video.CommentCount, Title = video.Title, Gone = false };
                if (before is null || state != before.State)
                {
                    if (state.Count > before?.State.Count)
                    {
                        grown[(accountId, video.Id)] = true;
                    }

                    changed[video.Id] = known[video.Id] = new(state, before?.Version);
                }
            }

            if ((cursor = list.Value.Next) is null)
            {
                break;
            }
        }

        listedAt[accountId] = began;
        return changed;
    }

    /// <summary>A long list is read more rarely: it has to leave half of its calls for others.</summary>
    private TimeSpan ListEvery(int videos)
    {
        var pages = 1 + (videos / VideosInAPage);
        var affordable = TimeSpan.FromMinutes(2.0 * pages / Options.CallsPerMinute);
        return affordable > Options.VideosEvery ? affordable : Options.VideosEvery;
    }

    /// <summary>The list is due at the tick that is nearest to its time: one that comes a moment early must not put it off by a whole tick.</summary>
    private TimeSpan HalfATick
    {
        get
        {
            var tick = ticks.Gap(time.GetUtcNow());
            return (tick < Options.VideosEvery ? tick : Options.VideosEvery) / 2;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1403, LogLevel.Warning, "Account {Account}: the video list could not be read: {Kind} ({Code}) {Message}")]
        public static partial void VideoListFailed(ILogger log, string account, FailureKind kind, string code, string message);
    }
}
