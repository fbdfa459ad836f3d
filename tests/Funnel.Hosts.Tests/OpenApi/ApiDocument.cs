using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Funnel.Hosts.Tests.Infra;
using Json.Schema;
using SharpYaml.Serialization;

namespace Funnel.Hosts.Tests.OpenApi;

/// <summary>One operation of the document, such as <c>GET /api/funnel</c>.</summary>
internal sealed record ApiOperation(string Method, string Path, JsonObject Is)
{
    public string Name => $"{Method} {Path}";
}

/// <summary>docs/openapi.yaml, and whether a value is as one of its schemas says.</summary>
internal static partial class ApiDocument
{
    private const string Components = "#/components/schemas/";
    private const string Definitions = "#/$defs/";
    private static readonly string[] Methods = ["get", "head", "post", "put", "delete", "patch", "options"];
    private static readonly EvaluationOptions Asked = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    public static string Text { get; } = Repository.Read("docs", "openapi.yaml");

    public static JsonObject Root { get; } = Read();

    public static IReadOnlyList<ApiOperation> Operations { get; } =
        [.. Root["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Where(o => Methods.Contains(o.Key)).Select(o => new ApiOperation(o.Key.ToUpperInvariant(), p.Key, o.Value!.AsObject())))];

    public static IReadOnlyList<ApiOperation> Webhooks { get; } =
        [.. Root["webhooks"]!.AsObject().SelectMany(p => p.Value!.AsObject().Select(o => new ApiOperation(o.Key.ToUpperInvariant(), p.Key, o.Value!.AsObject())))];

    public static ApiOperation Find(string name) => Operations.Single(o => o.Name == name);

    /// <summary>What a reference stands for; any other node is itself.</summary>
    public static JsonObject Follow(JsonNode node) => node["$ref"] is { } reference
        ? Follow(reference.GetValue<string>().Split('/').Skip(1).Aggregate((JsonNode)Root, (at, name) => at[name] ?? throw new InvalidOperationException($"{reference} leads nowhere")))
        : node.AsObject();

    /// <summary>Everything in the document that has both a schema and examples, or should.</summary>
    public static IEnumerable<(string Where, string MediaType, JsonObject Content)> Contents(ApiOperation operation)
    {
        var bodies = operation.Is["responses"]!.AsObject().Select(r => (Where: $"{operation.Name} {r.Key}", Body: Follow(r.Value!)));
        var all = operation.Is["requestBody"] is { } request ? bodies.Prepend((Where: $"{operation.Name} body", Body: Follow(request))) : bodies;
        return all.SelectMany(b => (b.Body["content"]?.AsObject() ?? []).Select(c => (b.Where, c.Key, c.Value!.AsObject())));
    }

    public static IEnumerable<JsonNode> Examples(JsonObject content) =>
        (content["example"] is { } one ? [one] : Array.Empty<JsonNode>()).Concat((content["examples"]?.AsObject() ?? []).Select(e => e.Value!["value"]!));

    /// <summary>What is wrong with a value. A field that the schema does not name is wrong too: the document is to tell of all there are.</summary>
    public static IReadOnlyList<string> Wrong(JsonNode schema, JsonElement value)
    {
        var whole = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["$defs"] = Root["components"]!["schemas"]!.DeepClone(), ["allOf"] = new JsonArray(schema.DeepClone()) };
        Close(whole);
        var built = JsonSchema.FromText(whole.ToJsonString().Replace(Components, Definitions, StringComparison.Ordinal));
        var result = built.Evaluate(value, Asked);
        return result.IsValid ? [] : [.. (result.Details ?? []).Where(d => d.Errors is { Count: > 0 }).Select(d => $"{d.InstanceLocation}: {string.Join("; ", d.Errors!.Values)} ({d.EvaluationPath})")];
    }

    private static void Close(JsonNode? node)
    {
        if (node is JsonObject { } named)
        {
            if (named["properties"] is JsonObject && named["additionalProperties"] is null)
            {
                named["additionalProperties"] = false;
            }

            named.ToList().ForEach(n => Close(n.Value));
        }
        else if (node is JsonArray list)
        {
            list.ToList().ForEach(Close);
        }
    }

    private static JsonObject Read()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Text));
        return Of(yaml.Documents.Single().RootNode)!.AsObject();
    }

    /// <summary>YAML's core schema, as far as the document uses it.</summary>
    private static JsonNode? Of(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(c => KeyValuePair.Create(((YamlScalarNode)c.Key).Value!, Of(c.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Of)]),
        YamlScalarNode { Style: not SharpYaml.ScalarStyle.Plain } text => text.Value,
        YamlScalarNode { Value: "null" or "" } => null,
        YamlScalarNode { Value: "true" or "false" } flag => flag.Value == "true",
        YamlScalarNode { Value: { } number } when Number().IsMatch(number) => JsonNode.Parse(number),
        YamlScalarNode text => text.Value,
        _ => throw new InvalidOperationException($"{node} is no part of JSON"),
    };

    [GeneratedRegex(@"^-?(0|[1-9]\d*)(\.\d+)?$")]
    private static partial Regex Number();
}
