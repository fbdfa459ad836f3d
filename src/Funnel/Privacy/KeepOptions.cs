using System.ComponentModel.DataAnnotations;

namespace Funnel.Privacy;

/// <summary>How long data of people is kept. Section <c>Funnel:Keep</c>. What is over its time is removed by the timer <c>Forget</c>.</summary>
public sealed class KeepOptions
{
    private const string Shortest = "1.00:00:00";
    private const string Longest = "3650.00:00:00";

    /// <summary>
    /// How long a lead is kept in which nothing is under way, from the last thing that happened in it: with its journal, its lines in lists and its contact. Counters stay.
    /// Longer than the windows in which a platform may list or tell anything once more.
    /// </summary>
    [Range(typeof(TimeSpan), "8.00:00:00", Longest)]
    public TimeSpan Leads { get; set; } = TimeSpan.FromDays(180);

    /// <summary>How long a lead is kept with which an operator still has something to do.</summary>
    [Range(typeof(TimeSpan), "8.00:00:00", Longest)]
    public TimeSpan Parked { get; set; } = TimeSpan.FromDays(365);

    /// <summary>When what a person wrote and what they were answered is removed from a lead that is kept on; as long as the lead when absent.</summary>
    [Range(typeof(TimeSpan), "8.00:00:00", Longest)]
    public TimeSpan? Texts { get; set; }

    /// <summary>How long a comment lies on the review desk on which nobody decides.</summary>
    [Range(typeof(TimeSpan), Shortest, Longest)]
    public TimeSpan Review { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long a decision on a comment is kept: the comment's id, without its text, and who decided what.</summary>
    [Range(typeof(TimeSpan), Shortest, Longest)]
    public TimeSpan Decisions { get; set; } = TimeSpan.FromDays(365);

    /// <summary>How long a page of comments is kept that was read and could not be worked on.</summary>
    [Range(typeof(TimeSpan), Shortest, Longest)]
    public TimeSpan Pages { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long the audit is kept: who did what, when and from where.</summary>
    [Range(typeof(TimeSpan), "30.00:00:00", Longest)]
    public TimeSpan Audit { get; set; } = TimeSpan.FromDays(730);

    /// <summary>How long the hash is kept that tells of a person that they were erased, so that nothing older of them is answered anew. Of who refused to be written to it stays.</summary>
    [Range(typeof(TimeSpan), "8.00:00:00", Longest)]
    public TimeSpan Erased { get; set; } = TimeSpan.FromDays(365);
}
