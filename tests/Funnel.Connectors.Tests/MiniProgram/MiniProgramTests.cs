using Funnel.Configuration;
using Funnel.Connectors.MiniProgram;
using Funnel.Connectors.Tests.OfficialAccount;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Connectors.Tests.MiniProgram;

/// <summary>Recorded exchanges with the API of a mini program: what is sent, what is made of the answers.</summary>
public sealed class MiniProgramTests
{
    private const string Token = "0123456789abcdefABCDEF01234567";
    private const string Call = "wxa/generate_urllink";

    private static Task<LoopbackAccount> Start(Dictionary<string, string?>? more = null) => LoopbackAccount.Start((services, url) => services.AddMiniProgram(Settings(url, more)));

    private static SettingsReader Settings(string url, Dictionary<string, string?>? more = null)
    {
        var all = new Dictionary<string, string?> { ["BaseUrl"] = url, ["AppId"] = LoopbackAccount.AppId, ["Secret"] = LoopbackAccount.Secret, ["Page"] = "pages/welcome/index" };
        foreach (var (key, value) in more ?? [])
        {
            all[key] = value;
        }

        return new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(all.Select(s => KeyValuePair.Create("Funnel:MiniProgram:" + s.Key, s.Value))).Build());
    }

    [Fact]
    public async Task A_link_ends_carries_the_token_and_is_made_once_for_a_person()
    {
        await using var program = await Start();
        program.On(Call, """{"errcode":0,"errmsg":"ok","url_link":"https://wxaurl.cn/abc123"}""");
        Assert.Equal((ContactForm.Link, true), (program.Path.Form, program.Path.MustBeNamed));
        Assert.Equal(new ContactLink(new("https://wxaurl.cn/abc123")), (await program.Path.ContactLink(Token, default)).Value);
        await program.Path.ContactLink(Token, default);
        var made = Assert.Single(program.Calls(Call));
        Assert.Equal(("POST", "TOKEN-1"), (made.Method, made.Token));
        Assert.Equal($$"""{"path":"pages/welcome/index","query":"t={{Token}}","expire_type":1,"expire_interval":30}""", made.Body);

        program.Time.Advance(TimeSpan.FromDays(29.6));
        await program.Path.ContactLink(Token, default);
        Assert.Equal(2, program.Calls(Call).Count);
    }

    [Fact]
    public async Task The_merchants_own_query_is_kept()
    {
        await using var program = await Start(new() { ["Query"] = "from=douyin&state={token}", ["LinkLife"] = "7.00:00:00" });
        program.On(Call, """{"url_link":"https://wxmpurl.cn/x"}""");
        Assert.True((await program.Path.ContactLink("T1", default)).Ok);
        Assert.Equal("""{"path":"pages/welcome/index","query":"from=douyin\u0026state=T1","expire_type":1,"expire_interval":7}""", Assert.Single(program.Calls(Call)).Body);
    }

    [Theory]
    [InlineData(40002, FailureKind.Forbidden, "company")]
    [InlineData(40165, FailureKind.Forbidden, "miniProgram.page")]
    [InlineData(40212, FailureKind.Forbidden, "miniProgram.query")]
    [InlineData(40013, FailureKind.Forbidden, "miniProgram.appId")]
    [InlineData(45009, FailureKind.QuotaExhausted, "used up")]
    [InlineData(85400, FailureKind.Rejected, "85400")]
    public async Task A_refusal_is_named_and_not_asked_for_again_at_once(int code, FailureKind kind, string named)
    {
        await using var program = await Start();
        program.On(Call, $$"""{"errcode":{{code}},"errmsg":"x"}""");
        var failure = (await program.Path.ContactLink("T1", default)).Failure!;
        Assert.Equal(kind, failure.Kind);
        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
        Assert.Equal(failure, (await program.Path.ContactLink("T2", default)).Failure);
        Assert.Equal(failure, await program.Path.Trouble(default));
        Assert.Single(program.Calls(Call));
    }

    [Theory]
    [InlineData("hang up")]
    [InlineData("http 502")]
    [InlineData("""{"errcode":-1,"errmsg":"system error"}""")]
    [InlineData("""{"errcode":0,"errmsg":"ok"}""")]
    [InlineData("""{"errcode":0,"url_link":"weixin://x"}""")]
    [InlineData("""{"errcode":0,"url_link":7}""")]
    [InlineData("<html>")]
    public async Task Trouble_that_passes_is_waited_for(string answer)
    {
        await using var program = await Start();
        program.On(Call, answer);
        Assert.True((await program.Path.ContactLink("T1", default)).Failure!.Kind.MayRetryRead());
        Assert.Null(await program.Path.Trouble(default));
    }

    [Fact]
    public async Task A_token_that_is_not_accepted_is_renewed_once_and_told_to_nobody()
    {
        await using var program = await Start();
        program.On(Call, call => string.Equals(call.Token, "TOKEN-1", StringComparison.Ordinal) ? """{"errcode":42001,"errmsg":"x"}""" : """{"url_link":"https://wxaurl.cn/y"}""");
        Assert.True((await program.Path.ContactLink("T1", default)).Ok);
        Assert.Equal(["TOKEN-1", "TOKEN-2"], program.Calls(Call).Select(call => call.Token));
        Assert.DoesNotContain(program.Logs.Lines, line => line.Contains(LoopbackAccount.Secret, StringComparison.Ordinal) || line.Contains("TOKEN-", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Page", "pages/x?y=1", "miniProgram.page")]
    [InlineData("Page", "", "miniProgram.page")]
    [InlineData("Query", "t=", "miniProgram.query")]
    [InlineData("Query", "t={token}&u=二", "miniProgram.query")]
    [InlineData("Query", "t={token}&u={token}", "miniProgram.query")]
    [InlineData("LinkLife", "31.00:00:00", "miniProgram.linkLife")]
    [InlineData("BaseUrl", "http://example.com", "miniProgram.baseUrl")]
    public void Settings_are_checked(string key, string value, string path)
    {
        var settings = Settings("https://api.weixin.qq.com", new() { [key] = value });
        new ServiceCollection().AddMiniProgram(settings);
        Assert.StartsWith(path + ":", Assert.Single(settings.Errors()), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_its_section_offers_may_name_it_all_the_same()
    {
        var services = new ServiceCollection().AddMiniProgram(new SettingsReader(new ConfigurationBuilder().Build()));
        Assert.Equal("miniprogram", Assert.Single(services.Select(s => s.ImplementationInstance).OfType<ContactPathName>()).Name);
        Assert.DoesNotContain(services, s => s.ServiceType == typeof(Connector));
    }
}
