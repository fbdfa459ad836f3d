namespace Funnel.Leads;

/// <summary>What a token key has to be so that nobody guesses it: with it anybody makes links that we believe.</summary>
public static class TokenKeyRules
{
    public const int MinChars = 16;

    /// <summary>Different characters. Random ones of 16 have more, but once in ten million; words repeated and rows of one key have not.</summary>
    public const int MinDifferent = 8;

    /// <returns>What is wrong and what to do; null when the key may be used. Never has the key in it.</returns>
    public static string? Wrong(string key) =>
        key.Length < MinChars ? $"has {key.Length} characters, and needs at least {MinChars}. {Make}"
        : key.Distinct().Count() is var different && different < MinDifferent ? $"has only {different} different characters, and needs at least {MinDifferent}: it can be guessed. {Make}"
        : null;

    private const string Make = "Make one with `openssl rand -base64 32`. If this storage was worked on with the present one, name that in earlierTokenKeys, so that links that were handed out stay good";
}
