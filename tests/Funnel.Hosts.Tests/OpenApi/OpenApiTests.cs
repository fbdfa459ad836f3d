using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Funnel.Console.Access;
using Funnel.Functions;
using Funnel.Intake.Handed;
using Funnel.Leads;
using Funnel.Measure.Reports;
using Funnel.Storage;
using Funnel.Tasks;
using Funnel.Weeks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.OpenApi.Reader;

namespace Funnel.Hosts.Tests.OpenApi;

/// <summary>docs/openapi.yaml is OpenAPI, tells of every route that is not a page, and of no other.</summary>
public sealed class OpenApiTests
{
    /// <summary>For people with browsers.</summary>
    private static readonly string[] Pages = ["console/{*path}", "c/{token}"];

    public static TheoryData<string> Names => [.. ApiDocument.Operations.Select(o => o.Name)];

    [Fact]
    public void It_is_valid()
    {
        var settings = new OpenApiReaderSettings();
        settings.AddYamlReader();
        var read = OpenApiModelFactory.Parse(ApiDocument.Text, "yaml", settings);
        Assert.NotNull(read.Document);
        Assert.Empty(read.Diagnostic!.Errors.Concat(read.Diagnostic.Warnings).Select(e => $"{e.Pointer}: {e.Message}"));
    }

    [Fact]
    public void It_has_every_route_that_is_no_page_and_no_other()
    {
        var routes = FunctionsRegistration.Assembly.GetExportedTypes().SelectMany(t => t.GetMethods()).SelectMany(m => m.GetParameters())
            .Select(p => p.GetCustomAttribute<HttpTriggerAttribute>()).OfType<HttpTriggerAttribute>().Where(t => !Pages.Contains(t.Route))
            .SelectMany(t => t.Methods!.Select(m => $"{m.ToUpperInvariant()} /{t.Route}"));
        Assert.Equal(routes.Order(StringComparer.Ordinal), ApiDocument.Operations.Select(o => o.Name).Order(StringComparer.Ordinal));
        var ids = ApiDocument.Operations.Concat(ApiDocument.Webhooks).Select(o => o.Is["operationId"]!.GetValue<string>()).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_operation_needs_the_key_that_the_route_needs(string name)
    {
        var operation = ApiDocument.Find(name);
        var security = (operation.Is["security"] ?? ApiDocument.Root["security"])!.AsArray().SelectMany(s => s!.AsObject().Select(k => k.Key)).ToList();
        var needs = AccessTable.Rows.Single(r => r.Route == $"{operation.Method} {operation.Path[1..]}").Needs;
        Assert.Equal(needs switch { Needed.FunctionKey => ["functionKey", "functionKeyInQuery"], Needed.MasterKey => ["masterKey", "masterKeyInQuery"], _ => Array.Empty<string>() }, security);
        Assert.Equal(needs is Needed.FunctionKey or Needed.MasterKey, operation.Is["responses"]!.AsObject().Any(r => r.Key == "401" && Equals(r.Value!["$ref"]?.GetValue<string>(), "#/components/responses/NoKey")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_stands_in_the_path_is_a_parameter(string name)
    {
        var operation = ApiDocument.Find(name);
        var parameters = (operation.Is["parameters"]?.AsArray() ?? []).Concat(ApiDocument.Root["paths"]![operation.Path]!["parameters"]?.AsArray() ?? []).Select(p => ApiDocument.Follow(p!));
        Assert.Equal(
            Regex.Matches(operation.Path, @"\{(\w+)\}").Select(m => m.Groups[1].Value).Order(), parameters.Where(p => p["in"]!.GetValue<string>() == "path").Select(p => p["name"]!.GetValue<string>()).Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_examples_are_as_its_schemas_say(string name) => Examples(ApiDocument.Find(name));

    [Fact]
    public void Examples_of_webhooks_are_too() => Assert.All(ApiDocument.Webhooks, Examples);

    [Fact]
    public void Closed_sets_of_names_are_those_of_the_code()
    {
        Assert.Equal([.. ReportDesk.Names, WeekDesk.Name], Texts(Schema("GET /api/reports/{name}", "name")["enum"]!));
        Assert.Equal(QueueNames.All, Texts(Schema("POST /api/poison/{queue}", "queue")["enum"]!));
        Assert.Equal(Enum.GetNames<ReportBy>().Select(n => n.ToLowerInvariant()), Texts(Schema("GET /api/reports/{name}", "by")["enum"]!));
        var schemas = ApiDocument.Root["components"]!["schemas"]!;
        Assert.Equal(LeadChange.All, Texts(schemas["ChangeName"]!["enum"]!));
        Assert.Equal(TaskActions.Names, Texts(schemas["TaskAction"]!["enum"]!));
        Assert.Equal(Enum.GetNames<Stage>().Select(n => n.ToLowerInvariant()), Texts(schemas["StageName"]!["enum"]!));
        Assert.Equal(
            Enum.GetValues<HandedProblem>().Select(p => JsonNamingPolicy.KebabCaseLower.ConvertName(p.ToString())), Texts(schemas["HandedResult"]!["properties"]!["refused"]!["items"]!["properties"]!["reason"]!["enum"]!));
        var outcome = ApiDocument.Contents(ApiDocument.Find("POST /api/tasks/{id}")).Single(c => c.Where.EndsWith("200", StringComparison.Ordinal)).Content["schema"]!["properties"]!["outcome"]!;
        Assert.Equal(
            Enum.GetValues<TaskOutcome>().Except([TaskOutcome.Refused, TaskOutcome.NotThere]).Select(o => JsonNamingPolicy.KebabCaseLower.ConvertName(o.ToString())), Texts(outcome["enum"]!));
    }

    private static void Examples(ApiOperation operation)
    {
        foreach (var (where, type, content) in ApiDocument.Contents(operation).Where(c => c.MediaType == "application/json"))
        {
            var examples = ApiDocument.Examples(content).ToList();
            Assert.True(examples.Count > 0, $"{where} has no example of {type}");
            Assert.All(examples, e => Assert.Equal([], ApiDocument.Wrong(content["schema"]!, JsonSerializer.SerializeToElement(e)).Select(w => $"{where}: {w}")));
        }
    }

    private static JsonNode Schema(string operation, string parameter) =>
        ApiDocument.Find(operation).Is["parameters"]!.AsArray().Select(p => ApiDocument.Follow(p!)).Single(p => p["name"]!.GetValue<string>() == parameter)["schema"]!;

    private static IEnumerable<string> Texts(JsonNode list) => list.AsArray().Select(t => t!.GetValue<string>());
}
