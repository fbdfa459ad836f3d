namespace Funnel.Outreach.Linting;

/// <summary>
/// Refuses texts that platforms punish as steering people off the platform: WeChat ids and words, phone numbers, links, QR codes in public text; links, phone numbers
/// and WeChat ids in the chat; what is not seen, everywhere. It reads as people do, so that other alphabets, hidden characters and emoji between change nothing. It is a list
/// of what is known to be detected, not a promise that the rest passes. Templates and rendered texts are held to the same. Linear in the length of the text.
/// </summary>
public static class WordingLinter
{
    /// <summary>What is wrong with one text; empty when nothing is.</summary>
    /// <param name="maxChars">Longest text the platform takes, in UTF-16 characters.</param>
    public static IReadOnlyList<WordingFinding> Check(string text, WordingPlace place, int maxChars)
    {
        var findings = new List<WordingFinding>();
        if (string.IsNullOrWhiteSpace(text) && place != WordingPlace.Welcome) // which may be its material alone
        {
            findings.Add(new("empty", "", "is empty"));
        }

        if (text.Length > maxChars)
        {
            findings.Add(new("too-long", "", $"is {text.Length} characters long; the platform takes {maxChars}"));
        }

        var seen = ReadText.Of(text);
        Add(findings, "unseen", place == WordingPlace.Welcome ? null : seen.Unseen, "has {0}, which nobody sees and moderation takes for a trick: type the text anew");
        if (place != WordingPlace.Welcome)
        {
            Add(findings, "link", Links.Find(seen), "has a link ('{0}'), which is refused: the card brings the person's own");
        }

        if (place == WordingPlace.Reply)
        {
            Add(findings, "off-platform", OffPlatform.Find(seen), "has '{0}': words that lead off the platform are punished in public; invite to the private chat instead");
            Add(findings, "number", Numbers.FindAny(seen), "has '{0}', which looks like a phone number or an account: punished in public");
        }
        else if (place == WordingPlace.Chat)
        {
            Add(findings, "number", Numbers.FindContact(seen), "has '{0}', a phone number or a WeChat id, which platforms detect in chats too: the card leads to the contact");
        }

        return findings;
    }

    private static void Add(List<WordingFinding> findings, string rule, string? found, string what)
    {
        if (found is not null)
        {
            findings.Add(new(rule, found, what.Replace("{0}", found, StringComparison.Ordinal)));
        }
    }
}
