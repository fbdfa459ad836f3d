using System.Runtime.InteropServices;

namespace Funnel.Measure;

/// <summary>What some comments, or a day of them, came to.</summary>
/// <param name="Own">The merchant's own comments.</param>
public sealed record PageCount(int Comments, int Inquiries, int Review, int Dropped, int Own)
{
    public static PageCount operator +(PageCount a, PageCount b) =>
        new(a.Comments + b.Comments, a.Inquiries + b.Inquiries, a.Review + b.Review, a.Dropped + b.Dropped, a.Own + b.Own);

    public static PageCount Zero { get; } = new(0, 0, 0, 0, 0);
}

/// <summary>What became of each comment of a page, by comment id.</summary>
public sealed record CountedComments(IReadOnlyList<string> Inquiries, IReadOnlyList<string> Review, IReadOnlyList<string> Dropped, IReadOnlyList<string> Own)
{
    /// <summary>Of a page whose comments were all counted before.</summary>
    public static CountedComments None { get; } = new([], [], [], []);
}

/// <summary>
/// A page's count as it is stored: with hashes of its comments' ids, 8 bytes each, so that a comment that comes with several pages (read by two
/// instances, told by webhook and read) is counted once. A day's total has none.
/// </summary>
internal sealed record CountRow(int Comments, int Inquiries, int Review, int Dropped, int Own, byte[]? Ids = null)
{
    public static CountRow Of(CountedComments page)
    {
        ulong[] ids = [.. ((string[])[.. page.Inquiries, .. page.Review, .. page.Dropped, .. page.Own]).Select(id => Fnv1a.Hash64(id))];
        return new(ids.Length, page.Inquiries.Count, page.Review.Count, page.Dropped.Count, page.Own.Count, MemoryMarshal.AsBytes<ulong>(ids).ToArray());
    }

    public static CountRow Of(PageCount total) => new(total.Comments, total.Inquiries, total.Review, total.Dropped, total.Own);

    /// <summary>Hashes of the comments' ids.</summary>
    public ReadOnlySpan<ulong> Hashes() => MemoryMarshal.Cast<byte, ulong>(Ids);

    /// <summary>What those comments came to that are to be counted here.</summary>
    public PageCount Only(Func<ulong, bool> counts)
    {
        if (Ids is null)
        {
            return new(Comments, Inquiries, Review, Dropped, Own); // a total, or of a time when only numbers were kept
        }

        ReadOnlySpan<int> parts = [Inquiries, Review, Dropped, Own];
        Span<int> counted = stackalloc int[parts.Length];
        for (var (part, at) = (0, 0); part < parts.Length; at += parts[part++])
        {
            foreach (var hash in Hashes().Slice(at, parts[part]))
            {
                counted[part] += counts(hash) ? 1 : 0;
            }
        }

        return new(counted[0] + counted[1] + counted[2] + counted[3], counted[0], counted[1], counted[2], counted[3]);
    }
}
