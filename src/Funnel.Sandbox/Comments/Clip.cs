namespace Funnel.Sandbox.Comments;

/// <summary>One of the merchant's videos.</summary>
internal sealed record Clip(string Id, string Title, DateTimeOffset CreatedAt)
{
    public List<Post> Comments { get; } = [];

    public Post? Pinned { get; set; }
}
