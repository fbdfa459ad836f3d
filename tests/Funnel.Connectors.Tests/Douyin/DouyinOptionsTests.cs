using Funnel.Configuration;
using Funnel.Connectors.Douyin;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Funnel.Connectors.Tests.Douyin;

public sealed class DouyinOptionsTests
{
    private static ServiceProvider Services(SettingsReader settings)
    {
        var services = new ServiceCollection().AddLogging().AddDouyin(settings).AddDouyin(settings);
        settings.Check();
        return services.BuildServiceProvider();
    }

    private static IReadOnlyList<string> Errors(string baseUrl, params (string Key, string Value)[] settings) =>
        Assert.Throws<SettingsException>(() => Services(Connector.Configuration(baseUrl, settings))).Errors;

    [Fact]
    public void Without_its_section_Douyin_is_off()
    {
        using var services = Services(new SettingsReader(new ConfigurationBuilder().Build()));
        Assert.Empty(services.GetServices<Funnel.Connectors.Connector>());
    }

    [Fact]
    public void With_its_section_Douyin_is_one_source()
    {
        using var services = Services(Connector.Configuration("https://open.douyin.com"));
        var source = Assert.Single(services.GetServices<Funnel.Connectors.Connector>());
        var limits = new ConnectorLimits(20, 100, 1000) { SendTimeout = TimeSpan.FromSeconds(10), ReplyListLag = TimeSpan.FromSeconds(30) };
        Assert.Equal(("douyin", limits), (source.Name, source.Limits));
    }

    [Fact]
    public void The_webhook_secret_is_the_client_secret_unless_given()
    {
        using var services = Services(Connector.Configuration("https://open.douyin.com"));
        Assert.Equal(Connector.Secret, services.GetRequiredService<IOptions<DouyinOptions>>().Value.WebhookSecret);
    }

    [Fact]
    public void All_errors_are_told_at_once_with_their_paths_and_without_secrets()
    {
        var errors = Errors(
            "http://open.douyin.com",
            ("ClientKey", ""),
            ("ClientSecret", "a secret"),
            ("Scopes:0", "a,b"),
            ("Timeout", "00:10:00"),
            ("PageSize", "21"),
            ("ReplyChars", "0"),
            ("ReplyListLag", "00:30:01"),
            ("ReadRetries", "9"),
            ("RetryDelay", "00:01:00"),
            ("BreakAfter", "0"),
            ("BreakFor", "00:00:00"),
            ("PageSze", "20"));

        Assert.Equal(
            ["baseUrl", "clientKey", "clientSecret", "webhookSecret", "scopes[0]", "timeout", "pageSize", "replyChars", "replyListLag", "readRetries", "retryDelay", "breakAfter", "breakFor", "pageSze"],
            errors.Where(e => e.StartsWith("douyin.", StringComparison.Ordinal)).Select(e => e["douyin.".Length..].Split(": ")[0]));
        Assert.StartsWith("outreach.readBackAfter: is 00:01:00, must be at least 00:40:03", Assert.Single(errors, e => e.StartsWith("outreach", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain(errors, e => e.Contains("a secret", StringComparison.Ordinal));
    }

    [Fact]
    public void A_value_of_a_wrong_type_is_told_with_the_other_errors()
    {
        Assert.Equal(
            [
                "douyin.pageSize: must be a whole number, is a text of 4 characters",
                "douyin.replyChars: must be from 1 to 1000, is 0",
                "douyin.timeout: must be a time span such as 00:00:30, is a text of 4 characters",
            ],
            Errors("https://open.douyin.com", ("Timeout", "soon"), ("PageSize", "many"), ("ReplyChars", "0")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_account_of_Douyin_has_both_of_the_tokens_that_its_merchant_granted_or_none_until_it_is_connected()
    {
        var settings = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Funnel:Douyin:ClientKey"] = Connector.ClientKey,
            ["Funnel:Douyin:ClientSecret"] = Connector.Secret,
            ["Funnel:Accounts:0:Id"] = "shop",
            ["Funnel:Accounts:0:Platform"] = "douyin",
            ["Funnel:Accounts:0:OpenId"] = "x",
            ["Funnel:Accounts:0:RefreshToken"] = "r",
            ["Funnel:Accounts:1:Id"] = "not-connected-yet",
            ["Funnel:Accounts:1:Platform"] = "douyin",
            ["Funnel:Accounts:1:OpenId"] = "y",
        }).Build());
        Assert.Equal(["accounts[0].accessToken: is needed: douyin gives it on its OAuth page"], Assert.Throws<SettingsException>(() => Services(settings)).Errors);
    }

    [Fact]
    public void Scopes_that_are_not_named_are_those_that_the_product_needs()
    {
        using var services = Services(Connector.Configuration("https://open.douyin.com", ("Scopes", "")));
        Assert.Equal(DouyinOptions.DefaultScopes, services.GetRequiredService<IOptions<DouyinOptions>>().Value.Scopes);
    }

    [Theory]
    [InlineData("https://open-sandbox.douyin.com", true)]
    [InlineData("http://localhost:5050/douyin", true)]
    [InlineData("open.douyin.com", false)]
    [InlineData("ftp://open.douyin.com", false)]
    [InlineData("https://u:p@open.douyin.com", false)]
    [InlineData("https://open.douyin.com/?a=1", false)]
    public void The_address_must_be_one_that_tokens_may_be_sent_to(string url, bool good)
    {
        Assert.Equal(good, Record.Exception(() => Services(Connector.Configuration(url)).Dispose()) is null);
    }
}
