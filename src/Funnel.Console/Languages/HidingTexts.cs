namespace Funnel.Console.Languages;

/// <summary>Texts about hiding comments from the public.</summary>
public sealed partial record HidingTexts
{
    /// <summary>The heading above the comments in which a person asked.</summary>
    public required string Comments { get; init; }
    public required string IsHidden { get; init; }
    public required string Hide { get; init; }
    public required string HideHint { get; init; }

    /// <summary>Where it cannot be shown again from here.</summary>
    public required string ForGoodHint { get; init; }
    public required string HideSure { get; init; }
    public required string Unhide { get; init; }
    public required string UnhideHint { get; init; }
    public required string UnhideSure { get; init; }
    public required string NoWay { get; init; }
    public required string NoWayBack { get; init; }
    public required string FlashHidden { get; init; }
    public required string FlashUnhidden { get; init; }
}
