namespace Funnel.Intake.Handed;

/// <summary>Why a comment that was handed to us is not taken.</summary>
public enum HandedProblem
{
    /// <summary>Nothing is written in it.</summary>
    NoText,

    /// <summary>Neither an id nor a name says who wrote it.</summary>
    NoPerson,

    /// <summary>It does not say under which video it stands.</summary>
    NoVideo,

    /// <summary>An id is longer than ids are, or holds what no id holds.</summary>
    BadId,

    /// <summary>It lies more than a day ahead, or before there were short videos.</summary>
    BadTime,
}

/// <summary>What scripts and files are told of it.</summary>
public static class HandedProblemWords
{
    /// <summary>In English, without the comment's words.</summary>
    public static string Words(this HandedProblem problem) => problem switch
    {
        HandedProblem.NoText => "text: nothing is written in it",
        HandedProblem.NoPerson => "person: neither an id nor a name says who wrote it",
        HandedProblem.NoVideo => "video: it does not say under which video it stands",
        HandedProblem.BadId => $"id, video, person or parent: an id is 1 to {HandedCheck.MaxIdChars} characters, none of them a control character",
        HandedProblem.BadTime => "time: is more than a day ahead, or before 2010",
        _ => throw new ArgumentOutOfRangeException(nameof(problem), problem, "unknown problem"),
    };
}
