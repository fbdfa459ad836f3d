using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Funnel.Functions;
using Funnel.Leads;
using Funnel.Storage;
using Funnel.Telemetry;
using Microsoft.Extensions.Logging;

namespace Funnel.Hosts.Tests.Infra;

/// <summary>Alerts and workbook ask for what the code really sends.</summary>
public sealed partial class MonitoringTests
{
    private static readonly string[] Tables = ["AppTraces", "AppMetrics", "AppDependencies"];
    private static readonly string[] Metrics = [FunnelMetrics.CommentsName, FunnelMetrics.VerdictsName, FunnelMetrics.EffectsName, RunMetrics.Invocations];

    private static readonly Regex EventNames = ComparedWith(@"Properties\.EventName\)");
    private static readonly Regex Names = ComparedWith(@"\bName");
    private static readonly Regex Functions = ComparedWith(@"Properties\.function\)");
    private static readonly Regex OutcomeNames = ComparedWith(@"Properties\.outcome\)");

    [BicepFact]
    public void Each_alert_stands_in_the_table_of_the_page_and_no_other()
    {
        var section = Repository.Read("infra", "README.md").Split("\n### ").Single(s => s.StartsWith("Alerts\n", StringComparison.Ordinal));
        var table = Regex.Matches(section, @"^\| `([a-z-]+)` \| .* \|$", RegexOptions.Multiline).Select(m => m.Groups[1].Value);
        Assert.Equal(Alerts().Select(a => a.Name).Append("backlog").Order(), table.Order());
    }

    /// <summary>Numbers do not survive the way of a log line through the Functions host; names do, if no other event has the same.</summary>
    [BicepFact]
    public void Events_are_asked_for_by_names_that_exactly_one_event_has()
    {
        var asked = Queries().SelectMany(q => EventNames.Matches(q)).SelectMany(Quoted).Distinct().ToList();
        Assert.True(asked.Count >= 6, string.Join(' ', asked));
        var logged = Logged().Select(l => l.Name).CountBy(n => n).ToDictionary();
        Assert.All(asked, name => Assert.Equal((name, 1), (name, logged.GetValueOrDefault(name))));
        Assert.All(Queries(), q => Assert.DoesNotContain("EventId", q, StringComparison.Ordinal));
    }

    [Fact]
    public void Numbers_of_events_are_unique() => Assert.All(Logged().CountBy(l => l.Number), n => Assert.Equal(1, n.Value));

    [BicepFact]
    public void A_message_that_was_given_up_or_stays_in_any_poison_queue_is_an_alert()
    {
        var poison = Alerts().Single(a => a.Name == "poison-message").Query;
        Assert.Equal(["LastTryFailed", "PoisonStays"], EventNames.Matches(poison).SelectMany(Quoted));
        Assert.Equal(QueueNames.All.Select(QueueNames.Poison), HasAny().Matches(poison).SelectMany(Quoted));
    }

    [BicepFact]
    public void Metrics_spans_tags_and_functions_that_are_named_exist()
    {
        foreach (var query in Queries())
        {
            Assert.True(query.TrimStart().StartsWith("AppTraces", StringComparison.Ordinal) || Names.IsMatch(query), query);
            Assert.Empty(Names.Matches(query).SelectMany(Quoted).Except([.. Metrics, .. Enum.GetValues<EffectKind>().Select(k => Tracing.SpanOf(EffectTelemetry.NameOf(k)))]));
            Assert.Empty(Functions.Matches(query).SelectMany(Quoted).Except(DeploymentTests.FunctionNames()));
            Assert.Empty(OutcomeNames.Matches(query).SelectMany(Quoted).Except(Outcomes(query)));
            Assert.Empty(Regex.Matches(query, @"Properties(?:\.(\w+)|\[""([^""]+)""\])").Select(m => m.Groups[1].Value + m.Groups[2].Value).Except(
                ["EventName", "Account", "function", "outcome", "source", "decision", "tier", "effect", Tracing.WaitTag, "funnel.lead"]));
        }
    }

    [BicepFact]
    public void Queries_are_whole()
    {
        Assert.All(Queries(), query =>
        {
            var lines = query.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            Assert.Contains(lines[0], Tables);
            Assert.All(lines.Skip(1), l => Assert.Matches(@"^(\| (where|summarize|extend|project|order by|top) |or )", l));
            Assert.Equal(query.Count(c => c == '('), query.Count(c => c == ')'));
            Assert.Equal(0, query.Count(c => c == '"') % 2);
        });
    }

    /// <summary>Runs have outcomes of their own, in both hosts the same.</summary>
    private static IEnumerable<string> Outcomes(string query) => query.Contains(RunMetrics.Invocations, StringComparison.Ordinal)
        ? ["succeeded", "failed", "cancelled", "timed_out"]
        : Enum.GetValues<LeadEventKind>().Select(EffectTelemetry.OutcomeOf).OfType<string>();

    private static IEnumerable<string> Queries() => Alerts().Select(a => a.Query).Concat(Workbook());

    /// <summary>Alerts with the queries' text, whether a threshold is put into it or not.</summary>
    private static IEnumerable<(string Name, string Query)> Alerts() => Bicep.Example.Module("alerts")["variables"]!["rules"]!.AsArray()
        .Select(r => ((string)r!["name"]!, Formatted().Replace((string)r["query"]!, "$1")));

    private static IEnumerable<string> Workbook()
    {
        var workbook = JsonNode.Parse(Bicep.Example.Variable<string>("monitoring", "$fxv#0"))!;
        var queries = workbook["items"]!.AsArray().Select(i => (string?)i!["content"]!["query"]).OfType<string>().ToList();
        Assert.True(queries.Count >= 10, $"{queries.Count} queries");
        return queries;
    }

    private static IEnumerable<string> Quoted(Match match) => Regex.Matches(match.Groups[1].Value, "\"([^\"]+)\"").Select(m => m.Groups[1].Value);

    private static IEnumerable<(int Number, string Name)> Logged() =>
        new[] { "Funnel", "Funnel.Azure", "Funnel.Console", "Funnel.Connectors", "Funnel.Functions" }.Select(Assembly.Load).SelectMany(a => a.GetTypes())
            .SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(m => (m.Name, Message: m.GetCustomAttribute<LoggerMessageAttribute>())).Where(m => m.Message is not null).Select(m => (m.Message!.EventId, m.Name));

    /// <summary>Texts that something is compared with.</summary>
    private static Regex ComparedWith(string what) => new($@"{what} (?:== |in \()((?:""[^""]+""(?:, )?)+)");

    [GeneratedRegex(@"has_any \(([^)]*)\)")]
    private static partial Regex HasAny();

    [GeneratedRegex(@"^\[format\('(.*)', parameters\(.*\)\]$", RegexOptions.Singleline)]
    private static partial Regex Formatted();
}
