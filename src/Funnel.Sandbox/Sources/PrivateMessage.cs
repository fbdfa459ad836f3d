namespace Funnel.Sandbox.Sources;

/// <summary>A private message that has reached a person.</summary>
/// <param name="Kind"><see cref="Words"/>, <see cref="Card"/> or <see cref="Link"/>.</param>
/// <param name="Text">What it says; of a card, its title.</param>
/// <param name="Address">Where it leads; null for nowhere.</param>
internal sealed record PrivateMessage(string PersonId, string Kind, string? Text, string? Address)
{
    /// <summary>Words alone: nobody can follow them anywhere.</summary>
    public const string Words = "text";

    /// <summary>A card to be clicked.</summary>
    public const string Card = "card";

    /// <summary>Words with a link in them.</summary>
    public const string Link = "link";

    /// <summary>What a platform that takes links in messages delivers: of kind <see cref="Link"/> when there is one in the text.</summary>
    public static PrivateMessage Of(string personId, string text)
    {
        var address = ContactLink.In(text);
        return new(personId, address is null ? Words : Link, text, address);
    }
}
