namespace Funnel.Leads;

/// <summary>FNV-1a, 64 bit, over UTF-16 code units: a stable, quick hash for spreading and for remembering ids. Not for secrets.</summary>
internal static class Fnv1a
{
    public static ulong Hash64(ReadOnlySpan<char> text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return hash;
    }
}
