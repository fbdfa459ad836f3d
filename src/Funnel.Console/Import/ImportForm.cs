using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Funnel.Console.Languages;
using Funnel.Intake.Handed.Exports;
using Microsoft.AspNetCore.Http;

namespace Funnel.Console.Import;

/// <summary>Reads the fields of the page's forms.</summary>
internal static partial class ImportForm
{
    public const string Any = "all";
    private const int MostNameChars = 100;
    private const int MostVideoChars = 1_000;
    private const int MostDays = 3_650;
    private static readonly string[] Times = ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];

    /// <summary>Days that can be chosen beside what is configured.</summary>
    public static IReadOnlyList<int> Days { get; } = [30, 90, 365];

    /// <summary>Columns that can be named.</summary>
    public static IReadOnlyList<ColumnRole> Roles { get; } = [ColumnRole.Nick, ColumnRole.Content, ColumnRole.Time, ColumnRole.Video];

    /// <summary>What was handed over, and the file's name; or why it cannot be taken.</summary>
    public static async Task<(byte[] Bytes, string? File, string? Wrong)> Handed(IFormCollection form, ImportTexts t, CancellationToken ct)
    {
        var (file, text) = (form.Files.GetFile("file"), form["text"].ToString());
        var isPasted = !string.IsNullOrWhiteSpace(text);
        if (file is { Length: > 0 } && isPasted)
        {
            return ([], null, t.Both);
        }

        if (isPasted)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            return bytes.Length > ImportShelf.MostBytes ? ([], null, TooLarge(t)) : (bytes, null, null);
        }

        if (string.IsNullOrEmpty(file?.FileName))
        {
            return ([], null, t.Neither);
        }

        if (file.Length > ImportShelf.MostBytes)
        {
            return ([], null, TooLarge(t));
        }

        var all = new byte[file.Length];
        await using var stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(all, ct);
        return (all, TextCutter.Ellipsis(Path.GetFileName(file.FileName), MostNameChars), null);
    }

    public static string TooLarge(ImportTexts t) => $"{t.TooLarge}: {string.Format(CultureInfo.InvariantCulture, t.TooLargeHint, ImportShelf.MostBytes / 1024 / 1024)}";

    /// <summary>An id, or the address in what was pasted: apps put words around it. Null for none.</summary>
    public static string? Video(IFormCollection form)
    {
        var text = TextCutter.Chars(form["video"].ToString().Trim(), MostVideoChars);
        return text.Length == 0 ? null : Address().Match(text) is { Success: true } address ? address.Value : text;
    }

    /// <returns>Null for what is configured.</returns>
    public static TimeSpan? Within(IFormCollection form) => form["age"].ToString() is Any ? TimeSpan.MaxValue
        : int.TryParse(form["age"], NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= MostDays ? TimeSpan.FromDays(days) : null;

    /// <summary>When the file was made. Nothing is now; what cannot be read is null.</summary>
    public static DateTimeOffset? MadeAt(IFormCollection form, ConsoleRequest request) => form["made"].ToString().Trim() is { Length: > 0 } text
        ? DateTime.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year > 2000 ? new DateTimeOffset(local, request.Options.UtcOffset) : null
        : request.Now;

    /// <summary>With the answers about columns. A time that no column holds is that of the file.</summary>
    public static ExportHints Answered(ExportHints hints, IFormCollection form)
    {
        if (form["shape"].ToString() is { Length: > 0 } shape)
        {
            return hints with { Shape = string.Equals(shape, "lines", StringComparison.Ordinal) ? ExportShape.Lines : ExportShape.Table, Columns = ExportHints.None.Columns };
        }

        var columns = Roles.Where(r => form[Field(r)].ToString().Length > 0).ToDictionary(r => r, r => form[Field(r)].ToString());
        var (isAsked, video) = (form.ContainsKey(Field(ColumnRole.Time)), Video(form));
        return hints with
        {
            Columns = form.Keys.Any(k => k.StartsWith(FieldPrefix, StringComparison.Ordinal)) ? columns : hints.Columns,
            IsTimeGiven = isAsked ? !columns.ContainsKey(ColumnRole.Time) : hints.IsTimeGiven,
            Video = form.ContainsKey("video") ? video : hints.Video,
            Shape = isAsked ? ExportShape.Table : hints.Shape,
        };
    }

    private const string FieldPrefix = "column-";

    public static string Field(ColumnRole role) => FieldPrefix + ExportWords.Name(role);

    [GeneratedRegex("https?://[^\\s\"<>，。）】]+", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
