using System.Text;

namespace Funnel.Embedded.Commands;

/// <summary>Cuts a file into records: a line, the cells of a raw tab-separated line, or those of an RFC 4180 record, which may span lines.</summary>
internal sealed class RecordReader(TextReader reader, string name, string format)
{
    /// <summary>The number of the line where the last record began, from 1.</summary>
    internal long Line { get; private set; }

    private long read;

    internal async ValueTask<string[]?> Next(CancellationToken cancellationToken)
    {
        if (await reader.ReadLineAsync(cancellationToken) is not { } line)
        {
            return null;
        }

        Line = ++read;
        return format switch
        {
            "tsv" => line.Split('\t'),
            "csv" => await Csv(line, cancellationToken),
            _ => [line],
        };
    }

    private async ValueTask<string[]> Csv(string line, CancellationToken cancellationToken)
    {
        var record = line;
        if (Quotes(line) % 2 == 1)
        {
            var whole = new StringBuilder(line);
            var open = true;
            while (open)
            {
                if (await reader.ReadLineAsync(cancellationToken) is not { } more)
                {
                    throw new CommentFileException($"{name}, line {Line}: a quote is opened and never closed.");
                }

                read++;
                whole.Append('\n').Append(more);
                open = Quotes(more) % 2 == 0;
            }

            record = whole.ToString();
        }

        return Cells(record);
    }

    private static int Quotes(string line) => line.AsSpan().Count('"');

    private static string[] Cells(string record)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < record.Length; i++)
        {
            var c = record[i];
            if (c == '"' && quoted && i + 1 < record.Length && record[i + 1] == '"')
            {
                cell.Append('"');
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(c);
            }
        }

        cells.Add(cell.ToString());
        return [.. cells];
    }
}
