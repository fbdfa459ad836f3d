using Funnel.Accounts;

namespace Funnel.Console.Languages;

/// <summary>Texts of the page about the merchant's accounts.</summary>
public sealed partial record AccountTexts
{
    public required string Lead { get; init; }
    public required string Works { get; init; }
    public required string NotWorking { get; init; }
    public required string Connect { get; init; }
    public required string ConnectAgain { get; init; }

    /// <summary>With the platform's name.</summary>
    public required string ConnectHint { get; init; }
    public required string What { get; init; }
    public required string How { get; init; }
    public required string LastAt { get; init; }
    public required string Untried { get; init; }

    /// <summary>With the permission's name.</summary>
    public required string NotGranted { get; init; }
    public required string HeardByPolling { get; init; }
    public required string ByHand { get; init; }
    public required string HiddenByHand { get; init; }
    public required string HandedOver { get; init; }
    public required string NeverEnds { get; init; }
    public required string AccessEnds { get; init; }
    public required string Connected { get; init; }
    public required string NotConnected { get; init; }
    public required string Elsewhere { get; init; }
    public required string NotAllowed { get; init; }
    public required string Unanswered { get; init; }
    public required string ToAccounts { get; init; }
    public required IReadOnlyDictionary<AbilityKind, string> Abilities { get; init; }
    public required IReadOnlyDictionary<AbilityState, string> States { get; init; }
}
