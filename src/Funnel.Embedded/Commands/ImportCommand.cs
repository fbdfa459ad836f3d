using System.CommandLine;
using System.Globalization;
using Funnel.Connectors.Assist.Files;
using Funnel.Intake.Handed;
using Funnel.Intake.Handed.Exports;

namespace Funnel.Embedded.Commands;

/// <summary><c>funnel import</c>: a file of comments, as exporters write them, for an account whose platform lets nobody read.</summary>
internal static class ImportCommand
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(0.3);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>Looks without a change after which nothing more is to be expected: lists follow their people within a second.</summary>
    private const int QuietLooks = 5;

    /// <summary>The same while something is still under way: sending may be switched off.</summary>
    private const int StandingLooks = 40;

    internal static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "CSV, TSV, Excel workbook (.xlsx), JSON or JSON lines; - reads standard input." };
        var account = new Option<string?>("--account") { Description = "The account whose videos they stand under." };
        var config = new Option<string?>("--config") { Description = "With --data of a host that is stopped: its configuration. What is new waits in the folder until the host runs." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only says what would become of them; without --data and --url, only how the file is understood." };
        var json = new Option<bool>("--json") { Description = "One JSON object instead of words." };
        var (options, host) = (new ImportOptions(), new RunningHost(isNeedless: parsed => parsed.GetValue(dryRun)));
        var command = new Command("import", "Takes comments from a file of an exporter. The same file again changes nothing; what is to be done by hand becomes tasks.") { file, account };
        options.AddTo(command);
        Array.ForEach<Option>([dryRun, json, config], command.Options.Add);
        host.AddTo(command);
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(account) is null && (host.Is(parsed) || !parsed.GetValue(dryRun)))
            {
                parsed.AddError("Say whose comments they are: --account ID.");
            }
        });
        command.SetAction(async (parsed, ct) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var (hints, wish, asJson) = (options.Hints(parsed), options.Wish(parsed, parsed.GetValue(dryRun)), parsed.GetValue(json));
            var name = parsed.GetValue(file)!;
            var read = await Read(name, hints, ct);
            if (!asJson)
            {
                await ImportReport.File(output, name is "-" ? "standard input" : name, read, hints.Offset!.Value);
            }

            HandedResult? result = null;
            HandedState? state = null;
            var (began, seconds) = (TimeProvider.System.GetTimestamp(), 0.0);
            if (host.Is(parsed))
            {
                await using var to = await To(host, parsed, parsed.GetValue(config), ct);
                result = await HandOver(to, parsed.GetValue(account)!, read, wish, error, ct);
                seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
                if (!asJson)
                {
                    await ImportReport.Result(output, read, result, wish, seconds);
                }

                state = wish.DryRun ? null : await Settled(to, parsed.GetValue(account)!, result.New > 0, error, ct);
                if (!asJson)
                {
                    await (wish.DryRun ? Task.CompletedTask : ImportReport.State(output, state, to.Where));
                }
            }

            if (asJson)
            {
                await ImportReport.AsJson(output, read, result, state, wish, seconds);
            }

            return read.Comments.Count == 0 || result?.Refused.Count == result?.Received && result is not null ? CommandLine.Failed : CommandLine.Done;
        });
        return command;
    }

    private static async Task<ExportedComments> Read(string name, ExportHints hints, CancellationToken ct)
    {
        try
        {
            return name is "-" ? await ExportReader.Read(System.Console.OpenStandardInput(), "standard input", hints with { At = hints.At ?? TimeProvider.System.GetUtcNow() }, ct)
                : await ExportReader.Read(name, hints, ct);
        }
        catch (ExportFileException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private static async Task<IHandedTo> To(RunningHost host, ParseResult parsed, string? config, CancellationToken ct)
    {
        if (host.Data(parsed) is { } folder && !DataFolder.IsInUse(folder))
        {
            return config is not null ? await HandedToFolder.Open(config, folder, ct) : throw new UsageException(
                $"--data {folder}: no host runs with this folder. Start it (funnel serve --config FILE --data {folder}), or say --config FILE here to leave the comments in the folder until it runs");
        }

        var (address, key) = await host.Read(parsed, ct);
        return new HandedToHost(address, key);
    }

    private static async Task<HandedResult> HandOver(IHandedTo to, string account, ExportedComments file, HandedWish wish, TextWriter error, CancellationToken ct)
    {
        var progress = new ProgressLine<int>(error, TimeProvider.System, n => string.Create(CultureInfo.InvariantCulture, $"{n} of {file.Comments.Count} comments handed over …"));
        var sum = HandedResult.None;
        foreach (var batch in file.Comments.Select(c => c.Comment.Shortened()).Chunk(HandedComments.MaxAtOnce))
        {
            sum = sum.Then(await to.Take(account, batch, wish, ct));
            progress.Report(sum.Received);
        }

        return sum;
    }

    /// <summary>Waits until what was taken is triaged and the tasks are there.</summary>
    private static async Task<HandedState?> Settled(IHandedTo to, string account, bool isAnyNew, TextWriter error, CancellationToken ct)
    {
        var progress = new ProgressLine<HandedState>(error, TimeProvider.System, s => string.Create(
            CultureInfo.InvariantCulture, $"{s.Untriaged} pages of comments still to be triaged, {s.UnderWay} people under way, {s.Tasks} tasks so far …"));
        var began = TimeProvider.System.GetTimestamp();
        var (last, quiet) = (await to.State(account, ct), 0);
        if (!isAnyNew && last is { Untriaged: 0, UnderWay: 0 })
        {
            return last;
        }

        while (last is not null && quiet < (last is { Untriaged: 0, UnderWay: 0 } ? QuietLooks : StandingLooks) && TimeProvider.System.GetElapsedTime(began) < Longest)
        {
            await Task.Delay(Every, TimeProvider.System, ct);
            var next = await to.State(account, ct);
            quiet = next == last ? quiet + 1 : 0;
            last = next;
            progress.Report(last!);
        }

        return last;
    }
}
