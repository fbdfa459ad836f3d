using System.Text.Json.Serialization;

namespace Funnel.Embedded.Demo;

/// <summary>What a run came to. The last four are found by comparing our journal with the sandbox's books, not with ourselves.</summary>
/// <param name="Parked">People with something that waits for an operator.</param>
/// <param name="ParkedReplies">Those of them whose reply does: nobody can tell whether it was sent, or the platform refused it.</param>
/// <param name="DuplicateReplies">Replies beyond the first to one person for one offer.</param>
/// <param name="DuplicateMessages">Invitations beyond the first to one person, welcomes beyond the first, and confirmations of a refusal beyond the first.</param>
/// <param name="Missed">People who asked and were neither replied to, parked, in review, declined nor pending.</param>
/// <param name="BooksAgree">Whatever we say was done is in the books, and nothing is in the books that we do not know or are still finding out about.</param>
internal sealed record DemoResult(
    int Comments, int Inquiries, int Replied, int Talking, int Invited, int Added, int Served, int Lost, int Parked, int ParkedReplies,
    int DuplicateReplies, int DuplicateMessages, int Missed, bool BooksAgree, double Seconds)
{
    /// <summary>People who were in the group, by whose link friends came, and who got what was promised for two that stayed.</summary>
    public int Grouped { get; init; }

    public int Referred { get; init; }

    public int Rewarded { get; init; }

    /// <summary>Rewards beyond the first to one person.</summary>
    public int DuplicateRewards { get; init; }

    /// <summary>Share of contacts who are still there a day and a week after being added, 0 to 1; null while nobody was a contact for so long.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? RetainedD1 { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? RetainedD7 { get; init; }

    /// <summary>The same by platform, as accounts name them.</summary>
    public IReadOnlyDictionary<string, ConnectorResult> Connectors { get; init; } = new Dictionary<string, ConnectorResult>(StringComparer.Ordinal);

    /// <summary>What does not agree, for a person; empty when all is well. Not part of the JSON object.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Problems { get; init; } = [];
}
