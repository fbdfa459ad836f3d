using Funnel.Configuration;
using Funnel.Connectors.WeCom;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Connectors.Tests.WeCom;

public sealed class SettingsTests
{
    [Fact]
    public void Without_a_section_nothing_is_registered_but_the_names_that_offers_may_use()
    {
        var services = new ServiceCollection().AddWeCom(new SettingsReader(new ConfigurationBuilder().Build()));
        Assert.All(services, s => Assert.Equal(typeof(ContactPathName), s.ServiceType));
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
        var wrong = Assert.Throws<SettingsException>(() => Add(settings));
        string[] expected = ["baseUrl", "encodingAesKey", "callbackToken", "agentId", "staff[1]", "linkName", "timeout", "retryDelay", "secrt", "secret", "corpId"];
        Assert.Equal(expected.Order(), wrong.Errors.Select(error => error.Split(": ")[0]["weCom.".Length..]).Order());
        Assert.Contains("weCom.secrt: there is no such setting; did you mean weCom.secret?", wrong.Message, StringComparison.Ordinal);
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
        var settings = LoopbackWeCom.Settings("https://e.com", new() { ["EncodingAesKey"] = key });
        new ServiceCollection().AddWeCom(settings);
        Assert.StartsWith("weCom.encodingAesKey", Assert.Single(settings.Errors()), StringComparison.Ordinal);
    }

    [Fact]
    public void Staff_are_needed_unless_a_link_is_given()
    {
        var settings = Minimal();
        settings.Remove("Funnel:WeCom:Staff:0");
        Assert.StartsWith("weCom.staff: ", Assert.Single(Assert.Throws<SettingsException>(() => Add(settings)).Errors), StringComparison.Ordinal);
        settings["Funnel:WeCom:LinkId"] = "L";
        Add(settings);
    }

    [Fact]
    public void The_least_that_must_be_set_gives_a_destination_named_wecom()
    {
        using var services = Add(Minimal()).BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });
        Assert.Equal("wecom", services.GetRequiredService<Funnel.Connectors.Connector>().Name);
        Assert.Equal("https://qyapi.weixin.qq.com/", services.GetRequiredService<WeComOptions>().BaseUrl.AbsoluteUri);
        Assert.NotNull(services.GetRequiredService<WeComAcquisition>());
    }

    [Fact]
    public void What_was_copied_with_blanks_or_left_empty_is_read_as_meant()
    {
        var settings = Minimal();
        settings["Funnel:WeCom:CorpId"] = $" {Vectors.CorpId} ";
        settings["Funnel:WeCom:AgentId"] = "";
        settings["Funnel:WeCom:LinkId"] = " ";
        settings["Funnel:WeCom:Staff:1"] = " lisi";
        settings["Funnel:WeCom:BaseUrl"] = "https://example.com/wecom";
        using var services = Add(settings).BuildServiceProvider();
        var options = services.GetRequiredService<WeComOptions>();
        Assert.Equal((Vectors.CorpId, null, null, "https://example.com/wecom/"), (options.CorpId, options.AgentId, options.LinkId, options.BaseUrl.AbsoluteUri));
        Assert.Equal(["zhangsan", "lisi"], options.Staff);
    }

    private static Dictionary<string, string?> Minimal() => new()
    {
        ["Funnel:WeCom:CorpId"] = Vectors.CorpId,
        ["Funnel:WeCom:Secret"] = "s",
        ["Funnel:WeCom:CallbackToken"] = Vectors.Token,
        ["Funnel:WeCom:EncodingAesKey"] = Vectors.Key,
        ["Funnel:WeCom:Staff:0"] = "zhangsan",
    };

    private static IServiceCollection Add(Dictionary<string, string?> values)
    {
        var settings = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        var services = new ServiceCollection().AddWeCom(settings);
        settings.Check();
        return services;
    }
}
