namespace Funnel.Triage.Training;

/// <summary>xorshift64*: written out, because the framework does not promise its own generator across versions.</summary>
internal sealed class SeededRandom(int seed)
{
    private ulong state = unchecked((ulong)seed * 0x9E3779B97F4A7C15UL) | 1;

    internal int Below(int limit)
    {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        return (int)((uint)(unchecked(state * 0x2545F4914F6CDD1DUL) >> 32) % (uint)limit);
    }
}
