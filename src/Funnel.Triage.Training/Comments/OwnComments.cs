using System.Text;
using Funnel.Triage.Vocabulary;

namespace Funnel.Triage.Training.Comments;

/// <summary>
/// The comments that the project wrote itself: those drawn from <see cref="Phrases"/> — the same seed gives the same ones — and those of <c>comments.tsv</c>, written
/// one by one: a kind (<c>none</c>: no inquiry) and the comment.
/// </summary>
internal static class OwnComments
{
    internal static List<LabelledComment> Draw(int perPattern, int seed)
    {
        var random = new SeededRandom(seed);
        var words = Table.Words(WordClasses.Broad);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var comments = new List<LabelledComment>();
        foreach (var (kind, patterns) in Phrases.All.Concat(HardPhrases.All))
        {
            foreach (var pattern in patterns.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                for (var i = 0; i < perPattern; i++)
                {
                    var text = new StringBuilder();
                    Expand(pattern, text, random, words);
                    if (seen.Add(text.ToString()))
                    {
                        comments.Add(new LabelledComment(text.ToString(), kind != InquiryKind.None, kind, Certain: true));
                    }
                }
            }
        }

        return comments;
    }

    internal static IEnumerable<LabelledComment> Written() => Table.Rows(Table.Written)
        .Select(row => (Text: row.Value, Kind: string.Equals(row.Key, "none", StringComparison.Ordinal) ? InquiryKind.None : Kinds.Parse(row.Key)))
        .Select(c => new LabelledComment(c.Text, c.Kind != InquiryKind.None, c.Kind, Certain: true));

    private static void Expand(ReadOnlySpan<char> pattern, StringBuilder text, SeededRandom random, Dictionary<string, string[]> words)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] is not ('(' or '{'))
            {
                text.Append(pattern[i]);
                continue;
            }

            var close = i + pattern[i..].IndexOf(pattern[i] == '(' ? ')' : '}');
            var inner = pattern[(i + 1)..close].ToString();
            if (pattern[i] == '(')
            {
                var choices = inner.Split('|');
                Expand(choices[random.Below(choices.Length)], text, random, words);
            }
            else
            {
                var choices = words[inner];
                text.Append(choices[random.Below(choices.Length)]);
            }

            i = close;
        }
    }
}
