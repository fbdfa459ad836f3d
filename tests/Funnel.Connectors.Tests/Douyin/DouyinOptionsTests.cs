using Funnel.Connectors.Douyin;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Funnel.Connectors.Tests.Douyin;

public sealed class DouyinOptionsTests
{
    private static ServiceProvider Services(IConfigurationSection funnel) =>
        new ServiceCollection().AddLogging().AddDouyin(funnel).AddDouyin(funnel).BuildServiceProvider();

    [Fact]
    public void Without_its_section_Douyin_is_off()
    {
        using var services = Services(new ConfigurationBuilder().Build().GetSection("Funnel"));
        Assert.Empty(services.GetServices<ISource>());
    }

    [Fact]
    public void With_its_section_Douyin_is_one_source()
    {
        using var services = Services(Connector.Configuration("https://open.douyin.com"));
        var source = Assert.Single(services.GetServices<ISource>());
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
        using var services = Services(Connector.Configuration(
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
            ("BreakFor", "00:00:00")));

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<DouyinOptions>>().Value);

        Assert.Equal(
            ["BaseUrl", "ClientKey", "ClientSecret", "WebhookSecret", "Scopes:0", "Timeout", "PageSize", "ReplyChars", "ReplyListLag", "ReadRetries", "RetryDelay", "BreakAfter", "BreakFor"],
            error.Failures.Select(f => f["Funnel:Douyin:".Length..].Split(": ")[0]));
        Assert.DoesNotContain("a secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_of_a_wrong_type_is_told_with_the_other_errors()
    {
        using var services = Services(Connector.Configuration("https://open.douyin.com", ("Timeout", "soon"), ("PageSize", "many"), ("ReplyChars", "0")));

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<DouyinOptions>>().Value);

        Assert.Equal(
            [
                "Funnel:Douyin:PageSize: cannot be read as a whole number.",
                "Funnel:Douyin:ReplyChars: is 0, must be from 1 to 1000.",
                "Funnel:Douyin:Timeout: cannot be read as a time such as 00:00:10.",
            ],
            error.Failures.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Errors_are_told_at_start()
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddDouyin(Connector.Configuration("https://open.douyin.com", ("PageSize", "21")));
        using var host = builder.Build();
        await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
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
        using var services = Services(Connector.Configuration(url));
        var read = Record.Exception(() => services.GetRequiredService<IOptions<DouyinOptions>>().Value);
        Assert.Equal(good, read is null);
    }
}
