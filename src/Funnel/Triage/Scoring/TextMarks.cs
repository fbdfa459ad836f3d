namespace Funnel.Triage.Scoring;

/// <summary>
/// Which comments a model learned from, as 32-bit marks of their folded texts: enough to keep what it has seen apart from what it has not when it is measured, too little
/// to read a text from. One unseen comment in some 170,000 is taken for a seen one.
/// </summary>
/// <param name="Sorted">Rising, each once.</param>
internal sealed record TextMarks(uint[] Sorted)
{
    internal static TextMarks None { get; } = new([]);

    internal static TextMarks From(IEnumerable<uint> marks) => new([.. marks.Distinct().Order()]);

    internal bool Contains(uint mark) => Array.BinarySearch(Sorted, mark) >= 0;

    internal static uint Of(ReadOnlySpan<char> codes) => Fnv1a.Hash32(codes);
}
