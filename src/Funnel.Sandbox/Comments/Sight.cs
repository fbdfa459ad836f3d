namespace Funnel.Sandbox.Comments;

/// <summary>From when people see an answer, from when the list has it, and until when both do.</summary>
internal sealed record Sight(DateTimeOffset From, DateTimeOffset ListedFrom, DateTimeOffset Until);
