namespace Funnel;

/// <summary>
/// FNV-1a over UTF-16 code units: a stable, quick hash for spreading and for remembering ids and texts. Its values are stored, so it never changes. Not for secrets.
/// </summary>
internal static class Fnv1a
{
    internal static ulong Hash64(ReadOnlySpan<char> text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return hash;
    }

    internal static uint Hash32(ReadOnlySpan<char> text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 16777619u;
        }

        return hash;
    }
}
