using System.Text.RegularExpressions;

namespace Funnel.Hosts.Tests.Infra;

/// <param name="Kind">'s' string, 'i' identifier, 'n' number, 'l' end of a line, otherwise the character itself.</param>
/// <param name="Text">A string's text without quotes; <c>${…}</c> stays in it.</param>
internal sealed record BicepToken(char Kind, string Text, int Line);

/// <summary>Splits Bicep into tokens, far enough to read declarations, keys and names. No compiler is needed, and none is replaced.</summary>
internal static partial class BicepTokens
{
    private static readonly Dictionary<char, char> Closing = new() { [')'] = '(', [']'] = '[', ['}'] = '{' };

    /// <exception cref="FormatException">A bracket or string has no end.</exception>
    public static IReadOnlyList<BicepToken> Read(string text, string file)
    {
        var tokens = new List<BicepToken>();
        var open = new Stack<BicepToken>();
        var (at, line) = (0, 1);
        while (at < text.Length)
        {
            var c = text[at];
            if (c == '\n')
            {
                tokens.Add(new('l', "\n", line++));
                at++;
            }
            else if (char.IsWhiteSpace(c))
            {
                at++;
            }
            else if (Comment().Match(text, at) is { Success: true } comment)
            {
                at += comment.Length;
            }
            else if (c == '\'')
            {
                var end = EndOfString(text, at, file, line);
                tokens.Add(new('s', text[(at + 1)..(end - 1)].Replace("\\'", "'", StringComparison.Ordinal), line));
                at = end;
            }
            else if (Word().Match(text, at) is { Success: true } word)
            {
                tokens.Add(new(char.IsAsciiDigit(c) ? 'n' : 'i', word.Value, line));
                at += word.Length;
            }
            else
            {
                tokens.Add(new(c, c.ToString(), line));
                Balance(open, tokens[^1], file);
                at++;
            }
        }

        return open.TryPeek(out var left) ? throw new FormatException($"{file}({left.Line}): '{left.Text}' has no end") : tokens;
    }

    private static void Balance(Stack<BicepToken> open, BicepToken token, string file)
    {
        if (token.Kind is '(' or '[' or '{')
        {
            open.Push(token);
        }
        else if (Closing.TryGetValue(token.Kind, out var opening) && (!open.TryPop(out var last) || last.Kind != opening))
        {
            throw new FormatException($"{file}({token.Line}): '{token.Text}' closes nothing");
        }
    }

    private static int EndOfString(string text, int start, string file, int line)
    {
        var depth = 0;
        for (var at = start + 1; at < text.Length && text[at] != '\n'; at++)
        {
            if (text[at] == '\\')
            {
                at++;
            }
            else if (text[at] == '$' && at + 1 < text.Length && text[at + 1] == '{')
            {
                depth++;
                at++;
            }
            else if (depth > 0 && text[at] == '}')
            {
                depth--;
            }
            else if (depth > 0 && text[at] == '\'')
            {
                at = EndOfString(text, at, file, line) - 1;
            }
            else if (text[at] == '\'')
            {
                return at + 1;
            }
        }

        throw new FormatException($"{file}({line}): a string has no end");
    }

    [GeneratedRegex(@"\G//[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\G\w+")]
    private static partial Regex Word();
}
