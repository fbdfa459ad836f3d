using Funnel.Configuration;
using Funnel.Functions;
using Funnel.Functions.Worker;
using Funnel.Hosts.Tests.Infra;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Funnel.Hosts.Tests.Worker;

public sealed class WorkerSettingsTests
{
    [Theory]
    [InlineData("AzureWebJobsStorage", "no connection string at all")]
    [InlineData("AzureWebJobsStorage", "AccountName=shop")]
    [InlineData("AzureWebJobsStorage", "AccountName=shop;AccountKey=%%%;EndpointSuffix=core.windows.net")]
    [InlineData("AzureWebJobsStorage:accountName", "not a host name")]
    [InlineData("AzureWebJobsStorage:tableServiceUri", "shop")]
    public void A_storage_connection_that_cannot_be_read_is_a_wrong_setting(string name, string value)
    {
        var fault = Assert.Throws<SettingsException>(() => new ServiceCollection().AddWorkerServices(Sample(("AzureWebJobsStorage", null), (name, value))));
        Assert.StartsWith("AzureWebJobsStorage: ", Assert.Single(fault.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void The_console_s_settings_are_checked_with_the_others_on_both_hosts()
    {
        var fault = Assert.Throws<SettingsException>(() => new ServiceCollection().AddFunnelFunctions(
            Sample(("Funnel:Console:SessionLength", "00:00:01"), ("Funnel:Console:UtcOfset", "08:00:00"), ("Funnel:Outreach:MaxAttempts", "many"))));
        Assert.Equal(["console.sessionLength", "console.utcOfset", "outreach.maxAttempts"], fault.Errors.Select(e => e.Split(':')[0]).Order());
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData("False", null, false)]
    [InlineData("True", null, true)]
    [InlineData(null, "10.0.0.5", true)]
    [InlineData(null, "proxy.example", false)]
    public void Headers_that_sign_in_are_asked_for_only_where_somebody_takes_off_those_of_strangers(string? platform, string? proxy, bool starts)
    {
        var fault = Record.Exception(() => new ServiceCollection().AddFunnelFunctions(
            Sample(("Funnel:Console:EasyAuth", "true"), ("WEBSITE_AUTH_ENABLED", platform), ("Funnel:Console:TrustedProxies:0", proxy))));
        Assert.Equal(starts, fault is null);
        Assert.Equal(starts ? null : proxy is null ? "console.easyAuth" : "console.trustedProxies[0]", (fault as SettingsException)?.Errors[0].Split(':')[0]);
    }

    [Theory]
    [InlineData("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Information, false)]
    [InlineData("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning, true)]
    [InlineData("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Warning, false)]
    [InlineData("System.Net.Http.HttpClient.announce.LogicalHandler", LogLevel.Information, false)]
    [InlineData("Azure.Core", LogLevel.Information, false)]
    [InlineData("Polly", LogLevel.Information, false)]
    [InlineData("Funnel.Intake.CommentPoller", LogLevel.Information, true)]
    [InlineData("Microsoft.Hosting.Lifetime", LogLevel.Information, true)] // as configured
    public void What_frameworks_say_of_each_request_is_not_logged(string category, LogLevel level, bool logged)
    {
        var levels = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("LogLevel:Microsoft.Hosting.Lifetime", (string?)"Information")]).Build();
        using var services = new ServiceCollection().AddLogging(l => l.AddConfiguration(levels).AddConsole().FilterFrameworks()).BuildServiceProvider();
        Assert.Equal(logged, services.GetRequiredService<ILoggerFactory>().CreateLogger(category).IsEnabled(level));
    }

    [Fact]
    public void A_configured_level_wins_over_ours_for_the_same_category()
    {
        var levels = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("LogLevel:Microsoft", (string?)"Debug")]).Build();
        using var services = new ServiceCollection().AddLogging(l => l.AddConfiguration(levels).AddConsole().FilterFrameworks()).BuildServiceProvider();
        Assert.True(services.GetRequiredService<ILoggerFactory>().CreateLogger("Microsoft.AspNetCore.Routing").IsEnabled(LogLevel.Debug));
    }

    private static IConfiguration Sample(params (string Name, string? Value)[] changes)
    {
        var values = new Dictionary<string, string?>(SampleSettings.ForConfiguration(), StringComparer.OrdinalIgnoreCase) { ["Funnel:TokenKey"] = "sixteen characters" };
        foreach (var (name, value) in changes)
        {
            values[name] = value;
        }

        return new ConfigurationBuilder().AddInMemoryCollection(values.Where(v => v.Value is not null)).Build();
    }
}
