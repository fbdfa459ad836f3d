using System.ComponentModel.DataAnnotations;

namespace Funnel.Intake;

/// <summary>How comments are read. Section <c>Funnel:Intake</c>.</summary>
public sealed class IntakeOptions
{
    /// <summary>Read calls per account, kind and minute, over all instances.</summary>
    [Range(1, 10_000)]
    public int CallsPerMinute { get; set; } = 300;

    /// <summary>
    /// How often the list of videos is read: it brings new videos and the comment counts that tell which changed. A list that would take more than half of `callsPerMinute` is read
    /// more rarely.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan VideosEvery { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A video is read at least this often, whatever its count says: counts may lag.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan ReadAtLeastEvery { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Ids of recent comments kept per video to tell new from known.</summary>
    [Range(50, 2_000)]
    public int RecentIds { get; set; } = 400;

    /// <summary>Pages read of one video in one go.</summary>
    [Range(1, 1_000)]
    public int MaxPages { get; set; } = 50;

    /// <summary>Comments older than this when a video is first seen are not answered: nobody waits for them any more.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromDays(3);

    /// <summary>
    /// Comments that are handed over (`funnel import`, `POST /api/comments`) and are older than this are counted and become no task, unless whoever hands them over wants it.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan AnswerHandedWithin { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// After a start with an empty or restored storage: comments that were older than this when it was lost are counted and not answered. Younger ones are, unless an answer
    /// stands under them or nobody can tell.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan CatchUp { get; set; } = TimeSpan.FromDays(1);
}
