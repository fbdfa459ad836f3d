namespace Funnel.Connectors.Tests.WeCom;

/// <summary>One link into 微信客服 for all, with the person's token behind it.</summary>
public sealed class CustomerServiceLinkTests
{
    private const string Link = "https://work.weixin.qq.com/kf/kfcbf8f8d07ac7215f?enc_scene=ENCGFSDF567DF";

    [Fact]
    public async Task The_link_is_asked_for_once_and_carries_each_token()
    {
        await using var wecom = await LoopbackWeCom.Start(new() { ["CustomerService"] = "wkAJ2GCAAASSm4" });
        wecom.On("kf/add_contact_way", $$"""{"errcode":0,"errmsg":"ok","url":"{{Link}}"}""");
        Assert.True(wecom.Service.MustBeNamed);
        Assert.Equal(Link + "&scene_param=T1", (await wecom.Service.ContactLink("T1", default)).Value.Url!.AbsoluteUri);
        Assert.Equal(Link + "&scene_param=a%2Bb", (await wecom.Service.ContactLink("a+b", default)).Value.Url!.AbsoluteUri);
        var call = wecom.Only("kf/add_contact_way");
        Assert.Equal(("POST", "/cgi-bin/kf/add_contact_way", """{"open_kfid":"wkAJ2GCAAASSm4","scene":"funnel"}"""), (call.Method, call.Path, call.Body));
    }

    [Fact]
    public async Task A_refusal_is_repeated_from_memory_and_what_is_no_link_is_none()
    {
        await using var wecom = await LoopbackWeCom.Start(new() { ["CustomerService"] = "wkAJ2GCAAASSm4" });
        wecom.On("kf/add_contact_way", """{"errcode":48002,"errmsg":"api forbidden"}""");
        Assert.Equal(FailureKind.Forbidden, (await wecom.Service.Trouble(default))!.Kind);
        Assert.Equal(FailureKind.Forbidden, (await wecom.Service.ContactLink("T1", default)).Failure!.Kind);
        wecom.Only("kf/add_contact_way");
        wecom.Time.Advance(TimeSpan.FromMinutes(5));
        wecom.On("kf/add_contact_way", """{"errcode":0,"errmsg":"ok","url":"javascript:alert(1)"}""");
        Assert.True((await wecom.Service.ContactLink("T1", default)).Failure!.Kind.MayRetryRead());
    }
}
