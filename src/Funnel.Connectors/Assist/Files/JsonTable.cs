using System.Text.Json;
using Funnel.Files;
using Funnel.Intake.Handed.Exports;

namespace Funnel.Connectors.Assist.Files;

/// <summary>
/// Reads JSON: one array of comments, an object with such an array somewhere in it, as web pages and APIs answer, or an object a line. Objects in a comment become columns such as
/// <c>user.nickname</c>; comments in it, its answers, become rows.
/// </summary>
internal sealed class JsonTable(string name)
{
    private const int MaxDepth = 24;
    private const int DeepestObject = 3;
    private const ExportUnit Item = ExportUnit.Comment;
    private const ExportUnit Line = ExportUnit.Line;

    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    /// <exception cref="ExportFileException">Not such JSON, or too much of it.</exception>
    public async Task<ExportTable> Read(TextFile file, CancellationToken ct)
    {
        using var reader = file.Read();
        var text = await reader.ReadToEndAsync(ct);
        var options = new JsonDocumentOptions { MaxDepth = MaxDepth, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
        var isLines = IsLines(text);
        var taker = new RowTaker(name, isLines ? Line : Item);
        if (isLines)
        {
            foreach (var (line, i) in text.Split('\n').Select((l, i) => (l, i)).Where(l => !string.IsNullOrWhiteSpace(l.l)))
            {
                using var document = Parse(line, options, i);
                Take(document.RootElement, taker, i + 1);
            }
        }
        else
        {
            using var document = Parse(text, options, 0);
            foreach (var (item, i) in Comments(document.RootElement).EnumerateArray().Select((c, i) => (c, i)))
            {
                Take(item, taker, i + 1);
            }
        }

        return new(isLines ? ExportFormat.JsonLines : ExportFormat.Json, file.EncodingName, [.. places.OrderBy(p => p.Value).Select(p => p.Key)], taker.Rows)
        {
            Notes = TextTable.NotesOf(file),
        };
    }

    /// <summary>An object that ends in its own line is followed by others.</summary>
    private static bool IsLines(string text)
    {
        var first = text.AsSpan().TrimStart();
        var end = first.IndexOf('\n');
        return first is ['{', ..] && (end < 0 ? first : first[..end]).TrimEnd() is [.., '}'] && end >= 0 && !first[end..].IsWhiteSpace();
    }

    private JsonDocument Parse(string json, JsonDocumentOptions options, int linesBefore)
    {
        try
        {
            return JsonDocument.Parse(json, options);
        }
        catch (JsonException e)
        {
            throw new ExportFileException(name, (Line, linesBefore + (e.LineNumber ?? 0) + 1), ExportFault.BadJson, e.Message.Split(" LineNumber:", 2)[0]);
        }
        catch (ArgumentException)
        {
            throw new ExportFileException(name, (Line, linesBefore + 1), ExportFault.HalfCharacter);
        }
    }

    /// <summary>The longest array of objects that is not deep inside.</summary>
    private JsonElement Comments(JsonElement root)
    {
        var best = Arrays(root, 0).OrderByDescending(a => a.GetArrayLength()).FirstOrDefault();
        return best.ValueKind == JsonValueKind.Array ? best
            : throw new ExportFileException(name, ExportFault.NoArray);
    }

    private static IEnumerable<JsonElement> Arrays(JsonElement element, int depth) => element.ValueKind switch
    {
        JsonValueKind.Array when element.GetArrayLength() == 0 || element[0].ValueKind == JsonValueKind.Object => [element],
        JsonValueKind.Object when depth < DeepestObject => element.EnumerateObject().SelectMany(p => Arrays(p.Value, depth + 1)),
        _ => [],
    };

    private void Take(JsonElement comment, RowTaker taker, long number)
    {
        if (comment.ValueKind != JsonValueKind.Object)
        {
            throw new ExportFileException(name, (taker.Unit, number), ExportFault.NoObject, comment.ValueKind.ToString());
        }

        var (cells, answers) = (new List<string?>(), new List<JsonElement>());
        try
        {
            Fill(comment, "", 0, cells, answers, number);
        }
        catch (InvalidOperationException)
        {
            throw new ExportFileException(name, (taker.Unit, number), ExportFault.HalfEscape);
        }

        taker.Take(new(number, [.. cells]));
        foreach (var answer in answers)
        {
            Take(answer, taker, number);
        }
    }

    private void Fill(JsonElement element, string prefix, int depth, List<string?> cells, List<JsonElement> answers, long number)
    {
        foreach (var property in element.EnumerateObject())
        {
            switch (property.Value.ValueKind)
            {
                case JsonValueKind.Object when depth < DeepestObject:
                    Fill(property.Value, prefix + property.Name + ".", depth + 1, cells, answers, number);
                    break;
                case JsonValueKind.Array when depth == 0 && IsAnswers(property):
                    answers.AddRange(property.Value.EnumerateArray().Where(a => a.ValueKind == JsonValueKind.Object));
                    break;
                case JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                    var text = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : property.Value.GetRawText();
                    Set(cells, PlaceOf(prefix + property.Name, number), text);
                    break;
            }
        }
    }

    private static bool IsAnswers(JsonProperty property) =>
        property.Name.Contains("repl", StringComparison.OrdinalIgnoreCase) || property.Name.Contains("sub", StringComparison.OrdinalIgnoreCase) || property.Name.Contains("回复", StringComparison.Ordinal);

    private int PlaceOf(string column, long number)
    {
        if (!places.TryGetValue(column, out var place))
        {
            place = places[column] = places.Count < ExportLimits.Columns ? places.Count
                : throw new ExportFileException(name, (Item, number), ExportFault.TooManyProperties, $"{ExportLimits.Columns}");
        }

        return place;
    }

    private static void Set(List<string?> cells, int place, string text)
    {
        while (cells.Count <= place)
        {
            cells.Add(null);
        }

        cells[place] = text;
    }
}
