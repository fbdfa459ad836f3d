using Funnel.Connectors.OfficialAccount;
using Funnel.Connectors.Tests.WeCom;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Connectors.Tests.OfficialAccount;

/// <summary>Recorded exchanges with the API of an Official Account: what is sent, what is made of the answers.</summary>
public sealed class OfficialAccountTests
{
    private static readonly ContactId Anna = new("officialaccount", "oAnna");
    private static readonly Material.Link Guide = new("指南", new("https://shop.example/guide"), "x", null);

    [Fact]
    public async Task A_code_is_temporary_carries_the_token_and_is_a_picture()
    {
        await using var account = await LoopbackAccount.Start();
        Assert.Equal((ContactForm.Picture, false), (account.Path.Form, account.Path.MustBeNamed));
        var link = (await account.Path.ContactLink("0123456789abcdefABCDEF01234567", default)).Value;
        Assert.Equal("https://mp.weixin.qq.com/cgi-bin/showqrcode?ticket=gQH%2B%2Fx%3D%3D", link.Url!.AbsoluteUri);
        Assert.Equal(link, (await account.Path.ContactLink("0123456789abcdefABCDEF01234567", default)).Value);
        var made = Assert.Single(account.Calls("qrcode/create"));
        Assert.Equal(("POST", "TOKEN-1", "application/json; charset=utf-8"), (made.Method, made.Token, made.ContentType));
        Assert.Equal("""{"expire_seconds":2592000,"action_name":"QR_STR_SCENE","action_info":{"scene":{"scene_str":"0123456789abcdefABCDEF01234567"}}}""", made.Body);
        Assert.Equal(
            $$"""{"grant_type":"client_credential","appid":"{{LoopbackAccount.AppId}}","secret":"{{LoopbackAccount.Secret}}","force_refresh":false}""",
            Assert.Single(account.Calls("stable_token")).Body);

        account.Time.Advance(TimeSpan.FromDays(29.6));
        await account.Path.ContactLink("0123456789abcdefABCDEF01234567", default);
        Assert.Equal(2, account.Calls("qrcode/create").Count);
    }

    [Theory]
    [InlineData(45009, FailureKind.QuotaExhausted)]
    [InlineData(48001, FailureKind.Forbidden)]
    [InlineData(40164, FailureKind.Forbidden)]
    [InlineData(47001, FailureKind.Rejected)]
    public async Task A_code_that_nobody_gets_is_not_asked_for_again_at_once(int code, FailureKind kind)
    {
        await using var account = await LoopbackAccount.Start();
        account.On("qrcode/create", $$"""{"errcode":{{code}},"errmsg":"x"}""");
        Assert.Equal(kind, (await account.Path.ContactLink("T1", default)).Failure!.Kind);
        Assert.Equal(kind, (await account.Path.ContactLink("T2", default)).Failure!.Kind);
        Assert.Equal(kind, (await account.Path.Trouble(default))!.Kind);
        Assert.Single(account.Calls("qrcode/create"));
        account.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(await account.Path.Trouble(default));
    }

    [Theory]
    [InlineData("hang up")]
    [InlineData("http 502")]
    [InlineData("""{"errcode":-1,"errmsg":"system error"}""")]
    [InlineData("""{"errcode":45011,"errmsg":"minute"}""")]
    [InlineData("<html>")]
    public async Task Trouble_that_passes_is_waited_for(string answer)
    {
        await using var account = await LoopbackAccount.Start();
        account.On("qrcode/create", answer);
        Assert.True((await account.Path.ContactLink("T1", default)).Failure!.Kind.MayRetryRead());
        Assert.Null(await account.Path.Trouble(default));
    }

    [Theory]
    [InlineData(40001)]
    [InlineData(40014)]
    [InlineData(42001)]
    public async Task A_token_that_is_not_accepted_is_renewed_once_for_sends_as_well(int code)
    {
        await using var account = await LoopbackAccount.Start();
        account.On("custom/send", call => string.Equals(call.Token, "TOKEN-1", StringComparison.Ordinal) ? $$"""{"errcode":{{code}},"errmsg":"x"}""" : """{"errcode":0,"errmsg":"ok"}""");
        Assert.True((await account.Greeter.Welcome(Anna, null, new("你好", []), default)).Ok);
        Assert.Equal(["TOKEN-1", "TOKEN-2"], account.Calls("custom/send").Select(call => call.Token));
        account.On("custom/send", $$"""{"errcode":{{code}},"errmsg":"x"}""");
        Assert.Equal(FailureKind.AuthExpired, (await account.Greeter.Welcome(Anna, null, new("你好", []), default)).Failure!.Kind);
        Assert.Equal(4, account.Calls("custom/send").Count);
    }

