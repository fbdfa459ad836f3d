using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Funnel.Files;

namespace Funnel.Embedded.Commands;

/// <summary>Comments as JSON objects: one a line, or all in one array.</summary>
internal sealed class CommentJson(TextFile file, CommentColumns columns)
{
    /// <exception cref="CommentFileException">Not such JSON, or an object has no such property.</exception>
    internal IAsyncEnumerable<CommentRow> Rows(CancellationToken ct) => BeginsWith('[') ? Items(ct) : Lines(ct);

    private bool BeginsWith(char first)
    {
        using var reader = file.Read();
        while (reader.Peek() is var next and >= 0 && char.IsWhiteSpace((char)next))
        {
            reader.Read();
        }

        return reader.Peek() == first;
    }

    private async IAsyncEnumerable<CommentRow> Lines([EnumeratorCancellation] CancellationToken ct)
    {
        using var reader = file.Read();
        for (var number = 1L; await reader.ReadLineAsync(ct) is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return Line(line, string.Create(CultureInfo.InvariantCulture, $"{file.Name}, line {number}"));
            }
        }
    }

    private CommentRow Line(string line, string place)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return Row(document.RootElement, place);
        }
        catch (JsonException) when (line.TrimStart().StartsWith('{') && !line.TrimEnd().EndsWith('}'))
        {
            throw new CommentFileException($"{place}: a JSON object begins here and goes on in the next line (a raw answer of a web page, perhaps). Wanted: one object a line, or one array of them, each with one comment.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new CommentFileException($"{place}: not valid JSON ({e.Message})");
        }
    }

    private async IAsyncEnumerable<CommentRow> Items([EnumeratorCancellation] CancellationToken ct)
    {
        await using var utf8 = file.ReadUtf8();
        await using var items = JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(utf8, cancellationToken: ct).GetAsyncEnumerator(ct);
        for (var number = 1L; await Next(items); number++)
        {
            yield return Item(items.Current, string.Create(CultureInfo.InvariantCulture, $"{file.Name}, item {number} of its array"));
        }
    }

    private async ValueTask<bool> Next(IAsyncEnumerator<JsonElement> items)
    {
        try
        {
            return await items.MoveNextAsync();
        }
        catch (JsonException e)
        {
            throw new CommentFileException(string.Create(CultureInfo.InvariantCulture, $"{file.Name}, line {(e.LineNumber ?? 0) + 1}: not a valid JSON array ({e.Message})"));
        }
    }

    private CommentRow Item(JsonElement item, string place)
    {
        try
        {
            return Row(item, place);
        }
        catch (InvalidOperationException e)
        {
            throw new CommentFileException($"{place}: not valid JSON ({e.Message})"); // half of an escaped character
        }
    }

    private CommentRow Row(JsonElement row, string place)
    {
        if (row.ValueKind != JsonValueKind.Object)
        {
            throw new CommentFileException($"{place}: a JSON object is wanted, this is a JSON {row.ValueKind}.");
        }

        columns.Require(name => row.TryGetProperty(name, out _), row.EnumerateObject().Select(p => p.Name), place);
        string? Field(string name) => !row.TryGetProperty(name, out var v) ? null : v.ValueKind switch
        {
            JsonValueKind.String => v.GetString(),
            JsonValueKind.Number => v.GetRawText(),
            _ => null,
        };
        string? Id(string name) => row.TryGetProperty(name, out var v) ? RowId.Of(v, () => $"{place}, '{name}'") : null;
        var text = row.GetProperty(columns.Text);
        return CommentRow.From(columns, text.ValueKind switch { JsonValueKind.String => text.GetString()!, JsonValueKind.Null => "", _ => text.GetRawText() }, Field, Id);
    }
}
