using Microsoft.AspNetCore.WebUtilities;

namespace Funnel.Sandbox.Douyin;

/// <summary>What the page behind a card reads from the query it was opened with.</summary>
/// <param name="Link">The contact link, decoded; null when there is none.</param>
internal sealed record Card(string? Title, string? Link)
{
    /// <summary>The link's customer_channel, or what the link of a page of the host ends with.</summary>
    public string? Token => !Uri.TryCreate(Link, UriKind.Absolute, out var link) ? null
        : QueryHelpers.ParseQuery(link.Query).TryGetValue("customer_channel", out var token) ? (string?)token
        : link.IsLoopback ? link.Segments[^1]
        : null;

    public static Card Read(string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        return new Card(values.TryGetValue("title", out var title) ? (string?)title : null, values.TryGetValue("link", out var link) ? (string?)link : null);
    }
}
