using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Funnel.Functions;
using Funnel.Hosts.Tests.Infra;
using Microsoft.Azure.Functions.Worker;
using Xunit.Abstractions;

namespace Funnel.Hosts.Tests.Worker;

/// <summary>Needs <c>dotnet publish</c> to have run, as test.sh does: skipped without its folder, except under CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PublishedFactAttribute : FactAttribute
{
    public PublishedFactAttribute() => Skip =
        WorkerFolder.Published is not null || string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase)
            ? null
            : $"{WorkerFolder.Variable} does not name the folder of dotnet publish src/Funnel.Functions: test.sh sets it";
}

/// <summary>What is deployed, and what a local start finds: all that the Functions host needs, and nothing that does not belong there.</summary>
public sealed class WorkerFolderTests(ITestOutputHelper output)
{
    [Fact]
    public void The_build_has_all_that_a_local_start_needs()
    {
        Check(WorkerFolder.Built);
        Assert.Equal(File.Exists(Repository.Path("local.settings.json")), File.Exists(Path.Combine(WorkerFolder.Built, "local.settings.json")));
    }

    [PublishedFact]
    public void What_is_published_has_all_that_the_host_needs_and_nothing_else_of_ours()
    {
        Assert.True(WorkerFolder.Published is not null, $"{WorkerFolder.Variable} is not set: run ./test.sh, or publish and set it");
        Check(WorkerFolder.Published);
        var files = new DirectoryInfo(WorkerFolder.Published).GetFiles("*", SearchOption.AllDirectories);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"published: {files.Length} files, {files.Sum(f => f.Length) / 1048576.0:0.0} MB"));
        string[] elsewhere = ["local.settings", "xunit", "testhost", "SQLite", "System.CommandLine", "Playwright", "Benchmark", "FsCheck"];
        Assert.DoesNotContain(files, f => elsewhere.Any(e => f.Name.Contains(e, StringComparison.OrdinalIgnoreCase)));
    }

    private static void Check(string folder)
    {
        Assert.True(Directory.Exists(folder), folder + " is not there");
        Assert.Equal(FromAttributes().Order(StringComparer.Ordinal), FromMetadata(folder).Order(StringComparer.Ordinal));
        Assert.Equal(Repository.Read("host.json"), File.ReadAllText(Path.Combine(folder, "host.json")));

        var worker = Json(folder, "worker.config.json").GetProperty("description");
        Assert.Equal("dotnet-isolated", worker.GetProperty("language").GetString());
        Assert.Equal("true", worker.GetProperty("workerIndexing").GetString()); // the worker tells its functions, so with wrong settings it can tell fewer
        Assert.True(File.Exists(Path.Combine(folder, worker.GetProperty("defaultWorkerPath").GetString()!)));

        // The host's side of the triggers that are not HTTP.
        Assert.True(File.Exists(Path.Combine(folder, ".azurefunctions", "Microsoft.Azure.WebJobs.Extensions.Storage.Queues.dll")));
        Assert.NotEmpty(Json(folder, "extensions.json").GetProperty("extensions").EnumerateArray());

        // Of ours this and no more: not the sandbox, and not what the model is trained by and from.
        string[] ours = ["Funnel", "Funnel.Azure", "Funnel.Connectors", "Funnel.Console", "Funnel.Functions"];
        Assert.Equal(ours, Directory.GetFiles(folder, "Funnel*.dll", SearchOption.AllDirectories).Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> FromAttributes() =>
        from type in FunctionsRegistration.Assembly.GetTypes()
        from method in type.GetMethods()
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        from parameter in method.GetParameters()
        from attribute in parameter.GetCustomAttributes()
        let trigger = attribute switch
        {
            HttpTriggerAttribute http => $"httpTrigger {http.AuthLevel} {string.Join(',', http.Methods!)} {http.Route}",
            QueueTriggerAttribute queue => $"queueTrigger {queue.QueueName} {queue.Connection}",
            TimerTriggerAttribute timer => $"timerTrigger {timer.Schedule}",
            _ => null,
        }
        where trigger is not null
        select $"{function.Name} = {type.FullName}.{method.Name}: {parameter.Name} {trigger}";

    private static IEnumerable<string> FromMetadata(string folder) =>
        from function in Json(folder, "functions.metadata").EnumerateArray()
        from binding in function.GetProperty("bindings").EnumerateArray()
        let type = Text(binding, "type")
        where type.EndsWith("Trigger", StringComparison.Ordinal)
        let trigger = type switch
        {
            "httpTrigger" => $"{Text(binding, "authLevel")} {string.Join(',', binding.GetProperty("methods").EnumerateArray().Select(m => m.GetString()))} {Text(binding, "route")}",
            "queueTrigger" => $"{Text(binding, "queueName")} {Text(binding, "connection")}",
            _ => Text(binding, "schedule"),
        }
        select $"{Text(function, "name")} = {Text(function, "entryPoint")}: {Text(binding, "name")} {type} {trigger}";

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString()! : "";

    private static JsonElement Json(string folder, string file) => JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, file))).RootElement;
}
