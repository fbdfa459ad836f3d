using Funnel.Arrival;
using Funnel.Connectors.WeCom;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Funnel.Connectors.Tests.WeCom;

public sealed class SettingsTests
{
    [Fact]
    public void Without_a_section_nothing_is_registered()
    {
        var services = new ServiceCollection().AddWeCom(new ConfigurationBuilder().Build().GetSection("Funnel"));
        Assert.Empty(services);
    }

    [Fact]
    public void All_mistakes_are_reported_at_once_with_their_paths_and_without_values()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Funnel:WeCom:BaseUrl"] = "http://example.com",
            ["Funnel:WeCom:EncodingAesKey"] = Vectors.Key + "=",
            ["Funnel:WeCom:CallbackToken"] = "not-alphanumeric",
            ["Funnel:WeCom:AgentId"] = "x",
            ["Funnel:WeCom:Staff:0"] = "zhangsan",
            ["Funnel:WeCom:Staff:1"] = " ",
            ["Funnel:WeCom:LinkName"] = new string('n', 31),
            ["Funnel:WeCom:Timeout"] = "5 seconds",
            ["Funnel:WeCom:RetryDelay"] = "01:00:00",
            ["Funnel:WeCom:Secrt"] = "typo",
        };
        var wrong = Assert.Throws<OptionsValidationException>(() => Add(settings));
        string[] expected = ["BaseUrl", "EncodingAesKey", "CallbackToken", "AgentId", "Staff:1", "LinkName", "Timeout", "RetryDelay", "Secrt", "Secret", "CorpId"];
        Assert.Equal(expected.Order(), wrong.Failures.Select(failure => failure.Split(' ', 2)[0].TrimEnd(':')["Funnel:WeCom:".Length..]).Order());
        Assert.DoesNotContain(Vectors.Key, wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not-alphanumeric", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2")]
    [InlineData("jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2CC")]
    [InlineData("jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C=")]
    [InlineData("jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B$C")]
    public void A_malformed_key_is_found_at_the_start(string key)
    {
        var wrong = Assert.Throws<OptionsValidationException>(() => new ServiceCollection().AddWeCom(LoopbackWeCom.Settings("https://e.com", new() { ["EncodingAesKey"] = key })));
        Assert.StartsWith("Funnel:WeCom:EncodingAesKey", Assert.Single(wrong.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void Staff_are_needed_unless_a_link_is_given()
    {
        var settings = Minimal();
        settings.Remove("Funnel:WeCom:Staff:0");
        Assert.Contains("Funnel:WeCom:Staff", Assert.Single(Assert.Throws<OptionsValidationException>(() => Add(settings)).Failures), StringComparison.Ordinal);
        settings["Funnel:WeCom:LinkId"] = "L";
        Add(settings);
    }

    [Fact]
    public void The_least_that_must_be_set_gives_a_destination_named_wecom()
    {
        using var services = Add(Minimal()).BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });
        Assert.Equal("wecom", services.GetRequiredService<IDestination>().Name);
        Assert.Equal("https://qyapi.weixin.qq.com/", services.GetRequiredService<WeComOptions>().BaseUrl.AbsoluteUri);
        Assert.NotNull(services.GetRequiredService<WeComAcquisition>());
    }

    private static Dictionary<string, string?> Minimal() => new()
    {
        ["Funnel:WeCom:CorpId"] = Vectors.CorpId,
        ["Funnel:WeCom:Secret"] = "s",
        ["Funnel:WeCom:CallbackToken"] = Vectors.Token,
        ["Funnel:WeCom:EncodingAesKey"] = Vectors.Key,
        ["Funnel:WeCom:Staff:0"] = "zhangsan",
    };

    private static IServiceCollection Add(Dictionary<string, string?> settings) =>
        new ServiceCollection().AddWeCom(new ConfigurationBuilder().AddInMemoryCollection(settings).Build().GetSection("Funnel"));
}
