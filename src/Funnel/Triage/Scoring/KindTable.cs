using System.Runtime.Intrinsics;

namespace Funnel.Triage.Scoring;

/// <summary>Hashed weights per kind: sixteen signed bytes a row, of which the first ten are the kinds in the order of <see cref="InquiryKind"/> after None.</summary>
internal sealed record KindTable(int Bits, sbyte[] Rows, float Scale, float[] Bias)
{
    internal const int RowLength = 16;
    internal const int Kinds = 10;

    internal InquiryKind Best(Scratch scratch)
    {
        var sum = Sum(scratch);
        var factor = Scale * LinearScorer.LengthFactor(FeatureHashes.Families * scratch.Asking.Count);
        var best = 0;
        var most = float.NegativeInfinity;
        for (var kind = 0; kind < Kinds; kind++)
        {
            var score = Bias[kind] + sum[kind] * factor;
            (best, most) = score > most ? (kind, score) : (best, most);
        }

        return (InquiryKind)(best + 1);
    }

    /// <summary>258 positions of 4 features of at most 127 stay far from overflowing 32 bits; 16 bits would not do.</summary>
    private Vector512<int> Sum(Scratch scratch)
    {
        var shift = 32 - Bits;
        var sum = Vector512<int>.Zero;
        for (var family = 0; family < FeatureHashes.Families; family++)
        {
            foreach (var hash in scratch.Hashes.AsSpan(family * scratch.Stride + scratch.Asking.First, scratch.Asking.Count))
            {
                var row = Vector128.LoadUnsafe(ref Rows[(int)(hash >> shift) * RowLength]);
                var (low, high) = Vector128.Widen(row);
                var (a, b) = Vector128.Widen(low);
                var (c, d) = Vector128.Widen(high);
                sum += Vector512.Create(Vector256.Create(a, b), Vector256.Create(c, d));
            }
        }

        return sum;
    }
}
