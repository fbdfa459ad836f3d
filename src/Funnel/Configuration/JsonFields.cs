using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Funnel.Configuration;

/// <summary>The fields of a JSON object as a configuration has them: by path, as texts. What JSON allows and a configuration does not is an error.</summary>
internal sealed class JsonFields
{
    private const string HalfACharacter = "holds half of a character, such as an escape \\ud83d that stands alone";

    public Dictionary<string, string?> Fields { get; } = new(StringComparer.OrdinalIgnoreCase);

    public List<(string Path, string What)> Errors { get; } = [];

    public void Add(string json, int maxDepth)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = maxDepth });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                Members(document.RootElement, "");
            }
            else
            {
                Complain("", "must be one JSON object");
            }
        }
        catch (ArgumentException)
        {
            Complain("", HalfACharacter);
        }
        catch (JsonException e)
        {
            Complain("", string.IsNullOrWhiteSpace(json) ? "is empty" : $"is no JSON: line {e.LineNumber + 1}: {e.Message.Split(" LineNumber:", 2)[0]}");
        }
    }

    private void Value(JsonElement element, string path)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                Fields[path] = null; // one without fields is there too
                Members(element, path);
                break;
            case JsonValueKind.Array:
                foreach (var (item, i) in element.EnumerateArray().Select((item, i) => (item, i)))
                {
                    Value(item, $"{path}:{i}");
                }

                break;
            case JsonValueKind.Null:
                break; // as if it were not there
            case JsonValueKind.String:
                Fields[path] = Text(() => element.GetString()!, path);
                break;
            default:
                Fields[path] = element.GetRawText();
                break;
        }
    }

    private void Members(JsonElement element, string path)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in element.EnumerateObject())
        {
            if (Text(() => member.Name, path) is not { } name)
            {
                continue;
            }

            var at = SettingPath.Join(path, name);
            if (name.Length == 0 || name.Contains(ConfigurationPath.KeyDelimiter, StringComparison.Ordinal))
            {
                Complain(path, "has a name in it that is empty or has a ':', which no name has");
            }
            else if (!names.Add(name))
            {
                Complain(at, "stands there twice");
            }
            else
            {
                Value(member.Value, at);
            }
        }
    }

    private string? Text(Func<string> read, string path)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            Complain(path, HalfACharacter);
            return null;
        }
    }

    /// <param name="path">The object itself has none.</param>
    private void Complain(string path, string what) => Errors.Add((path.Length == 0 ? "value" : SettingPath.Written(path), what));
}
