using Funnel.Reasons;

namespace Funnel.Tasks;

/// <summary>Which tasks are meant. All conditions that are given must hold.</summary>
public sealed record TaskFilter
{
    /// <summary>An account's id, also of one that is no longer configured.</summary>
    public string? Account { get; init; }

    /// <summary>The accounts among which they are; null for all, those that are no longer configured among them.</summary>
    public IReadOnlyList<string>? Among { get; init; }

    /// <summary>The code of the reason for which it waits.</summary>
    public string? Cause { get; init; }

    /// <summary>Those that were put off, and no others; else all but those.</summary>
    public bool PutOff { get; init; }
}

/// <summary>How many wait for one reason.</summary>
/// <param name="Sample">The reason of one of them.</param>
public sealed record TaskCause(string Code, Reason Sample, int Count);

/// <summary>A page of tasks, in the order in which they are to be done.</summary>
/// <param name="Found">All that fit the filter.</param>
/// <param name="PutOff">Those of the account that were put off.</param>
/// <param name="Causes">All of the account but those, whatever reason is asked for; the most frequent first.</param>
/// <param name="Together">How many there are in all of each video on the page, by account and video.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record TaskPage(
    IReadOnlyList<OpenTask> Tasks, int Found, int PutOff, IReadOnlyList<TaskCause> Causes, IReadOnlyDictionary<(string Account, string Video), int> Together, string? Next);
