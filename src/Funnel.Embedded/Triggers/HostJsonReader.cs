using System.Globalization;
using System.Text.Json;

namespace Funnel.Embedded.Triggers;

/// <summary>Reads host.json and gathers everything that is wrong in it. Settings for parts this host does not have are left alone.</summary>
internal sealed class HostJsonReader(string source)
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly List<string> _errors = [];

    public HostJson Read(string json)
    {
        using var document = Open(json);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new StartupException($"{source} is wrong.", ["The file must hold one JSON object."]);
        }

        var result = new HostJson(RoutePrefix(root), FunctionTimeout(root), Queues(root));
        return _errors.Count == 0 ? result : throw new StartupException($"{source} is wrong.", _errors);
    }

    private JsonDocument Open(string json)
    {
        try
        {
            return JsonDocument.Parse(json, Lenient);
        }
        catch (JsonException e)
        {
            throw new StartupException($"{source} is not JSON.", [e.Message], e);
        }
    }

    private string RoutePrefix(JsonElement root) =>
        Text(root, "extensions.http.routePrefix") is { } prefix ? prefix.Trim('/') : HostJson.Default.RoutePrefix;

    private TimeSpan? FunctionTimeout(JsonElement root) =>
        Text(root, "functionTimeout") is "-1"
            ? null
            : Time(root, "functionTimeout", TimeSpan.FromSeconds(1), TimeSpan.FromDays(10), HostJson.Default.FunctionTimeout!.Value);

    private QueueSettings Queues(JsonElement root)
    {
        var queues = QueueSettings.Default;
        var batchSize = Number(root, "extensions.queues.batchSize", 1, 32, queues.BatchSize);
        return new(
            batchSize,
            Number(root, "extensions.queues.newBatchThreshold", 0, 1000, batchSize / 2),
            Time(root, "extensions.queues.maxPollingInterval", TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(1), queues.MaxPollingInterval),
            Time(root, "extensions.queues.visibilityTimeout", TimeSpan.Zero, TimeSpan.FromDays(7), queues.VisibilityTimeout),
            Number(root, "extensions.queues.maxDequeueCount", 1, 1000, queues.MaxDequeueCount));
    }

    private string? Text(JsonElement root, string path)
    {
        if (Find(root, path) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString();
        }

        _errors.Add($"{path} must be text, is {value.GetRawText()}.");
        return null;
    }

    private int Number(JsonElement root, string path, int least, int most, int otherwise)
    {
        if (Find(root, path) is not { } value)
        {
            return otherwise;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most)
        {
            return number;
        }

        _errors.Add($"{path} must be a whole number from {least} to {most}, is {value.GetRawText()}.");
        return otherwise;
    }

    private TimeSpan Time(JsonElement root, string path, TimeSpan least, TimeSpan most, TimeSpan otherwise)
    {
        if (Find(root, path) is not { } value)
        {
            return otherwise;
        }

        if (value.ValueKind == JsonValueKind.String
            && TimeSpan.TryParse(value.GetString(), CultureInfo.InvariantCulture, out var time) && time >= least && time <= most)
        {
            return time;
        }

        _errors.Add($"{path} must be a time \"hh:mm:ss\" from {least} to {most}, is {value.GetRawText()}.");
        return otherwise;
    }

    private static JsonElement? Find(JsonElement element, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var inner))
            {
                return null;
            }

            element = inner;
        }

        return element.ValueKind == JsonValueKind.Null ? null : element;
    }
}
