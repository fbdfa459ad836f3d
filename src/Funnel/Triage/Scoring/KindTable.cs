using System.Runtime.Intrinsics;

namespace Funnel.Triage.Scoring;

/// <summary>Hashed weights per kind: sixteen signed bytes a row, of which the first ten are the kinds in the order of <see cref="InquiryKind"/> after None.</summary>
internal sealed record KindTable(int Bits, sbyte[] Rows, float Scale, float[] Bias)
{
    internal const int RowLength = 16;
    internal const int Kinds = 10;
    private const int AtOnce = 250;

    /// <summary>The kind of what was read. Characters and structure weigh alike.</summary>
    internal InquiryKind Best(Scratch comment)
    {
        var scratch = comment.Asking;
        StructureFeatures.Compute(scratch);
        var sum = Sum(scratch.Structure.Hashes);
        for (var family = 0; family < FeatureHashes.Families; family++)
        {
            sum += Sum(scratch.Hashes.AsSpan(family * scratch.Stride, scratch.Positions));
        }

        var factor = Scale * LinearScorer.LengthFactor(FeatureHashes.Families * scratch.Positions);
        var best = 0;
        var most = float.NegativeInfinity;
        for (var kind = 0; kind < Kinds; kind++)
        {
            var score = Bias[kind] + sum[kind] * factor;
            (best, most) = score > most ? (kind, score) : (best, most);
        }

        return (InquiryKind)(best + 1);
    }

    /// <summary>Sixteen bits hold the sum of <see cref="AtOnce"/> bytes, and adding them is half the work of adding wider ones.</summary>
    private Vector512<int> Sum(ReadOnlySpan<uint> hashes)
    {
        var shift = 32 - Bits;
        var sum = Vector512<int>.Zero;
        while (!hashes.IsEmpty)
        {
            var part = Vector256<short>.Zero;
            foreach (var hash in hashes[..Math.Min(AtOnce, hashes.Length)])
            {
                var (low, high) = Vector128.Widen(Vector128.LoadUnsafe(ref Rows[(int)(hash >> shift) * RowLength]));
                part += Vector256.Create(low, high);
            }

            var (first, second) = Vector256.Widen(part);
            sum += Vector512.Create(first, second);
            hashes = hashes[Math.Min(AtOnce, hashes.Length)..];
        }

        return sum;
    }
}
