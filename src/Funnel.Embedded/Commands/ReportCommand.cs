using System.CommandLine;
using Funnel.Measure.Reports;
using Funnel.Weeks;
using Microsoft.AspNetCore.Http.Extensions;

namespace Funnel.Embedded.Commands;

/// <summary><c>funnel report</c>: what came of people, how long they waited, who stayed, what each action was worth, and what the last week came to, in a running host with whatever storage.</summary>
internal static class ReportCommand
{
    internal static Command Create()
    {
        var host = new RunningHost();
        var name = new Argument<string>("REPORT") { Description = "funnel (how far people came), retention (who stayed), effect (what each wording was worth), waits (how long people waited), week (the last week beside the one before)." };
        name.AcceptOnlyFromAmong([.. ReportDesk.Names, WeekDesk.Name]);
        string[] names = ["from", "to", "by", "account", "merchant", "week", "lang"];
        string[] meanings =
        [
            "The first day on which they asked, as 2026-03-01; 30 days in all when not given.", "The last; today when not given.", "nothing, day, video, rule, wording or source; of waits also hour.",
            "Of this account alone.", "Of this merchant's accounts alone.", "Of week: which one, as 2026-W10; the last that is over when not given.", "Of week: zh or en.",
        ];
        var asked = names.Zip(meanings, (option, meaning) => new Option<string?>("--" + option) { Description = meaning }).ToList();
        var (json, csv) = (new Option<bool>("--json") { Description = "JSON instead of a table." }, new Option<bool>("--csv") { Description = "CSV instead of a table." });
        var command = new Command("report", "Prints a report of a running host as a table. docs/REPORTS.md says what each number means.") { name, json, csv };
        asked.ForEach(command.Options.Add);
        host.AddTo(command);
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(json) && parsed.GetValue(csv))
            {
                parsed.AddError("Say --json or --csv, not both.");
            }

            if (parsed.GetResult(csv) is not null && parsed.GetValue(csv) && parsed.GetResult(name)?.Tokens is [{ Value: WeekDesk.Name }])
            {
                parsed.AddError("A week is no table for a spreadsheet: leave --csv out, or say --json.");
            }
        });
        command.SetAction(async (parsed, ct) =>
        {
            var query = new QueryBuilder { { "format", parsed.GetValue(json) ? "json" : parsed.GetValue(csv) ? "csv" : "text" } };
            foreach (var (option, key) in asked.Zip(names).Where(a => parsed.GetValue(a.First) is not null))
            {
                query.Add(key, parsed.GetValue(option)!);
            }

            var (address, secret) = await host.Read(parsed, ct);
            await using var client = new HostClient(address, secret);
            var report = await client.Read($"api/reports/{parsed.GetValue(name)}{query}", ct);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(report.TrimStart('\uFEFF').TrimEnd());
            return CommandLine.Done;
        });
        return command;
    }
}
