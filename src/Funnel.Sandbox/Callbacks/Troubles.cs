using System.Collections.Concurrent;

namespace Funnel.Sandbox.Callbacks;

/// <summary>Faults of the sandbox itself. There should be none; they are shown in the status so that a wrong sandbox is not taken for a wrong host.</summary>
internal sealed class Troubles
{
    private readonly ConcurrentQueue<string> all = new();

    public IReadOnlyList<string> All => [.. all];

    public void Add(Exception fault) => all.Enqueue(fault.ToString());
}
