namespace Funnel.Sandbox.Comments;

/// <summary>A page of a list, and where the next one begins.</summary>
internal sealed record Slice<T>(IReadOnlyList<T> Items, long Next, bool HasMore);
