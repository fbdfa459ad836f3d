using System.Text.RegularExpressions;
using Funnel.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Connectors.Tests.Http;

/// <summary>What the settings of advertising platforms must hold.</summary>
public sealed class AdvertiserSettingsTests
{
    private static IReadOnlyList<string> Errors(string section, Dictionary<string, string?> account, params (string Key, string? Value)[] more)
    {
        foreach (var (key, value) in more)
        {
            account[$"Funnel:{section}:{key}"] = value;
        }

        account["Funnel:Accounts:0:Id"] = "shop";
        account["Funnel:Accounts:0:Platform"] = section;
        var settings = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(account).Build());
        new ServiceCollection().AddLogging().AddConnectors(settings);
        return [.. settings.Errors().Select(e => Regex.Replace(e, ", is .*", "")).Where(e => !e.StartsWith("tokenKey", StringComparison.Ordinal) && !e.StartsWith("offers", StringComparison.Ordinal))];
    }

    [Fact]
    public void Without_their_sections_they_are_off()
    {
        using var services = new ServiceCollection().AddLogging().AddConnectors(new SettingsReader(new ConfigurationBuilder().Build())).BuildServiceProvider();
        Assert.DoesNotContain(services.GetServices<Connector>(), c => c.Name is "oceanengine" or "kuaishou");
    }

    /// <summary>Without any token it is connected in the console.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("a", "accounts[0].refreshToken: is needed: oceanengine gives it on its OAuth page")]
    public void An_account_of_Ocean_Engine_needs_its_advertiser_and_both_tokens_or_none(string access, string missing) => Assert.Equal(
        new[]
        {
            "accounts[0].openId: must be the advertiser id on oceanengine, which is a whole number",
            missing,
            "oceanengine.appId: must be the app's id, a whole number",
            "oceanengine.secret: is missing: copy it from the app's page on open.oceanengine.com",
        }.Where(e => e.Length > 0),
        Errors("oceanengine", new() { ["Funnel:Accounts:0:OpenId"] = "my-shop", ["Funnel:Accounts:0:AccessToken"] = access }, ("AppId", "app")).Order(StringComparer.Ordinal));

    [Fact]
    public void An_account_of_Kuaishou_needs_the_access_token_of_the_portal_alone() => Assert.Equal(
        (string[])[
            "accounts[0].accessToken: is needed: kuaishou gives it on its ad developer portal",
            "accounts[0].openId: is missing: the merchant's user id on kuaishou",
            "kuaishou.deadTokenCodes[0]: must be a code, a whole number other than 0",
        ],
        Errors("kuaishou", [], ("DeadTokenCodes:0", "dead"), ("PageSize", "100")).Order(StringComparer.Ordinal));
}
