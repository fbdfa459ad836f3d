namespace Funnel.Triage.Asking;

/// <summary>The latest answers; the oldest falls out. Thread-safe.</summary>
internal sealed class AnswerCache(int size)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, ModelOpinion> answers = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    internal bool TryGet(string text, out ModelOpinion opinion)
    {
        lock (gate)
        {
            return answers.TryGetValue(text, out opinion);
        }
    }

    internal void Put(string text, ModelOpinion opinion)
    {
        lock (gate)
        {
            if (size == 0 || !answers.TryAdd(text, opinion))
            {
                return;
            }

            order.Enqueue(text);
            if (order.Count > size)
            {
                answers.Remove(order.Dequeue());
            }
        }
    }
}
