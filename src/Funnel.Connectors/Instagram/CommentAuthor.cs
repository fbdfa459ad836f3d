using Funnel.Connectors.Http;

namespace Funnel.Connectors.Instagram;

/// <summary>Who wrote a comment.</summary>
/// <param name="Id">The Instagram-scoped id; <c>@name</c> where the platform gives the name alone, as it does at times.</param>
internal sealed record CommentAuthor(string Id, string? Nick)
{
    /// <summary>Null when neither is there.</summary>
    public static CommentAuthor? Of(CommentItem item)
    {
        var name = string.IsNullOrEmpty(item.From?.Username) ? item.Username : item.From.Username;
        return (Bounds.Id(item.From?.Id) ?? (string.IsNullOrEmpty(name) ? null : Bounds.Id("@" + name))) is { } id ? new(id, Bounds.Nick(name)) : null;
    }
}
