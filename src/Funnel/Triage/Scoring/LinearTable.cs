using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Funnel.Triage.Scoring;

/// <summary>Hashed weights, one signed byte each.</summary>
/// <param name="Bits">Log2 of the number of weights.</param>
/// <param name="Weights">2^Bits weights in units of <paramref name="Scale"/>.</param>
/// <param name="Scale">Log-odds per unit, before the length factor.</param>
/// <param name="Bias">Log-odds of an empty comment.</param>
internal sealed record LinearTable(int Bits, sbyte[] Weights, float Scale, float Bias)
{
    /// <summary>Long comments repeat themselves: the sum is divided by the root of the number of positions.</summary>
    internal static float LengthFactor(int positions) => 4f / MathF.Sqrt(positions * FeatureHashes.Families);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal float Score(Scratch scratch)
    {
        ref var weights = ref MemoryMarshal.GetArrayDataReference(Weights);
        var shift = 32 - Bits;
        var positions = scratch.Positions;
        var sum = 0;
        for (var family = 0; family < FeatureHashes.Families; family++)
        {
            foreach (var hash in scratch.Hashes.AsSpan(family * scratch.Stride, positions))
            {
                // The shift leaves Bits bits, and the table has 2^Bits entries.
                sum += Unsafe.Add(ref weights, (nint)(hash >> shift));
            }
        }

        return Bias + sum * Scale * LengthFactor(positions);
    }

    /// <summary>Adds each feature's part to the codes it covers, in equal shares; the marks at the ends pass theirs on.</summary>
    internal void ShareOut(Scratch scratch, Span<float> weights, float slope)
    {
        var unit = Scale * LengthFactor(scratch.Positions) * slope;
        for (var family = 0; family < FeatureHashes.Families; family++)
        {
            var span = FeatureHashes.Span(family);
            for (var i = 0; i < scratch.Positions; i++)
            {
                var weight = Weights[scratch.Hashes[family * scratch.Stride + i] >> (32 - Bits)] * unit;
                var first = Math.Max(0, i - FeatureHashes.Before);
                var last = Math.Min(weights.Length - 1, i - FeatureHashes.Before + span - 1);
                for (var at = first; at <= last; at++)
                {
                    weights[at] += weight / (last - first + 1);
                }
            }
        }
    }
}
