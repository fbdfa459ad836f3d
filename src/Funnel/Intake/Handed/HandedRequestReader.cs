using System.Globalization;
using System.Text.Json;

namespace Funnel.Intake.Handed;

/// <summary>
/// Reads comments in JSON: <c>{"account":"…","video":"…","comments":[…]}</c>, or an array of comments that each name their account. Names every field that is wrong by its path; what
/// merely cannot be worked on, such as a comment without words, is not its business.
/// </summary>
public sealed class HandedRequestReader
{
    private const int MostErrors = 20;
    private const long MillisecondsFrom = 100_000_000_000;
    private static readonly string[] Outer = ["account", "video", "comments", "within", "all", "dryRun"];
    private static readonly string[] Inner = ["account", "id", "video", "link", "title", "person", "nick", "text", "time", "parent", "own", "rough"];

    private readonly List<string> errors = [];

    /// <summary>What is wrong, as <c>comments[3].time: what to do</c>.</summary>
    public IReadOnlyList<string> Errors => errors.Count <= MostErrors ? errors : [.. errors.Take(MostErrors), $"and {errors.Count - MostErrors} more"];

    /// <returns>Null when something is wrong.</returns>
    public HandedRequest? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8 });
            var request = Request(document.RootElement);
            return errors.Count == 0 ? request : null;
        }
        catch (JsonException e)
        {
            errors.Add(json.Length == 0 ? "the body is empty: send a JSON object with account and comments, or an array of comments"
                : $"the body is no JSON: line {e.LineNumber + 1}: {e.Message.Split(" LineNumber:", 2)[0]}");
            return null;
        }
        catch (InvalidOperationException) // only a field's name can still do that
        {
            errors.Add("the body has a field whose name holds half of a character, such as an escape \\ud83d that stands alone");
            return null;
        }
    }

    private HandedRequest? Request(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            return new(Groups(root, "", null, null), new());
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            errors.Add("the body must be a JSON object with account and comments, or an array of comments");
            return null;
        }

        Known(root, "", Outer);
        var (account, video) = (Text(root, "account", ""), Text(root, "video", ""));
        var wish = new HandedWish(Within(root), Flag(root, "dryRun", ""));
        if (!root.TryGetProperty("comments", out var comments) || comments.ValueKind != JsonValueKind.Array)
        {
            errors.Add("comments: must be an array of comments");
            return null;
        }

        return new(Groups(comments, "comments", account, video), wish);
    }

    private List<HandedGroup> Groups(JsonElement array, string path, string? account, string? video)
    {
        if (array.GetArrayLength() > HandedComments.MaxAtOnce)
        {
            errors.Add($"{(path.Length == 0 ? "the body" : path)}: has {array.GetArrayLength()} comments, at most {HandedComments.MaxAtOnce} are taken at once: send the rest in further requests");
            return [];
        }

        var read = array.EnumerateArray().Select((item, i) => (Index: i, Read: Comment(item, $"{path}[{i}]", account, video))).Where(c => c.Read is not null).ToList();
        return [.. read.GroupBy(c => c.Read!.Value.Account, StringComparer.Ordinal).Select(g => new HandedGroup(g.Key, [.. g.Select(c => (c.Index, c.Read!.Value.Comment))]))];
    }

    private (string Account, HandedComment Comment)? Comment(JsonElement item, string path, string? account, string? video)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            errors.Add($"{path}: must be an object, is {Kind(item)}");
            return null;
        }

        var under = path + ".";
        Known(item, under, Inner);
        var own = Text(item, "account", under) ?? account;
        if (string.IsNullOrEmpty(own))
        {
            errors.Add($"{under}account: is missing: the id of the account whose comment it is");
        }

        var at = Time(item, under);
        var comment = new HandedComment(Id(item, "video", under) ?? video ?? "", Text(item, "text", under) ?? "", at ?? default)
        {
            Id = Id(item, "id", under),
            Person = Id(item, "person", under),
            Nick = Text(item, "nick", under),
            Parent = Id(item, "parent", under),
            Title = Text(item, "title", under),
            Link = Text(item, "link", under),
            IsOwn = Flag(item, "own", under),
            IsTimeRough = Flag(item, "rough", under),
        };
        return own is null || at is null ? null : (own, comment);
    }

    private void Known(JsonElement item, string under, string[] names)
    {
        foreach (var field in item.EnumerateObject().Where(f => !names.Contains(f.Name, StringComparer.Ordinal)))
        {
            errors.Add($"{under}{TextCutter.Ellipsis(field.Name, 40)}: there is no such field; there are {string.Join(", ", names)}");
        }
    }

    private string? Text(JsonElement item, string name, string under) => Value(item, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => Whole(text, under + name),
        { } other => Wrong(under + name, $"must be text, is {Kind(other)}"),
    };

    /// <summary>Ids are text, or whole numbers of any length.</summary>
    private string? Id(JsonElement item, string name, string under) => Value(item, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => Whole(text, under + name),
        { ValueKind: JsonValueKind.Number } number when number.GetRawText().All(char.IsAsciiDigit) => number.GetRawText(),
        { } other => Wrong(under + name, $"must be text or a whole number, is {Kind(other)}"),
    };

    private string? Whole(JsonElement text, string path)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return Wrong(path, "holds half of a character, such as an escape \\ud83d that stands alone");
        }
    }

    private bool Flag(JsonElement item, string name, string under) => Value(item, name) switch
    {
        null or { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.True } => true,
        { } other => Wrong(under + name, $"must be true or false, is {Kind(other)}") is not null,
    };

    private DateTimeOffset? Time(JsonElement item, string under)
    {
        const string wanted = "must be a time with its offset such as 2026-11-03T08:05:00+08:00, or seconds or milliseconds since 1970";
        switch (Value(item, "time"))
        {
            case null:
                Wrong(under + "time", $"is missing; {wanted}");
                return null;
            case { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var epoch) && Epoch(epoch) is { } at:
                return at;
            case { ValueKind: JsonValueKind.String } text when Whole(text, under + "time") is { } said:
                if (Iso(said) is { } time)
                {
                    return time;
                }

                break;
        }

        Wrong(under + "time", wanted);
        return null;
    }

    private static DateTimeOffset? Epoch(long value)
    {
        var milliseconds = value is > -MillisecondsFrom and < MillisecondsFrom ? value * 1_000 : value;
        return milliseconds >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
    }

    /// <summary>Without an offset it is nobody's time.</summary>
    private static DateTimeOffset? Iso(string text) =>
        text.AsSpan().Trim() is var t && t.Length > 11 && (t[^1] is 'Z' or 'z' || t[10..].IndexOfAny('+', '-') >= 0)
        && DateTimeOffset.TryParse(t, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time
        : long.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch) ? Epoch(epoch) : null;

    private TimeSpan? Within(JsonElement root)
    {
        if (Flag(root, "all", ""))
        {
            return TimeSpan.MaxValue;
        }

        if (Text(root, "within", "") is not { } text)
        {
            return null;
        }

        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var within) && within > TimeSpan.Zero)
        {
            return within;
        }

        Wrong("within", "must be how old a comment may be to be answered, such as 30.00:00:00 for thirty days");
        return null;
    }

    private static JsonElement? Value(JsonElement item, string name) => item.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "text",
        JsonValueKind.Number => $"the number {TextCutter.Ellipsis(value.GetRawText(), 30)}",
        JsonValueKind.Null => "null",
        _ => value.GetRawText(),
    };

    private string? Wrong(string path, string what)
    {
        errors.Add($"{path}: {what}");
        return null;
    }
}
