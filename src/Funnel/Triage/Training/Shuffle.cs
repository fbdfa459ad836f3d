namespace Funnel.Triage.Training;

/// <summary>A new order of 0 … count − 1 each time, the same for the same seed on every machine.</summary>
internal sealed class Shuffle
{
    private readonly int[] order;
    private ulong state;

    internal Shuffle(int count, int seed)
    {
        order = [.. Enumerable.Range(0, count)];
        state = unchecked((ulong)seed * 0x9E3779B97F4A7C15UL) | 1;
    }

    internal int[] Next()
    {
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = (int)(Draw() % (uint)(i + 1));
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    /// <summary>xorshift64*: written out, because the framework does not promise its own generator across versions.</summary>
    private uint Draw()
    {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        return (uint)(unchecked(state * 0x2545F4914F6CDD1DUL) >> 32);
    }
}
