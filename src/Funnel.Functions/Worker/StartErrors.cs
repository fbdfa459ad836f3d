namespace Funnel.Functions.Worker;

/// <summary>Why the worker runs nothing.</summary>
internal sealed record StartErrors(IReadOnlyList<string> All);
