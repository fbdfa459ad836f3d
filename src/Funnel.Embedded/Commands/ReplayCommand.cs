using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Funnel.Embedded.Replay;
using Microsoft.Extensions.Configuration;

namespace Funnel.Embedded.Commands;

/// <summary><c>funnel replay</c>: recorded comments through the same code in a dry run.</summary>
internal static class ReplayCommand
{
    private const int ProgressEvery = 5_000;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    internal static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The comments; - reads standard input." };
        var offers = new Option<string>("--offers") { Description = "A configuration, or a JSON list of offers.", Required = true };
        var format = new Option<string?>("--format") { Description = "jsonl (also one JSON array), tsv (raw cells), csv (comma, semicolon or tab; cells may be quoted) or txt (a comment a line); told by the name and the beginning when not given." };
        format.AcceptOnlyFromAmong(CommentFile.Formats);
        var columns = CommentColumns.AllOptions();
        var command = new Command("replay", "Shows what would be sent to whom: one JSON line per reply and per comment for review; nothing is sent.") { file, offers, format };
        Array.ForEach(columns, command.Options.Add);
        command.SetAction((parsed, ct) => Run(parsed.GetValue(file)!, parsed.GetValue(offers)!, parsed.GetValue(format), CommentColumns.Of(parsed, columns), ct));
        return command;
    }

    private static async Task<int> Run(string path, string offers, string? format, CommentColumns columns, CancellationToken ct)
    {
        try
        {
            await using var run = RecordedRun.Create(await Offers(offers, ct));
            using var file = await CommentFile.Open(path, ct);
            await using var output = new StreamWriter(System.Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16);
            var rows = new CommentFile(file, format ?? await CommentFile.Guess(file, columns, ct), columns).Rows(ct);
            var watch = Stopwatch.StartNew();
            var totals = await run.Run(Counted(rows, watch), line => output.WriteLineAsync(JsonSerializer.Serialize(line, Json)), ct);
            await System.Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{totals.Comments} comments = {totals.Replies} replies + {totals.Again} by people who have their reply + {totals.Review} for review + {totals.Dropped} dropped + {totals.Own} of the merchant; {watch.Elapsed.TotalSeconds:0.0} s"));
            return totals.AddUp ? CommandLine.Done : throw new InvalidOperationException("the counts do not add up");
        }
        catch (CommentFileException e)
        {
            await System.Console.Error.WriteLineAsync(e.Message);
            return e.Usage ? CommandLine.WrongUsage : CommandLine.Failed;
        }
    }

    private static async IAsyncEnumerable<CommentRow> Counted(IAsyncEnumerable<CommentRow> rows, Stopwatch watch)
    {
        var count = 0;
        await foreach (var row in rows)
        {
            yield return row;
            if (++count % ProgressEvery == 0 && watch.Elapsed > TimeSpan.FromSeconds(2))
            {
                await System.Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{count} comments, {watch.Elapsed.TotalSeconds:0} s"));
            }
        }
    }

    private static async Task<IConfiguration> Offers(string path, CancellationToken ct)
    {
        var text = (await HostFile.Text(path, ct)).AsSpan().TrimStart();
        var isList = text.StartsWith("[");
        return HostFile.Read(Encoding.UTF8.GetBytes(isList ? $$"""{"offers":{{text}}}""" : text.ToString()), path, onlyOffers: true);
    }
}
