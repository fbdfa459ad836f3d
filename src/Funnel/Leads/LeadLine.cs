using System.Text.Json.Serialization;
using Funnel.Triage;

namespace Funnel.Leads;

/// <summary>Where in its video's counter a lead counts.</summary>
/// <param name="Variant">The wording variant of the reply to the first inquiry; null until there was an attempt.</param>
/// <param name="Tier">See <see cref="Origin.Tier"/>.</param>
internal sealed record Cell(string OfferId, int? Variant, Tier? Tier);

/// <summary>A lead's line in the list of its day, with what it is counted for there: what has to be taken back when the line changes.</summary>
internal sealed record LeadLine(LeadSummary Lead, string VideoId, Cell Cell, Marks Marks)
{
    /// <summary>Its stay and its waits, see <see cref="LeadMeasures"/>; null when there are none, and in lines of versions that did not count them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? Measures { get; init; }

    public static LeadLine Of(Lead lead, Origin origin)
    {
        var summary = LeadSummary.Of(lead);
        return new(summary, origin.VideoId, new(origin.OfferId, lead.Find(Effect.ReplyId(origin.OfferId))?.Variant, origin.Tier), MarksOf.Of(summary))
        {
            Measures = LeadMeasures.Of(lead, origin),
        };
    }

    /// <summary>All that it is counted for.</summary>
    [JsonIgnore]
    public IEnumerable<Counted> Counted =>
        MarksOf.Each.Where(m => Marks.HasFlag(m)).Select(m => new Counted(Cell, CountedAs.Mark, (int)m)).Concat(LeadMeasures.Read(Cell, Measures));

    /// <summary>Whether the counters say the same with this line as with the other.</summary>
    public bool CountsLike(LeadLine other) => Marks == other.Marks && Cell == other.Cell && (Measures ?? []).SequenceEqual(other.Measures ?? []);
}
