using System.Globalization;
using System.Text.Json;
using Funnel.Configuration;

namespace Funnel.Replay;

/// <summary>Reads the fields of an object that somebody sent, and notes everything that is wrong with them: where, what, and what to write instead.</summary>
/// <param name="path">Where the object stands, with a point behind it; empty for the whole.</param>
internal sealed class ReplayFields(JsonElement json, string path, List<string> errors)
{
    private const int MostShown = 60;

    /// <summary>Complains about fields that there are not.</summary>
    public void Only(params IReadOnlyList<string> names)
    {
        foreach (var name in json.EnumerateObject().Select(p => p.Name).Where(n => !names.Contains(n, StringComparer.Ordinal)))
        {
            var meant = NearestName.Of(name, names) is { } near ? $"; did you mean {near}?" : ".";
            errors.Add($"{path}{Shown(name)}: there is no such field{meant} Known here: {string.Join(", ", names)}");
        }
    }

    public JsonElement? Find(string name) => json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public bool? Flag(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => Wrong<bool?>(name, "must be true or false"),
    };

    /// <summary>One text or a list of them, without repeats; null when it is not given.</summary>
    /// <param name="of">Makes a value of a text, or says what is wrong with it.</param>
    public IReadOnlyList<T>? List<T>(string name, int most, Func<string, (T Value, string? Wrong)> of)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        List<JsonElement> all = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        if (all.Count == 0 || all.Count > most)
        {
            return Wrong<IReadOnlyList<T>>(name, string.Create(CultureInfo.InvariantCulture, $"must be one value or a list of 1 to {most}; it has {all.Count}"));
        }

        var read = new List<T>();
        for (var i = 0; i < all.Count; i++)
        {
            var where = value.ValueKind == JsonValueKind.Array ? string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]") : name;
            if (all[i].ValueKind != JsonValueKind.String)
            {
                Wrong<T>(where, "must be a text in quotation marks");
            }
            else if (of(all[i].GetString()!) is (_, { } wrong))
            {
                Wrong<T>(where, $"\"{Shown(all[i].GetString()!)}\" {wrong}");
            }
            else
            {
                read.Add(of(all[i].GetString()!).Value);
            }
        }

        return [.. read.Distinct()];
    }

    public DateTimeOffset? Time(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text when HasOffset(text.GetString()!) && DateTimeOffset.TryParse(text.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) => at,
        _ => Wrong<DateTimeOffset?>(name, "must be a time with its offset, such as 2026-03-01T08:00:00+08:00"),
    };

    /// <summary>What one of a closed set of names may be wrong about.</summary>
    public static string? NotOf(string name, IReadOnlyCollection<string> known, string what, StringComparer? comparer = null) => known.Contains(name, comparer ?? StringComparer.Ordinal) ? null
        : $"is no {what}{(NearestName.Of(name, known) is { } near ? $"; did you mean {near}?" : known.Count <= 20 ? $"; there are {string.Join(", ", known)}" : "")}";

    /// <summary>A text that somebody sent, in a message to them.</summary>
    public static string Shown(string text) => TextCutter.Ellipsis(new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]), MostShown);

    private static bool HasOffset(string text) => text.Length > 19 && (text[^1] == 'Z' || text[^6] is '+' or '-');

    private T? Wrong<T>(string name, string what)
    {
        errors.Add($"{path}{name}: {what}");
        return default;
    }
}
