using System.Text.Json;
using Funnel.Configuration;
using Funnel.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Embedded.Commands;

/// <summary>A file of settings for the Functions host on one's own machine: names and texts, all under <c>Values</c>.</summary>
/// <remarks>https://learn.microsoft.com/azure/azure-functions/functions-develop-local#local-settings-file</remarks>
internal static class LocalSettings
{
    private const string Values = "Values";

    /// <summary>Settings of the Functions host, its language workers, loggers and exporters.</summary>
    private static readonly string[] Others = ["AzureWebJobs", "AzureFunctionsJobHost", "FUNCTIONS_", "WEBSITE_", "APPLICATIONINSIGHTS_", "OTEL_", "Logging"];

    /// <summary>Whether the text of a configuration is such a file.</summary>
    public static bool IsIn(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty(Values, out _);
        }
        catch (JsonException)
        {
            return false; // whoever reads it as a configuration says where
        }
    }

    /// <summary>Its values under their names as settings, unchecked.</summary>
    public static IConfigurationRoot Read(Stream json)
    {
        var values = new ConfigurationBuilder().AddJsonStream(json).Build().GetSection(Values).GetChildren()
            .Select(v => KeyValuePair.Create(v.Key.Replace("__", ":", StringComparison.Ordinal), v.Value));
        return new ConfigurationBuilder().AddInMemoryCollection(values).Build();
    }

    /// <exception cref="SettingsException">Something is wrong; names everything that is.</exception>
    public static void Check(Stream json)
    {
        var configuration = Read(json);
        var settings = new SettingsReader(configuration);
        new ServiceCollection().AddWorkerServices(configuration, settings);
        StrayVariables.Check(settings, configuration, Others);
        settings.Check();
    }
}
