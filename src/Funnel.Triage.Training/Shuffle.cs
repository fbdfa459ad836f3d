namespace Funnel.Triage.Training;

/// <summary>A new order of 0 … count − 1 each time, the same for the same seed on every machine.</summary>
internal sealed class Shuffle(int count, int seed)
{
    private readonly int[] order = [.. Enumerable.Range(0, count)];
    private readonly SeededRandom random = new(seed);

    internal int[] Next()
    {
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = random.Below(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }
}
