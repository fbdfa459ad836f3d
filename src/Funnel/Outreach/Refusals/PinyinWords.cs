using System.Collections.Frozen;

namespace Funnel.Outreach.Refusals;

/// <summary>Words that people spell by their sound where they expect the characters to be filtered: <c>bie发了</c>, <c>tuiding</c>.</summary>
internal static class PinyinWords
{
    private const int LongestSyllable = 5;

    private static readonly FrozenDictionary<string, char> Characters = new Dictionary<string, char>(StringComparer.Ordinal)
    {
        ["bie"] = '别', ["fa"] = '发', ["le"] = '了', ["bu"] = '不', ["yao"] = '要', ["zai"] = '再', ["gei"] = '给', ["wo"] = '我', ["tui"] = '退', ["ding"] = '订', ["qu"] = '取',
        ["xiao"] = '消', ["xi"] = '息', ["si"] = '私', ["xin"] = '信', ["sao"] = '骚', ["rao"] = '扰', ["fan"] = '烦', ["gun"] = '滚', ["lian"] = '联', ["hui"] = '回', ["fu"] = '复',
        ["zhao"] = '找', ["song"] = '送', ["yong"] = '用', ["lai"] = '来',
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, char>.AlternateLookup<ReadOnlySpan<char>> Lookup = Characters.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Writes the characters of a run of letters over it, when all of it is made of such words.</summary>
    /// <returns>The number of characters; 0 when the run is something else and stays as it is.</returns>
    public static int Replace(Span<char> run)
    {
        Span<char> written = stackalloc char[8];
        var (n, at) = (0, 0);
        while (at < run.Length)
        {
            var length = Math.Min(LongestSyllable, run.Length - at);
            var found = '\0';
            while (length > 1 && !Lookup.TryGetValue(run.Slice(at, length), out found))
            {
                length--;
            }

            if (found == '\0' || n == written.Length)
            {
                return 0;
            }

            written[n++] = found;
            at += length;
        }

        written[..n].CopyTo(run);
        return n;
    }
}
