using Microsoft.AspNetCore.WebUtilities;

namespace Funnel.Sandbox.Douyin;

/// <summary>What the page behind a card reads from the query it was opened with.</summary>
/// <param name="Link">The contact link, decoded; null when there is none.</param>
internal sealed record Card(string? Title, string? Link)
{
    public static Card Read(string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        return new Card(values.TryGetValue("title", out var title) ? (string?)title : null, values.TryGetValue("link", out var link) ? (string?)link : null);
    }
}
