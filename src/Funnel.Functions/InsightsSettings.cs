using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Funnel.Configuration;
using Microsoft.Extensions.Configuration;

namespace Funnel.Functions;

/// <summary>How Application Insights is reached: the settings that the Functions host reads too.</summary>
/// <param name="Identity">The managed identity that signs in; null where the connection string alone opens.</param>
internal sealed record InsightsSettings(string ConnectionString, ManagedIdentityId? Identity)
{
    internal const string Connection = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    internal const string SignIn = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    /// <summary>
    /// Says what is wrong with the two, together with the errors of all other settings. <see cref="Read"/> does not: telemetry is also set up
    /// in an app that cannot work and has to tell why.
    /// </summary>
    public static void Check(SettingsReader settings) => Parse(settings);

    /// <returns>Null when Application Insights is not used, or cannot be: see <see cref="Check"/>.</returns>
    public static InsightsSettings? Read(IConfiguration configuration)
    {
        var settings = new SettingsReader(configuration);
        var read = Parse(settings);
        return settings.Errors().Count == 0 ? read : null;
    }

    /// <summary>Sets the exporter up.</summary>
    public void Apply(AzureMonitorExporterOptions options)
    {
        options.ConnectionString = ConnectionString;
        options.Credential = Identity is null ? null : new ManagedIdentityCredential(Identity);
        options.EnableTraceBasedLogsSampler = false; // alerts look for single events: none may be left out because its trace was
        options.EnablePerformanceCounters = false; // the platform counts memory and processor time itself
    }

    private static InsightsSettings? Parse(SettingsReader settings)
    {
        if (settings.Variable(Connection) is not { Length: > 0 } connection)
        {
            return null;
        }

        if (!Guid.TryParse(Parts(connection).GetValueOrDefault("InstrumentationKey"), out _))
        {
            settings.Complain(Connection, "has no InstrumentationKey; copy the connection string of the Application Insights resource, or leave the setting out");
        }

        var identity = ReadIdentity(settings);
        return new(connection, identity);
    }

    /// <summary><c>Authorization=AAD</c> is the app's own identity, <c>ClientId=…;Authorization=AAD</c> one that was assigned to it.</summary>
    private static ManagedIdentityId? ReadIdentity(SettingsReader settings)
    {
        if (settings.Variable(SignIn) is not { Length: > 0 } text)
        {
            return null;
        }

        var parts = Parts(text);
        if (!string.Equals(parts.GetValueOrDefault("Authorization"), "AAD", StringComparison.OrdinalIgnoreCase))
        {
            settings.Complain(SignIn, "must be Authorization=AAD, or ClientId=<client id of the identity>;Authorization=AAD");
            return null;
        }

        return parts.GetValueOrDefault("ClientId") is { Length: > 0 } client ? ManagedIdentityId.FromUserAssignedClientId(client) : ManagedIdentityId.SystemAssigned;
    }

    private static Dictionary<string, string> Parts(string text) => text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(p => p.Split('=', 2)).Where(p => p.Length == 2).GroupBy(p => p[0], p => p[1], StringComparer.OrdinalIgnoreCase)
        .ToDictionary(p => p.Key, p => p.Last(), StringComparer.OrdinalIgnoreCase);
}
