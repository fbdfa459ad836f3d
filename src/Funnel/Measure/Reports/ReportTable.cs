using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Funnel.Measure.Reports;

/// <summary>How the numbers of a column are read.</summary>
public enum ReportUnit
{
    Text,
    Number,

    /// <summary>0–1.</summary>
    Share,

    /// <summary>Seconds.</summary>
    Duration,
}

/// <param name="Name">As scripts know it.</param>
public sealed record ReportColumn(string Name, ReportUnit Unit);

/// <summary>A report as rows of text and numbers, for whoever prints it.</summary>
/// <param name="Rows">A text or a number for each column; null where there is nothing to say.</param>
public sealed record ReportTable(string Name, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows, IReadOnlyList<string> Notes)
{
    private const int BarChars = 10;
    private const int Wide = 0x2E80;
    private const int Digits = 4;

    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An object a row; what there is nothing to say of is left out.</summary>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Json))
        {
            json.WriteStartObject();
            json.WriteString("report", Name);
            json.WriteStartArray("rows");
            foreach (var row in Rows)
            {
                json.WriteStartObject();
                foreach (var (column, value) in Columns.Zip(row).Where(c => c.Second is not null))
                {
                    json.WritePropertyName(column.Name);
                    json.WriteRawValue(value is string text ? JsonSerializer.Serialize(text) : Plain(value));
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("notes");
            Notes.ToList().ForEach(json.WriteStringValue);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>CSV (RFC 4180). A value that a spreadsheet would take for a formula begins with an apostrophe.</summary>
    public string ToCsv() => string.Concat(Rows.Select(r => r.Select(Plain)).Prepend(Columns.Select(c => c.Name)).Select(r => string.Join(',', r.Select(CsvCell.Of)) + "\r\n"));

    /// <summary>For people: columns one under the other, shares with a bar, then the notes.</summary>
    public string ToText()
    {
        var lines = Rows.Select(r => Columns.Zip(r, (c, v) => Shown(c, v)).ToList()).Prepend([.. Columns.Select(c => c.Name)]).ToList();
        var widths = Columns.Select((_, i) => lines.Max(l => Width(l[i]))).ToList();
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.AppendLine(string.Join("  ", line.Select((v, i) => Columns[i].Unit == ReportUnit.Text ? v + Gap(v, widths[i]) : Gap(v, widths[i]) + v)).TrimEnd());
        }

        text.Append(Rows.Count == 0 ? "Nobody asked in these days.\n" : "");
        return text.AppendJoin('\n', Notes).Append(Notes.Count > 0 ? "\n" : "").ToString();
    }

    private static string Shown(ReportColumn column, object? value) => (column.Unit, value) switch
    {
        (_, null) => "–",
        (ReportUnit.Share, double share) => string.Create(CultureInfo.InvariantCulture, $"{Bar(share)} {share * 100:0.0} %"),
        (ReportUnit.Duration, double seconds) => Duration(seconds),
        (_, double number) => number.ToString("0.##", CultureInfo.InvariantCulture),
        _ => Plain(value),
    };

    private static string Bar(double share) => new string('█', (int)Math.Round(Math.Clamp(share, 0, 1) * BarChars)).PadRight(BarChars, '·');

    private static string Duration(double seconds) => seconds switch
    {
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#} s"),
        < 7_200 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.#} min"),
        < 172_800 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3_600:0.#} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 86_400:0.#} d"),
    };

    private static string Gap(string text, int width) => new(' ', width - Width(text));

    /// <summary>Columns that it takes in a terminal: a Chinese character takes two.</summary>
    internal static int Width(string text) => text.Sum(c => c >= Wide ? 2 : 1);

    private static string Plain(object? value) =>
        value is double number ? Math.Round(number, Digits).ToString(CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
