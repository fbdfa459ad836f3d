using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Funnel.Intake.Handed;
using Funnel.Intake.Handed.Exports;

namespace Funnel.Embedded.Commands;

/// <summary>Says how a file was understood and what became of its comments.</summary>
internal static class ImportReport
{
    private const int MostShown = 10;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task File(TextWriter output, string name, ExportedComments file, TimeSpan offset)
    {
        await output.WriteLineAsync(Say($"{name}: {file.Format.Words()}{(file.Encoding is { } encoding ? ", " + encoding : "")}, {file.Comments.Count + file.Problems.Count} rows"));
        await output.WriteLineAsync($"  columns: {string.Join("  ", file.Columns.OrderBy(c => c.Key).Select(c => $"{c.Key.ToString().ToLowerInvariant()}={c.Value}"))}");
        if (file.Ignored.Count > 0)
        {
            await output.WriteLineAsync($"  not used: {string.Join(", ", file.Ignored.Select(c => TextCutter.Ellipsis(c, 40)))}");
        }

        await output.WriteLineAsync(Say($"  times: {string.Join(", ", file.TimeForms.Select(f => f.Words()))} (local ones are {(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm})"));
        foreach (var note in file.Notes)
        {
            await output.WriteLineAsync("  note: " + note.Words());
        }

        await Problems(output, "cannot be read", [.. file.Problems.Select(p => $"{p.Place()}: {p.Words()}")]);
    }

    public static async Task Result(TextWriter output, ExportedComments file, HandedResult result, HandedWish wish, double seconds)
    {
        var older = $"too old to be answered (counted{(result.Older > 0 ? "; --all, or --within DAYS, makes tasks of them too" : "")})";
        await output.WriteLineAsync(Say(
            $"{(wish.DryRun ? "Would be taken" : "Taken")}: {result.New} new, {result.Older} {older}, {result.Known} known, {result.Own} your own, {result.Refused.Count} refused ({seconds:F1} s)"));
        await Problems(output, "are refused", [.. result.Refused.Select(r => Say($"{file.Format.Unit().Words()} {file.Comments[r.Index].Row}: {r.Problem.Words()}"))]);
    }

    public static Task State(TextWriter output, HandedState? state, string where)
    {
        if (state is null)
        {
            return output.WriteLineAsync(where);
        }

        var review = state.Review > 0 ? Say($", and {state.Review} comments to review") : "";
        var rest = state.Untriaged + state.UnderWay > 0 ? Say($"; {state.Untriaged} pages of comments are still to be triaged, and {state.UnderWay} people are under way") : "";
        return output.WriteLineAsync(Say($"{state.Tasks} tasks wait for a person{review}{rest}: {where}"));
    }

    public static Task AsJson(TextWriter output, ExportedComments file, HandedResult? result, HandedState? state, HandedWish wish, double seconds) => output.WriteLineAsync(JsonSerializer.Serialize(
        new
        {
            file = new
            {
                Format = file.Format.Words(),
                file.Encoding,
                Rows = file.Comments.Count + file.Problems.Count,
                Columns = file.Columns.ToDictionary(c => c.Key.ToString().ToLowerInvariant(), c => c.Value),
                file.Ignored,
                Times = file.TimeForms.Select(f => f.Words()),
                Notes = file.Notes.Select(n => n.Words()),
                Problems = file.Problems.Select(p => new { Place = p.Place(), What = p.Words() }),
            },
            wish.DryRun,
            result = result is null ? null : new
            {
                Seconds = Math.Round(seconds, 2),
                result.Received,
                result.New,
                result.Older,
                result.Known,
                result.Own,
                Refused = result.Refused.Select(r => new { file.Comments[r.Index].Row, What = r.Problem.Words() }),
            },
            state,
        },
        Json));

    private static async Task Problems(TextWriter output, string what, IReadOnlyList<string> all)
    {
        if (all.Count > 0)
        {
            await output.WriteLineAsync(Say($"  {all.Count} rows {what}:"));
            foreach (var one in all.Take(MostShown))
            {
                await output.WriteLineAsync("    " + one);
            }

            if (all.Count > MostShown)
            {
                await output.WriteLineAsync(Say($"    and {all.Count - MostShown} more (--json lists them)"));
            }
        }
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
