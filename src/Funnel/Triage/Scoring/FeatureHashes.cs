using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Funnel.Triage.Scoring;

/// <summary>
/// The characters' features: at each position the 1-, 2- and 3-gram and the pair with one character left out, hashed. Computed eight positions at a
/// time; windows that reach past the end read the padding, so every position has the same four features. (4-grams did not pay.)
/// </summary>
internal static class FeatureHashes
{
    /// <summary>1-gram, 2-gram, 3-gram, skip pair.</summary>
    internal const int Families = 4;

    /// <summary>How many positions before and after the text a window may touch.</summary>
    internal const int Before = 1;
    internal const int After = 24;
    internal const char Begin = '\u0002';
    internal const char End = '\u0003';

    /// <summary>Units a code buffer needs for <paramref name="codes"/> codes.</summary>
    internal static int BufferLength(int codes) => codes + Before + After;

    /// <summary>Puts the marks around codes that stand at <see cref="Before"/>.</summary>
    internal static void Frame(Span<char> buffer, int codes)
    {
        buffer[0] = Begin;
        buffer[codes + Before] = End;
        buffer.Slice(codes + Before + 1, After - 1).Clear();
    }

    /// <summary>Positions that have features: the text and its two marks.</summary>
    internal static int Positions(int codes) => codes + 2;

    /// <summary>Writes the hashes, family by family: family f of position i at <c>f * stride + i</c>.</summary>
    /// <param name="stride">A multiple of 8, at least the number of positions.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Compute(ReadOnlySpan<char> framed, int positions, Span<uint> hashes, int stride)
    {
        ref var from = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(framed));
        ref var to = ref MemoryMarshal.GetReference(hashes);
        for (nuint i = 0; i < (nuint)positions; i += 8)
        {
            Block(ref from, ref to, i, (nuint)stride);
        }
    }

    /// <summary>The width that serves both as one AVX2 register and as two of SSE or NEON.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block(ref ushort from, ref uint to, nuint i, nuint stride)
    {
        var a = Load(ref from, i);
        var b = Load(ref from, i + 1);
        var c = Load(ref from, i + 2);
        var one = (a + Vector256.Create(0x51EDu)) * Vector256.Create(0x9E3779B1u);
        var two = (one + b) * Vector256.Create(0x85EBCA6Bu);
        var three = (two + c) * Vector256.Create(0xC2B2AE35u);
        var skip = ((one ^ Vector256.Create(0x5BD1E995u)) + c) * Vector256.Create(0x165667B1u);
        one.StoreUnsafe(ref to, i);
        two.StoreUnsafe(ref to, i + stride);
        three.StoreUnsafe(ref to, i + 2 * stride);
        skip.StoreUnsafe(ref to, i + 3 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Load(ref ushort from, nuint i)
    {
        var half = Vector128.LoadUnsafe(ref from, i);
        var (low, high) = Vector128.Widen(half);
        return Vector256.Create(low, high);
    }

    /// <summary>How many characters a feature of the family spans.</summary>
    internal static int Span(int family) => Math.Min(family, 2) + 1;

    /// <summary>Positions rounded up to whole blocks.</summary>
    internal static int StrideFor(int positions) => (positions + 7) & ~7;
}