    [Fact]
    public async Task A_wrong_secret_is_named_and_not_tried_again_for_a_while()
    {
        await using var account = await LoopbackAccount.Start();
        account.On("stable_token", """{"errcode":40001,"errmsg":"invalid credential"}""");
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(FailureKind.Forbidden, (await account.Connector.Find<IReadiness>()!.Prepare([], default)).Failure!.Kind);
        }

        Assert.Single(account.Calls("stable_token"));
        Assert.DoesNotContain(account.Logs.Lines, line => line.Contains(LoopbackAccount.Secret, StringComparison.Ordinal) || line.Contains("TOKEN-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Many_who_ask_at_once_share_one_token()
    {
        await using var account = await LoopbackAccount.Start();
        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => account.Path.ContactLink($"T{i}", default)));
        Assert.Single(account.Calls("stable_token"));
        account.Time.Advance(TimeSpan.FromHours(2));
        await account.Path.ContactLink("T-new".Replace("-", "", StringComparison.Ordinal), default);
        Assert.Equal(2, account.Calls("stable_token").Count);
    }

    [Fact]
    public async Task A_welcome_is_one_message_with_the_links_of_its_materials()
    {
        await using var account = await LoopbackAccount.Start();
        Assert.False(account.Greeter.NeedsCode);
        Assert.True((await account.Greeter.Welcome(Anna, null, new("你好 <b>&", [Guide]), default)).Ok);
        Assert.Equal("""{"touser":"oAnna","msgtype":"text","text":{"content":"你好 <b>&\n指南\nhttps://shop.example/guide"}}""", Assert.Single(account.Calls("custom/send")).Body);
    }

    [Fact]
    public async Task What_it_cannot_deliver_is_named_and_nothing_is_sent()
    {
        await using var account = await LoopbackAccount.Start();
        var failure = (await account.Greeter.Welcome(Anna, null, new("你好", [Guide, new Material.File("/files/guide.pdf")]), default)).Failure!;
        Assert.Equal((FailureKind.Rejected, true), (failure.Kind, failure.Message.Contains("guide.pdf", StringComparison.Ordinal)));
        Assert.Empty(account.Calls("custom/send"));
    }

    [Theory]
    [InlineData("""{"errcode":45015,"errmsg":"x"}""", FailureKind.WindowClosed)]
    [InlineData("""{"errcode":45047,"errmsg":"x"}""", FailureKind.WindowClosed)]
    [InlineData("""{"errcode":43004,"errmsg":"x"}""", FailureKind.Gone)]
    [InlineData("""{"errcode":-1,"errmsg":"x"}""", FailureKind.Unknown)]
    [InlineData("http 500", FailureKind.Unknown)]
    [InlineData("hang up", FailureKind.Unknown)]
    [InlineData("http 404", FailureKind.Rejected)]
    public async Task A_welcome_is_tried_once(string answer, FailureKind kind)
    {
        await using var account = await LoopbackAccount.Start();
        account.On("custom/send", answer);
        Assert.Equal(kind, (await account.Greeter.Welcome(Anna, null, new("你好", []), default)).Failure!.Kind);
        Assert.Single(account.Calls("custom/send"));
    }

    [Fact]
    public async Task Settings_are_checked_and_a_missing_section_switches_it_off()
    {
        var settings = LoopbackAccount.Settings("http://example.com", new() { ["AppId"] = "", ["EncodingAesKey"] = Vectors.Key + "=", ["CodeLife"] = "31.00:00:00" });
        new ServiceCollection().AddOfficialAccount(settings);
        Assert.Equal(
            ["officialAccount.appId", "officialAccount.baseUrl", "officialAccount.codeLife", "officialAccount.encodingAesKey"],
            settings.Errors().Select(e => e.Split(':')[0]).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(settings.Errors(), e => e.Contains(Vectors.Key, StringComparison.Ordinal));
        await using var account = await LoopbackAccount.Start();
        Assert.Equal("officialaccount", account.Connector.Name);
    }
}
