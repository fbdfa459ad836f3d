namespace Funnel.Triage.Scoring;

/// <summary>Hashed features with the stretch of codes each speaks about.</summary>
internal sealed class FeatureList(int capacity)
{
    private readonly uint[] hashes = new uint[capacity];
    private readonly (short Start, short End)[] places = new (short, short)[capacity];

    internal int Count { get; private set; }

    internal ReadOnlySpan<uint> Hashes => hashes.AsSpan(0, Count);

    internal ReadOnlySpan<(short Start, short End)> Places => places.AsSpan(0, Count);

    internal void Clear() => Count = 0;

    internal void Add(uint family, uint a, uint b, uint c, int start, int end) =>
        Add((((family * 0x9E3779B1u + a) * 0x85EBCA6Bu + b) * 0xC2B2AE35u + c) * 0x27D4EB2Fu, start, end);

    /// <summary>What does not fit is left out: only absurd comments have so many.</summary>
    internal void Add(uint hash, int start, int end)
    {
        var count = Count;
        if ((uint)count < (uint)hashes.Length && count < places.Length)
        {
            hashes[count] = hash;
            places[count] = ((short)start, (short)end);
            Count = count + 1;
        }
    }
}
