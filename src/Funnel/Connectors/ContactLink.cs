namespace Funnel.Connectors;

/// <summary>What a contact path hands out, which decides who can pass it on and where.</summary>
public enum ContactForm
{
    /// <summary>A link that is tapped: it may stand in a text, on a card and on a page.</summary>
    Link,

    /// <summary>A picture of a QR code, which is looked at: it needs a page that shows it, or somebody who sends it by hand.</summary>
    Picture,

    /// <summary>Somebody's own WeChat id or QR code: staff passes it on in private, a program never does.</summary>
    ByHand,
}

/// <summary>What one person is handed; <see cref="IContactPath.Form"/> says what it is.</summary>
/// <param name="Url">Where the link leads, or where the picture lies; null where there is only an id.</param>
/// <param name="Id">A WeChat id, of a path that is passed on by hand.</param>
public sealed record ContactLink(Uri? Url, string? Id = null);

/// <summary>A contact path that this product has, whether it is switched on or not: what offers may name.</summary>
/// <param name="Name">As offers name it.</param>
/// <param name="SwitchedOnBy">The setting that switches it on.</param>
public sealed record ContactPathName(string Name, string SwitchedOnBy);
