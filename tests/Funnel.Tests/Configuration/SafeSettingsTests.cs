using Funnel.Configuration;
using Funnel.Leads;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Tests.Configuration;

/// <summary>Settings by which others could read or forge: addresses without encryption, keys that can be guessed.</summary>
public sealed class SafeSettingsTests
{
    [Theory]
    [InlineData("Offers:0:Materials:0:Link:Url", "http://example.com/guide.pdf", "offers[0].materials[0].link.url: must be an https address, is one of 'http'")]
    [InlineData("Offers:0:Materials:0:Link:Url", "ftp://example.com/guide.pdf", "offers[0].materials[0].link.url: must be an https address, is one of 'ftp'")]
    [InlineData("Offers:0:Materials:0:Link:Url", "javascript:alert(1)", "offers[0].materials[0].link.url: must be an https address, is one of 'javascript'")]
    [InlineData("Offers:0:Materials:0:Link:Picture", "http://example.com/p.png", "offers[0].materials[0].link.picture: must be an https address")]
    [InlineData("Offers:0:Welcome:0", "你好，看这里：http://example.com/x", "offers[0].welcome[0]: has a link with http://: write https://")]
    [InlineData("Offers:0:Welcome:0", "看http://127.0.0.1.example.com/", "offers[0].welcome[0]: has a link with http://")]
    [InlineData("Triage:LanguageModel:Endpoint", "http://model.example.com/v1", "triage.languageModel.endpoint: must be an https address, is one of 'http'")]
    [InlineData("TokenKey", "short", "tokenKey: has 5 characters, and needs at least 16. Make one with `openssl rand -base64 32`")]
    [InlineData("TokenKey", "aaaaaaaaaaaaaaaaaaaaaaaa", "tokenKey: has only 1 different characters, and needs at least 8: it can be guessed")]
    [InlineData("TokenKey", "abcabcabcabcabcabcabc", "earlierTokenKeys")]
    public void What_others_could_read_or_guess_is_refused(string key, string value, string error)
    {
        var message = Assert.Throws<SettingsException>(() => Read((key, value))).Message;
        Assert.Contains(error, message, StringComparison.Ordinal);
        Assert.DoesNotContain("abcabc", message, StringComparison.Ordinal); // a secret all the same
    }

    [Theory]
    [InlineData("Offers:0:Materials:0:Link:Url", "https://example.com/guide.pdf")]
    [InlineData("Offers:0:Materials:0:Link:Url", "http://127.0.0.1:8080/guide.pdf")]
    [InlineData("Offers:0:Welcome:0", "你好，看这里：https://example.com/x")]
    [InlineData("Triage:LanguageModel:Endpoint", "http://localhost:11434/v1")]
    [InlineData("Triage:LanguageModel:Endpoint", "https://model.example.com/v1")]
    [InlineData("TokenKey", "0123456789abcdef")]
    [InlineData("EarlierTokenKeys:0", "weak")] // what was, was
    public void What_nobody_else_reads_is_taken(string key, string value) => Read((key, value));

    [Fact]
    public void Random_keys_of_the_least_length_are_taken()
    {
        var dice = new Random(7);
        Assert.All(Enumerable.Range(0, 10_000), _ => Assert.Null(TokenKeyRules.Wrong(Convert.ToHexString([.. Enumerable.Range(0, 16).Select(_ => (byte)dice.Next(256))]))));
        Assert.All(Enumerable.Range(0, 10_000), _ => Assert.Null(TokenKeyRules.Wrong(Convert.ToBase64String([.. Enumerable.Range(0, 12).Select(_ => (byte)dice.Next(256))]))));
    }

    private static void Read(params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Funnel:Accounts:0:Id"] = "shop",
            ["Funnel:Accounts:0:Platform"] = "douyin",
            ["Funnel:Accounts:0:OpenId"] = "open-shop",
            ["Funnel:Accounts:0:AccessToken"] = "a",
            ["Funnel:Accounts:0:RefreshToken"] = "r",
            ["Funnel:Offers:0:Id"] = "guide",
            ["Funnel:Offers:0:Reply:0"] = "点头像进来聊",
            ["Funnel:Offers:0:Chat:0"] = "点开就能领",
            ["Funnel:Offers:0:Welcome:0"] = "你好",
            ["Funnel:Offers:0:Materials:0:Link:Title"] = "资料",
            ["Funnel:Offers:0:Materials:0:Link:Url"] = "https://example.com/",
        };
        if (settings.Any(s => s.Key.StartsWith("Triage", StringComparison.Ordinal)))
        {
            (all["Funnel:Triage:LanguageModel:Model"], all["Funnel:Triage:LanguageModel:ApiKey"]) = ("m", "k");
        }

        foreach (var (key, value) in settings)
        {
            all["Funnel:" + key] = value;
        }

        new ServiceCollection().AddFunnel(new ConfigurationBuilder().AddInMemoryCollection(all).Build(), ["douyin"]);
    }
}
