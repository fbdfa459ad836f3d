using System.Diagnostics;
using System.Globalization;
using Funnel.Accounts;
using Funnel.Connectors;
using Funnel.Embedded.Sqlite;
using Funnel.Leads;
using Funnel.Measure.Reports;
using Funnel.Storage;
using Funnel.Triage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Funnel.Benchmarks.Reports;

/// <summary>How long each report takes over many leads: <c>reports [leads 100000] [days 30] [videos 100] [wordings 10]</c>. The lists are written by the product's own writer.</summary>
internal static class ReportsBenchmark
{
    private const int Runs = 30;

    private static readonly RetryRules Rules = new(5, 5, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10));

    public static async Task Run(string[] args)
    {
        int Number(int at, int usual) => args.Length > at ? int.Parse(args[at], CultureInfo.InvariantCulture) : usual;
        var (leads, days, videos, wordings) = (Number(0, 100_000), Number(1, 30), Number(2, 100), Number(3, 10));
        var folder = Directory.CreateTempSubdirectory("funnel-reports-");
        try
        {
            var today = MerchantDays.Of(MerchantDays.DefaultOffset, TimeProvider.System.GetUtcNow());
            await Fill(folder.FullName, leads, days, videos, wordings, today);
            var query = new ReportQuery(["shop"], today.AddDays(-days), today);
            await Measure(folder.FullName, wordings, query, print: false);
            await Measure(folder.FullName, wordings, query, print: true);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task Measure(string folder, int wordings, ReportQuery query, bool print)
    {
        foreach (var (name, by) in ReportDesk.Names.SelectMany(n => ((ReportBy?[])[null, ReportBy.Video, ReportBy.Wording]).Select(b => (n, b))))
        {
            await using var services = Services(folder, wordings);
            var desk = services.GetRequiredService<ReportDesk>();
            var times = new List<double>();
            for (var i = 0; i < (print ? Runs + 1 : 3); i++)
            {
                var began = Stopwatch.GetTimestamp();
                await desk.Read(name, query with { By = by }, default);
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            var warm = times.Skip(1).Order().ToList();
            var line = string.Create(CultureInfo.InvariantCulture,
                $"{name,-10} by {by?.ToString().ToLowerInvariant() ?? "usual",-8} cold {times[0],7:0.0} ms, warm p50 {warm[warm.Count / 2],6:0.0} ms, p95 {warm[(int)(warm.Count * 0.95)],6:0.0} ms");
            await (print ? System.Console.Out.WriteLineAsync(line) : Task.CompletedTask);
        }
    }

    private static ServiceProvider Services(string folder, int wordings) => new ServiceCollection().AddLogging(l => l.SetMinimumLevel(LogLevel.Error)).AddSqliteStorage(folder).AddFunnel(
        new FunnelOptions
        {
            Accounts = [new() { Id = "shop", Platform = "douyin" }],
            Offers = [new() { Id = "guide", Reply = [.. Enumerable.Range(0, wordings).Select(i => $"资料在私信里，第{i}种说法")] }],
        }, new TriageOptions()).BuildServiceProvider();

    private static async Task Fill(string folder, int leads, int days, int videos, int wordings, DateOnly today)
    {
        await using var services = Services(folder, wordings);
        var (writer, random, began) = (new DayWriter(services.GetRequiredService<IRows>()), new Random(1), Stopwatch.GetTimestamp());
        for (var day = 0; day < days; day++)
        {
            var lines = Enumerable.Range(0, leads / days).Select(i => Line(random, today.AddDays(day - days), $"{day}-{i}", videos, wordings)).OrderBy(l => l.VideoId, StringComparer.Ordinal);
            await writer.Write(ListPartitions.Day("shop", today.AddDays(day - days)), [.. lines.Select(l => new PendingLine(l, MayBeListed: false))], default);
        }

        await System.Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{leads} leads of {days} days written in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s"));
    }

    /// <summary>A person who came as far as a random journey goes.</summary>
    private static LeadLine Line(Random random, DateOnly day, string person, int videos, int wordings)
    {
        var at = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), MerchantDays.DefaultOffset).AddSeconds(random.Next(86_400));
        DateTimeOffset Later(double seconds) => at += TimeSpan.FromSeconds(1 - (seconds * Math.Log(1 - random.NextDouble())));
        var reply = Effect.ReplyId("guide");
        var ask = new Ask("c" + person, $"v{random.Next(videos)}", at, "求资料", "guide", 0.99f, InquiryKind.Material, random.Next(3) == 0 ? Tier.Rule : Tier.Model);
        var lead = LeadDecider.Decide(null, new LeadCommand.Inquire(Later(10), "shop", person, null, ask)).State!;
        void Tell(LeadCommand command) => lead = LeadDecider.Decide(lead, command).State! with { Entries = lead.Entries + 1 };
        void Send(string effect, string attempt, int variant)
        {
            Tell(new LeadCommand.Claim(Later(5), effect, attempt, "text", variant));
            Tell(new LeadCommand.Settle(Later(1), effect, attempt, new SendReceipt("r"), Rules));
        }

        Send(reply, "a1", random.Next(wordings));
        if (random.Next(2) == 0)
        {
            Later(1_800);
            Tell(new LeadCommand.OpenChat(at, new(WindowKind.Wrote, "chat", "m", at, at.AddDays(1), 6), null));
            Send(Effect.InviteId, "a2", 0);
            if (random.Next(2) == 0)
            {
                var (contact, when) = (new ContactId("staff", person), Later(20_000));
                Tell(new LeadCommand.Arrive(when, contact, "code", when.AddSeconds(19), when));
                Send(Effect.WelcomeId, "a3", 0);
                if (random.Next(5) == 0)
                {
                    var left = Later(600_000);
                    Tell(new LeadCommand.Leave(left, contact, left));
                }
            }
        }

        return LeadLine.Of(lead, lead.Origin!);
    }
}
