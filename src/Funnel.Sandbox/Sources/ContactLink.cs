using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

namespace Funnel.Sandbox.Sources;

/// <summary>Links that lead people to the merchant's staff.</summary>
internal static partial class ContactLink
{
    private const string LandingPage = "/c/";

    /// <summary>The first address in a text; null when there is none.</summary>
    public static string? In(string? text) => text is not null && Address().Match(text) is { Success: true } found ? found.Value.TrimEnd('.', ',', ')', '!', '?') : null;

    /// <summary>Whose link it is: its <c>customer_channel</c>, or the last part of a landing page's address. Null when it says neither.</summary>
    public static string? Token(string? address) => !Uri.TryCreate(address, UriKind.Absolute, out var link) ? null
        : QueryHelpers.ParseQuery(link.Query).TryGetValue("customer_channel", out var token) ? (string?)token
        : link.AbsolutePath.StartsWith(LandingPage, StringComparison.Ordinal) ? link.AbsolutePath[LandingPage.Length..]
        : null;

    /// <summary>Printable ASCII alone: what comes after it in a Chinese sentence is none of it.</summary>
    [GeneratedRegex("https?://[!-~]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Address();
}
