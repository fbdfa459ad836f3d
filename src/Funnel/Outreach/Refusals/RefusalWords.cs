using Microsoft.Extensions.Options;

namespace Funnel.Outreach.Refusals;

/// <summary>Whether somebody wants to be left alone: by <see cref="RefusalMatcher"/>, or in a merchant's own words (<see cref="OutreachOptions.StopWords"/>).</summary>
public sealed class RefusalWords(IOptions<FunnelOptions> options)
{
    private readonly string[] own = [.. options.Value.Outreach.StopWords.Select(Folded).Where(w => w.Length > 0)];

    public bool IsRefusal(ReadOnlySpan<char> message, RefusalPlace place) =>
        RefusalMatcher.IsRefusal(message, place) || (own.Length > 0 && place == RefusalPlace.Chat && SaysOwn(message));

    private bool SaysOwn(ReadOnlySpan<char> message)
    {
        var read = RefusalText.Mine;
        read.Read(message);
        ReadOnlySpan<char> text = read.Folded;
        foreach (var word in own)
        {
            for (var at = text.IndexOf(word); at >= 0;)
            {
                var end = at + word.Length;
                if ((at == 0 || RefusalText.IsMark(text[at - 1])) && (end == text.Length || RefusalText.IsMark(text[end])))
                {
                    return true;
                }

                at = text[(at + 1)..].IndexOf(word) is >= 0 and var next ? at + 1 + next : -1;
            }
        }

        return false;
    }

    private static string Folded(string word)
    {
        var read = RefusalText.Mine;
        read.Read(word);
        return read.Folded.ToString();
    }
}
