using System.CommandLine;
using System.Globalization;
using Funnel.Embedded.Sqlite;
using Funnel.Leads;

namespace Funnel.Embedded.Commands;

/// <summary><c>funnel rebuild</c>: lists and counters again from the leads, on a stopped shop.</summary>
internal static class RebuildCommand
{
    internal static Command Create()
    {
        var data = new Option<string>("--data") { Description = "The data folder of a host that is stopped.", Required = true };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what differs." };
        var command = new Command("rebuild", "Makes lists and counters again from the leads, and says what differed. The host must be stopped.") { data, dryRun };
        command.SetAction((parsed, ct) => Run(
            parsed.GetValue(data)!, parsed.GetValue(dryRun), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, ct));
        return command;
    }

    private static async Task<int> Run(string folder, bool dryRun, TextWriter output, TextWriter error, CancellationToken ct)
    {
        var file = Path.Combine(folder, SqliteStorageRegistration.FileName);
        if (!File.Exists(file))
        {
            throw new UsageException($"--data {folder}: there is no {SqliteStorageRegistration.FileName}, so no host has kept anything there");
        }

        using var alone = DataFolder.Take(folder);
        await using var store = SqliteStore.Open(file, TimeProvider.System);
        var progress = new ProgressLine<RebuildProgress>(
            error, TimeProvider.System, p => string.Create(CultureInfo.InvariantCulture, $"{p.Read} leads read, {p.Checked} checked …"));
        await Print(await new ListRebuild(store.Rows).Run(dryRun, progress, ct), dryRun, output);
        return CommandLine.Done;
    }

    private static async Task Print(RebuildReport report, bool dryRun, TextWriter output)
    {
        if (report.Found.Count == 0)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{report.Leads} leads: lists and counters are as they say."));
            return;
        }

        var what = dryRun ? "It differs, and was left so" : "It differed, and was made again";
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{report.Leads} leads. {what}:"));
        foreach (var (kind, count) in report.Found)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {count,7}  {Named(kind)}"));
        }

        await output.WriteLineAsync("The first of them:");
        foreach (var (kind, where) in report.Examples)
        {
            await output.WriteLineAsync($"  {Named(kind)}: {where}");
        }
    }

    private static string Named(Difference kind) => kind switch
    {
        Difference.LineMissing => "lead missing in its day's list",
        Difference.LineWrong => "line that is not as its lead",
        Difference.LineTooMany => "line of no lead of that day",
        Difference.WaitingMissing => "lead that waits for a person, not listed so or not as it is",
        Difference.WaitingTooMany => "lead listed as waiting that does not wait",
        Difference.CounterWrong => "counter that is not the sum of its leads",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown difference"),
    };
}
