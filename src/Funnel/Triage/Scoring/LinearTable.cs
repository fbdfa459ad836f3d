using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Funnel.Triage.Scoring;

/// <summary>Hashed weights, one signed byte each.</summary>
/// <param name="Bits">Log2 of the number of weights.</param>
/// <param name="Weights">2^Bits weights in units of <paramref name="Scale"/>.</param>
internal sealed record LinearTable(int Bits, sbyte[] Weights, float Scale)
{
    /// <summary>The sum over hashes laid out family by family, <paramref name="stride"/> apart; four sums at a time, because each waits for memory.</summary>
    internal float Sum(uint[] hashes, int positions, int stride) => Sum(hashes, 0, positions, stride);

    /// <summary>The same from the position <paramref name="from"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal float Sum(uint[] hashes, int from, int positions, int stride)
    {
        ref var weights = ref MemoryMarshal.GetArrayDataReference(Weights);
        var shift = 32 - Bits;
        var one = hashes.AsSpan(from, positions);
        var two = hashes.AsSpan(from + stride, positions);
        var three = hashes.AsSpan(from + 2 * stride, positions);
        var four = hashes.AsSpan(from + 3 * stride, positions);
        var (a, b, c, d) = (0, 0, 0, 0);
        for (var i = 0; i < one.Length; i++)
        {
            // The shift leaves Bits bits, and the table has 2^Bits entries.
            a += Unsafe.Add(ref weights, (nint)(one[i] >> shift));
            b += Unsafe.Add(ref weights, (nint)(two[i] >> shift));
            c += Unsafe.Add(ref weights, (nint)(three[i] >> shift));
            d += Unsafe.Add(ref weights, (nint)(four[i] >> shift));
        }

        return (a + b + c + d) * Scale;
    }

    internal float Sum(ReadOnlySpan<uint> hashes)
    {
        var sum = 0;
        foreach (var hash in hashes)
        {
            sum += Weights[hash >> (32 - Bits)];
        }

        return sum * Scale;
    }

    internal float Weight(uint hash) => Weights[hash >> (32 - Bits)] * Scale;
}
