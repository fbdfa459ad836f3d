using System.Collections.Concurrent;
using Funnel.Leads;

namespace Funnel.Outreach;

/// <summary>Renders wordings, and chooses variants: spread evenly over people, never two alike in a row under one video.</summary>
public sealed class Wording
{
    private const int RememberedVideos = 10_000;

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
    /// The variant for what is to be done to this person. What an operator has run again gets the one that follows from the person and the attempts before alone, so that a dry
    /// run says exactly what will be sent, whatever is sent in between and however often it is tried; and other words than at the last replay, which may have been refused.
    /// </summary>
    public int Choose(LeadId lead, Effect effect, string videoId, int variants) => effect.ReplayedBy is null
        ? Choose(lead, videoId, variants)
        : (int)((Fnv1a.Hash64(lead.ToString()) + (uint)effect.ReplayedAfter) % (uint)variants);

    /// <summary>
    /// Fills in <c>{nick}</c>. The name is the person's own input: one that cannot be said in our mouth is left out together with what belongs to it, and the whole
    /// is cut at <paramref name="maxChars"/> between characters as people see them.
    /// </summary>
    public static string Render(string template, string? nick, int maxChars)
    {
        var text = Nickname.Sayable(nick) is { } name ? template.Replace(NamelessWording.Placeholder, name, StringComparison.Ordinal).Trim() : NamelessWording.Of(template);
        return TextCutter.Chars(text, maxChars);
    }
}
