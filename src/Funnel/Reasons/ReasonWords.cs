using System.Text;

namespace Funnel.Reasons;

/// <summary>Makes words of reasons, by a table from code to words in which arguments stand as <c>{name}</c> and what led to it as <c>{cause}</c>.</summary>
public static partial class ReasonWords
{
    /// <param name="wordOf">The word for an argument, by its name and value; the value itself when there is none.</param>
    /// <returns>For a code that is not in the table: the code and its arguments.</returns>
    public static string Say(Reason reason, IReadOnlyDictionary<string, string> table, Func<string, string, string>? wordOf = null)
    {
        if (!table.TryGetValue(reason.Code, out var template))
        {
            return string.Join(", ", [reason.Code, .. reason.Args.Select(a => $"{a.Key}: {a.Value}"), .. reason.Cause is { } led ? [Say(led, table, wordOf)] : Array.Empty<string>()]);
        }

        var said = new StringBuilder();
        var rest = template.AsSpan();
        while (rest.IndexOf('{') is >= 0 and var open && rest[open..].IndexOf('}') is > 0 and var length)
        {
            said.Append(rest[..open]).Append(Fill(rest.Slice(open + 1, length - 1).ToString()));
            rest = rest[(open + length + 1)..];
        }

        return said.Append(rest).ToString();

        string Fill(string name) =>
            string.Equals(name, "cause", StringComparison.Ordinal) ? reason.Cause is { } cause ? Say(cause, table, wordOf) : ""
            : reason.Args.TryGetValue(name, out var value) ? wordOf?.Invoke(name, value) ?? value
            : "";
    }
}
