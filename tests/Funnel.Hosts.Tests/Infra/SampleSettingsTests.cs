using System.Collections;
using System.Reflection;
using Funnel.Configuration;
using Funnel.Console;
using Funnel.Functions;
using Funnel.Connectors.Douyin;
using Funnel.Triage;
using Funnel.Connectors.WeCom;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Hosts.Tests.Infra;

/// <summary>local.settings.sample.json shows every setting an operator must know of, and none that does not exist.</summary>
public sealed class SampleSettingsTests
{
    /// <summary>Right as they are for nearly everybody, or one of several forms; their types document them.</summary>
    private static readonly string[] Optional =
    [
        "Funnel__Offers__0__Accounts__0", "Funnel__Offers__0__Videos__0", "Funnel__Offers__0__Kinds__0",
        "Funnel__Offers__0__Materials__0__Image", "Funnel__Offers__0__Materials__0__File", "Funnel__Offers__0__Materials__0__Link__Picture",
        "Funnel__Offers__0__Materials__0__MiniProgram__Title", "Funnel__Offers__0__Materials__0__MiniProgram__AppId",
        "Funnel__Offers__0__Materials__0__MiniProgram__Page", "Funnel__Offers__0__Materials__0__MiniProgram__Cover",
        "Funnel__Intake__ReadAtLeastEvery", "Funnel__Intake__RecentIds", "Funnel__Intake__MaxPages", "Funnel__Intake__MaxAge",
        "Funnel__Outreach__MaxLooks", "Funnel__Outreach__MaxAttempts", "Funnel__Outreach__FirstRetry", "Funnel__Outreach__LastRetry", "Funnel__Outreach__StopWords__0",
        "Funnel__Triage__AnswerFrom", "Funnel__Triage__Review",
        "Funnel__Triage__LanguageModel__Endpoint", "Funnel__Triage__LanguageModel__Model", "Funnel__Triage__LanguageModel__ApiKey", "Funnel__Triage__LanguageModel__Timeout",
        "Funnel__Triage__LanguageModel__Retries", "Funnel__Triage__LanguageModel__DailyBudget", "Funnel__Triage__LanguageModel__CacheSize", "Funnel__Triage__LanguageModel__MinConfidence",
        "Funnel__Douyin__WebhookSecret", "Funnel__Douyin__Scopes__0", "Funnel__Douyin__PageSize", "Funnel__Douyin__ReplyChars", "Funnel__Douyin__ReadRetries",
        "Funnel__Douyin__RetryDelay", "Funnel__Douyin__BreakAfter", "Funnel__Douyin__BreakFor",
        "Funnel__WeCom__AgentId", "Funnel__WeCom__LinkId", "Funnel__WeCom__LinkName", "Funnel__WeCom__TagGroup", "Funnel__WeCom__Timeout", "Funnel__WeCom__UploadTimeout",
        "Funnel__WeCom__RetryDelay", "Funnel__WeCom__CallbackClockSkew", "Funnel__WeCom__HalfAddRetry",
    ];

    private static readonly string[] Hosts = ["AzureWebJobsStorage", "FUNCTIONS_WORKER_RUNTIME"];

    [Fact]
    public void The_sample_is_read_without_an_error()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(SampleSettings.ForConfiguration()).Build();
        var errors = new List<string>();
        FunnelSettings.Read(configuration.GetSection(FunnelOptions.Section), null, errors);
        Assert.Empty(errors);
        new ServiceCollection().AddFunnelFunctions(configuration);
    }

    [Fact]
    public void The_sample_shows_every_setting_that_is_not_optional_and_no_other()
    {
        var shown = SampleSettings.All.Keys.Select(k => System.Text.RegularExpressions.Regex.Replace(k, @"__[1-9]\d*(?=__|$)", "__0")).Distinct().Except(Hosts).ToList();
        var there = Settings().ToList();
        Assert.Empty(shown.Except(there));
        Assert.Empty(there.Except(shown).Except(Optional));
        Assert.Empty(Optional.Except(there));
        Assert.Empty(Optional.Intersect(shown));
    }

    private static IEnumerable<string> Settings() =>
    [
        .. Names("Funnel", typeof(FunnelOptions)), .. Names("Funnel__Triage", typeof(TriageOptions)), .. Names("Funnel__Douyin", typeof(DouyinOptions)),
        .. FunnelTimer.All.Select(s => s.Setting), .. Names("Funnel__WeCom", typeof(WeComOptions)), .. Names("Funnel__Console", typeof(ConsoleOptions)),
    ];

    private static IEnumerable<string> Names(string path, Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is { IsPublic: true }).SelectMany(p => Of($"{path}__{p.Name}", p.PropertyType));

    private static IEnumerable<string> Of(string path, Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(string) || plain == typeof(Uri) || plain.IsValueType)
        {
            return [path];
        }

        return typeof(IEnumerable).IsAssignableFrom(plain) ? Of(path + "__0", plain.GetGenericArguments()[0]) : Names(path, plain);
    }
}
