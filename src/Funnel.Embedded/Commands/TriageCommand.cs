using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Funnel.Triage;
using Funnel.Triage.Training.Reporting;

namespace Funnel.Embedded.Commands;

/// <summary><c>funnel triage</c>: a file of comments through the classifier.</summary>
internal static class TriageCommand
{
    internal static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The comments; - or nothing reads standard input.", Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = _ => "-" };
        var format = new Option<string?>("--format") { Description = "jsonl (also one JSON array), tsv (raw cells), csv (comma, semicolon or tab; cells may be quoted) or txt (a comment a line); told by the name and the beginning when not given." };
        format.AcceptOnlyFromAmong(CommentFile.Formats);
        var columns = CommentColumns.TextOptions();
        var report = new Option<bool>("--report") { Description = "Instead of the verdicts, print how good they are; the rows must carry 'label' (inquiry, other, unclear)." };
        var command = new Command("triage", "Tells inquiries from chatter: one JSON line per comment, in input order.") { file, format, report };
        Array.ForEach(columns, command.Options.Add);
        command.SetAction((parsed, cancellationToken) =>
            Run(parsed.GetValue(file)!, parsed.GetValue(format), CommentColumns.Of(parsed, columns), parsed.GetValue(report), cancellationToken));
        return command;
    }

    private static async Task<int> Run(string path, string? format, CommentColumns columns, bool report, CancellationToken cancellationToken)
    {
        try
        {
            using var file = await CommentFile.Open(path, cancellationToken);
            var rows = new CommentFile(file, format ?? await CommentFile.Guess(file, columns, cancellationToken), columns).Rows(cancellationToken);
            await (report ? Report(rows, file.Name, cancellationToken) : Print(rows, cancellationToken));
            return 0;
        }
        catch (CommentFileException e)
        {
            await System.Console.Error.WriteLineAsync(e.Message);
            return e.Usage ? 2 : 1;
        }
    }

    private static async Task Print(IAsyncEnumerable<CommentRow> rows, CancellationToken cancellationToken)
    {
        var model = TriageModel.Shipped;
        var judge = new CommentJudge(model, new TriageOptions());
        await using var output = new VerdictWriter(System.Console.OpenStandardOutput());
        var watch = Stopwatch.StartNew();
        var counts = new int[Enum.GetValues<Decision>().Length];
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            var explanation = judge.Explain(row.Text);
            counts[(int)explanation.Verdict.Decision]++;
            await output.Write(row.Text, explanation, cancellationToken);
        }

        await output.Flush(cancellationToken);
        var total = counts.Sum();
        await System.Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{total} comments: {counts[(int)Decision.Answer]} answer, {counts[(int)Decision.Review]} review, {counts[(int)Decision.Drop]} drop; {watch.Elapsed.TotalSeconds:F2} s, {total / watch.Elapsed.TotalSeconds:F0} comments/s"));
    }

    private static async Task Report(IAsyncEnumerable<CommentRow> rows, string name, CancellationToken cancellationToken)
    {
        var (model, options) = (TriageModel.Shipped, new TriageOptions());
        var judge = new CommentJudge(model, options);
        var report = new TriageReport(model, options);
        var (watch, unclear, unlabelled) = (Stopwatch.StartNew(), 0, 0);
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            switch (row.Label)
            {
                case "inquiry" or "other":
                    var inquiry = row.Label is "inquiry";
                    report.Add(row.Text, inquiry, inquiry ? Kinds.Parse(row.Kind) : InquiryKind.None, Parts(row), judge.Judge(row.Text));
                    break;
                case "unclear":
                    unclear++;
                    break;
                default:
                    unlabelled++;
                    break;
            }
        }

        if (report.Count == 0)
        {
            throw new CommentFileException($"{name} has no rows with a label 'inquiry' or 'other'; --report needs them.");
        }

        var seconds = watch.Elapsed.TotalSeconds;
        await System.Console.Out.WriteAsync(report.ToString());
        await System.Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{report.Count} scored, {unclear} unclear and {unlabelled} without label left out; {seconds:F2} s, {(report.Count + unclear + unlabelled) / seconds:F0} comments/s"));
    }

    private static string[] Parts(CommentRow row) =>
        [.. new[] { Part("sampling", row.Sampling), Part("group", row.Group) }.OfType<string>()];

    private static string? Part(string key, string? value) => string.IsNullOrEmpty(value) ? null : $"{key}={value}";
}
