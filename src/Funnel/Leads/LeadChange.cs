using System.Globalization;

namespace Funnel.Leads;

/// <summary>
/// A lead came to another stage, left the journey or came back to it: what other systems are told of. Nothing of the person stands in it; whoever reads it reads the lead too.
/// </summary>
/// <param name="What">A stage's name, or <c>declined</c>, <c>lost</c>, <c>returned</c>.</param>
/// <param name="Entry">Number of the journal's entry that tells of it: changes of one lead are in its order.</param>
public sealed record LeadChange(LeadId Lead, string AccountId, string What, int Entry, DateTimeOffset At)
{
    public const string Declined = "declined";
    public const string Lost = "lost";
    public const string Returned = "returned";

    /// <summary>All that there are.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<Stage>().Select(Name), Declined, Lost, Returned];

    /// <summary>The same for the same change however often it is told: what readers know it by.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Lead}.{Entry}.{What}");

    /// <summary>What an entry of the journal has to tell, in its order.</summary>
    internal static IEnumerable<LeadChange> Of(LeadId lead, string accountId, int entry, IEnumerable<LeadEvent> events) => events
        .Select(e => (What: NameOf(e), e.At)).Where(e => e.What is not null).Select(e => new LeadChange(lead, accountId, e.What!, entry, e.At));

    private static string? NameOf(LeadEvent e) => e.Kind switch
    {
        LeadEventKind.Declined => Declined,
        LeadEventKind.Deleted => Lost,
        LeadEventKind.Returned => Returned,
        _ => e.Stage is { } stage ? Name(stage) : null,
    };

    private static string Name(Stage stage) => stage.ToString().ToLowerInvariant();
}
