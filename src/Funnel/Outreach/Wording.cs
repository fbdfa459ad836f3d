using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Funnel.Leads;

namespace Funnel.Outreach;

/// <summary>Renders wordings, and chooses variants: spread evenly over people, never two alike in a row under one video.</summary>
public sealed class Wording
{
    private const int RememberedVideos = 10_000;
    private const int NickChars = 20;

    private readonly ConcurrentDictionary<string, int> lastUnderVideo = new(StringComparer.Ordinal);

    /// <summary>The variant for this person under this video, from 0.</summary>
    public int Choose(LeadId lead, string videoId, int variants)
    {
        if (variants < 2)
        {
            return 0;
        }

        if (lastUnderVideo.Count > RememberedVideos)
        {
            lastUnderVideo.Clear();
        }

        var wanted = (int)(Fnv1a.Hash64(lead.ToString()) % (uint)variants);
        return lastUnderVideo.AddOrUpdate(videoId, wanted, (_, last) => wanted == last ? (wanted + 1) % variants : wanted);
    }

    /// <summary>
    /// Fills in <c>{nick}</c>. The name is the person's own input: it is shortened and loses everything the linter would refuse in our mouth, and
    /// the whole is cut at <paramref name="maxChars"/> between characters as people see them.
    /// </summary>
    public static string Render(string template, string? nick, int maxChars)
    {
        var name = nick is null || IsBroken(nick) || WordingLinter.Check(nick, isPublic: true, NickChars).Count > 0 ? "" : nick.Trim();
        var text = template.Replace("{nick}", name, StringComparison.Ordinal).Trim();
        return Cut(text, maxChars);
    }

    /// <summary>Half a surrogate pair, which would come back from the platform as something else.</summary>
    private static bool IsBroken(string text) => text.EnumerateRunes().Any(r => r == Rune.ReplacementChar);

    internal static string Cut(string text, int maxChars)
    {
        if (text.Length <= maxChars)
        {
            return text;
        }

        var end = 0;
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext() && elements.ElementIndex + elements.GetTextElement().Length <= maxChars)
        {
            end = elements.ElementIndex + elements.GetTextElement().Length;
        }

        return text[..end];
    }
}
