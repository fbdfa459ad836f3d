using System.CommandLine;
using Funnel.Embedded.Triggers.Http;
using Funnel.Measure.Reports;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Embedded.Commands;

/// <summary><c>funnel report</c>: what came of people, how long they waited, who stayed, and what each action was worth, in a running host with whatever storage.</summary>
internal static class ReportCommand
{
    internal static Command Create()
    {
        var host = new RunningHost();
        var name = new Argument<string>("REPORT") { Description = "funnel (how far people came), retention (who stayed), effect (what each wording was worth), waits (how long people waited)." };
        name.AcceptOnlyFromAmong([.. ReportDesk.Names]);
        string[] names = ["from", "to", "by", "account", "merchant"];
        string[] meanings =
        [
            "The first day on which they asked, as 2026-03-01; 30 days in all when not given.", "The last; today when not given.", "nothing, day, video, rule, wording or source; of waits also hour.",
            "Of this account alone.", "Of this merchant's accounts alone.",
        ];
        var asked = names.Zip(meanings, (option, meaning) => new Option<string?>("--" + option) { Description = meaning }).ToList();
        var (json, csv) = (new Option<bool>("--json") { Description = "JSON instead of a table." }, new Option<bool>("--csv") { Description = "CSV instead of a table." });
        var command = new Command("report", "Prints a report of a running host as a table. docs/REPORTS.md says what each number means.") { name, json, csv };
        asked.ForEach(command.Options.Add);
        host.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            var query = new QueryBuilder { { "format", parsed.GetValue(json) ? "json" : parsed.GetValue(csv) ? "csv" : "text" } };
            foreach (var (option, key) in asked.Zip(names).Where(a => parsed.GetValue(a.First) is not null))
            {
                query.Add(key, parsed.GetValue(option)!);
            }

            var (address, secret) = await host.Read(parsed, ct);
            await parsed.InvocationConfiguration.Output.WriteLineAsync((await Read(address, secret, $"api/reports/{parsed.GetValue(name)}{query}", ct)).TrimStart('\uFEFF').TrimEnd());
            return CommandLine.Done;
        });
        return command;
    }

    private static async Task<string> Read(Uri address, string key, string path, CancellationToken ct)
    {
        await using var services = new ServiceCollection().AddHttpClient().BuildServiceProvider();
        using var client = services.GetRequiredService<IHttpClientFactory>().CreateClient();
        client.DefaultRequestHeaders.Add(HostKeys.Header, key);
        try
        {
            using var answer = await client.GetAsync(new Uri(address, path), ct);
            var text = await answer.Content.ReadAsStringAsync(ct);
            return answer.IsSuccessStatusCode ? text
                : (int)answer.StatusCode is 400 or 404 ? throw new UsageException(text)
                : throw new StartupException("The host refused.", [$"{(int)answer.StatusCode} {answer.ReasonPhrase}: {text}"]);
        }
        catch (HttpRequestException e)
        {
            throw new StartupException($"The host at {address} gave no answer.", [$"{e.Message}: is it running, at this --port or --url?"], e);
        }
    }
}
