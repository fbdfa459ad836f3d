namespace Funnel.Connectors.Http;

/// <summary>
/// How long the platform's values may be here. They become row keys, addresses and queue messages, all of which have limits; real values
/// stay far below these.
/// </summary>
internal static class Bounds
{
    private const int IdChars = 200;
    private const int TextChars = 2000;
    private const int NickChars = 100;

    /// <summary>An id must be whole: null when it is empty, longer than 200 characters, or has a character that no id has.</summary>
    public static string? Id(string? id) => id is { Length: > 0 and <= IdChars } && WireText.IsId(id) ? id : null;

    /// <summary>The id of what something answers; "0" is how some answers say "nothing".</summary>
    public static string? ParentId(string? id) => id is "0" ? null : Id(id);

    /// <summary>What a person wrote, at most 2,000 characters of it.</summary>
    public static string Text(string? text) => TextCutter.Chars(WireText.Clean(text ?? ""), TextChars);

    public static string? Nick(string? nick) => WireText.CleanName(nick) is { } name ? TextCutter.Chars(name, NickChars) : null;
}
