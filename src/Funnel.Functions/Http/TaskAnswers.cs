using Funnel.Intake;
using Funnel.Tasks;

namespace Funnel.Functions.Http;

/// <summary>What is answered about a task.</summary>
internal static class TaskAnswers
{
    /// <param name="video">Where it is to be done, as far as that is known.</param>
    public static object Of(OpenTask task, VideoState? video) => new
    {
        Id = task.Line.Id.ToString(),
        task.Kind,
        Account = task.Lead.AccountId,
        Lead = task.Lead.Id.ToString(),
        Effect = task.Effect.Id,
        Person = task.Lead.Nick,
        Said = task.Ask?.Text,
        Comment = task.Ask?.CommentId,
        Video = task.Line.VideoId.Length == 0 ? null : new { Id = task.Line.VideoId, video?.Title, video?.Url },
        task.Text,
        Link = task.Link?.AbsoluteUri,
        Picture = task.Picture?.AbsoluteUri,
        Page = task.PersonPage?.AbsoluteUri,
        With = task.With.Count == 0 ? null : task.With,
        Cause = new { task.Cause.Code, Words = task.Cause.ToString() },
        task.Line.Since,
        task.Line.Waiting.Until,
        Note = task.Line.Note is { } note ? new { note.By, note.Until, note.PutOff } : null,
        task.Seen,
        Actions = task.Actions.Select(TaskActions.NameOf),
    };
}
