using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Funnel.Configuration;
using Funnel.Console;
using Funnel.Functions;
using Funnel.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Hosts.Tests.Infra;

/// <summary>Names that the template and the code must agree on.</summary>
public sealed class DeploymentTests
{
    [BicepFact]
    public void Queues_and_tables_are_those_of_the_code()
    {
        Assert.Equal(QueueNames.All, Bicep.Example.Variable<string[]>("storage", "queues"));
        Assert.Equal(Tables.All, Bicep.Example.Variable<string[]>("storage", "tables"));
        var queues = Bicep.Example.Resources("storage", "Microsoft.Storage/storageAccounts/queueServices/queues").Select(r => (string)r["name"]!);
        Assert.Contains(queues, name => name.Contains($"format('{QueueNames.Poison("{0}")}', variables('queues')", StringComparison.Ordinal));
    }

    [BicepFact]
    public void Settings_of_the_template_and_of_its_example_are_read_without_an_error()
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        Fill(values, Texts(Bicep.Example.Given["secretSettings"]).Append("Funnel__TokenKey").ToDictionary(s => s, s => SampleSettings.All[s]));
        Fill(values, Bicep.Example.Variable<Dictionary<string, string>>("app", "defaults"));
        Fill(values, Bicep.Example.Given["settings"].Deserialize<Dictionary<string, string>>()!);
        Fill(values, Bicep.Example.Variable<Dictionary<string, string>>("app", "fixed"));
        values["WEBSITE_AUTH_ENABLED"] = "True"; // the platform's own, where its authentication is on, as the template has it
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();

        var settings = new SettingsReader(configuration);
        new ServiceCollection().AddFunnelFunctions(settings).AddSharedKeyRing(settings);
        settings.Check();
        Assert.True(settings.Read<ConsoleOptions>(ConsoleOptions.SectionName).EasyAuth);
    }

    [BicepFact]
    public void Settings_that_triggers_name_are_set()
    {
        var named = FunctionsRegistration.Assembly.GetTypes().SelectMany(t => t.GetMethods()).SelectMany(m => m.GetParameters())
            .Select(p => p.GetCustomAttribute<TimerTriggerAttribute>()).OfType<TimerTriggerAttribute>().Select(t => t.Schedule.Trim('%')).ToList();
        var defaults = Bicep.Example.Variable<Dictionary<string, string>>("app", "defaults");
        Assert.Equal(FunnelTimer.All.Select(s => s.Setting).Order(), named.Order());
        Assert.Equal(FunnelTimer.All.ToDictionary(s => s.Setting, s => s.Default), defaults);
        Assert.All(defaults, d => Assert.Equal(SampleSettings.All[d.Key], d.Value));
    }

    [BicepFact]
    public void Storage_is_found_by_identity_under_the_hosts_names()
    {
        string[] wanted = ["accountName", "blobServiceUri", "queueServiceUri", "tableServiceUri", "credential", "clientId"];
        var found = Regex.Matches(Bicep.Example.Module("app").ToJsonString(), @"AzureWebJobsStorage__\w+").Select(m => m.Value).Distinct();
        Assert.Equal(wanted.Select(w => "AzureWebJobsStorage__" + w).Order(), found.Order());
        var account = Assert.Single(Bicep.Example.Resources("storage", "Microsoft.Storage/storageAccounts"));
        Assert.False((bool)account["properties"]!["allowSharedKeyAccess"]!);
        Assert.DoesNotMatch("(?i)listKeys|AccountKey", Bicep.Example.Template.ToJsonString());
    }

    [BicepFact]
    public void Roles_are_the_five_that_are_needed()
    {
        // https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
        var wanted = new Dictionary<string, string>
        {
            ["Storage Table Data Contributor"] = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
            ["Storage Queue Data Contributor"] = "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
            ["Storage Blob Data Owner"] = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
            ["Key Vault Secrets User"] = "4633458b-17de-408a-b874-0445c86b69e6",
            ["Monitoring Metrics Publisher"] = "3913510d-42f4-4e42-8a64-420c390055eb",
        };
        Assert.Equal(wanted, Bicep.Example.Variable<Dictionary<string, string>>("roles", "roleIds"));
    }

    /// <summary>Sign-in must not stand before what guards itself, and must stand before everything else.</summary>
    [BicepFact]
    public void Sign_in_leaves_out_callbacks_health_and_what_has_keys_and_nothing_else()
    {
        var signIn = Bicep.Example.Module("app")["resources"]!["signIn"]!["properties"]!["globalValidation"]!;
        var free = Routes().Where(r => r.Level == AuthorizationLevel.Function || !r.Route.StartsWith("console", StringComparison.Ordinal) && r.Level == AuthorizationLevel.Anonymous)
            .Select(r => "/" + (r.Route.IndexOf('{', StringComparison.Ordinal) is var parameter and > 0 ? r.Route[..parameter] + "*" : r.Route)).Distinct();
        Assert.Equal(free.Order(), Texts(signIn["excludedPaths"]!).Order());
        Assert.True((bool)signIn["requireAuthentication"]!);
    }

    [BicepFact]
    public void Functions_that_are_kept_warm_exist()
    {
        var warm = Bicep.Example.Template["parameters"]!["alwaysReady"]!["defaultValue"]!.AsArray().Select(w => (string)w!["name"]!)
            .Where(n => n.StartsWith("function:", StringComparison.Ordinal)).Select(n => n["function:".Length..]).ToList();
        Assert.NotEmpty(warm);
        Assert.Empty(warm.Except(FunctionNames()));
    }

    private static IEnumerable<string> Texts(JsonNode list) => list.AsArray().Select(t => (string)t!);

    private static void Fill(Dictionary<string, string?> values, IEnumerable<KeyValuePair<string, string>> settings)
    {
        foreach (var (name, value) in settings)
        {
            values[name.Replace("__", ":", StringComparison.Ordinal)] = value;
        }
    }

    internal static IEnumerable<string> FunctionNames() =>
        FunctionsRegistration.Assembly.GetTypes().SelectMany(t => t.GetMethods()).Select(m => m.GetCustomAttribute<FunctionAttribute>()?.Name).OfType<string>();

    private static IEnumerable<(string Route, AuthorizationLevel Level)> Routes() =>
        FunctionsRegistration.Assembly.GetTypes().SelectMany(t => t.GetMethods()).SelectMany(m => m.GetParameters())
            .Select(p => p.GetCustomAttribute<HttpTriggerAttribute>()).OfType<HttpTriggerAttribute>().Select(h => (h.Route!, h.AuthLevel));
}
