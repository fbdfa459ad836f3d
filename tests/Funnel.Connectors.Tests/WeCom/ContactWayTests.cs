namespace Funnel.Connectors.Tests.WeCom;

/// <summary>A code for each person: made once, remembered, and deleted when its time is over, because each takes a place that is never given back by itself.</summary>
public sealed class ContactWayTests
{
    [Fact]
    public async Task A_code_is_made_once_for_a_token_and_is_a_picture()
    {
        await using var wecom = await Start();
        Assert.Equal((ContactForm.Picture, true), (wecom.Ways.Form, wecom.Ways.MustBeNamed));
        var first = await wecom.Ways.ContactLink("TOKEN-1", default);
        Assert.Equal(first.Value, (await wecom.Ways.ContactLink("TOKEN-1", default)).Value);
        Assert.NotEqual(first.Value, (await wecom.Ways.ContactLink("TOKEN-2", default)).Value);
        Assert.Equal(
            ["""{"type":2,"scene":2,"skip_verify":true,"state":"TOKEN-1","user":["zhangsan","lisi"]}""", """{"type":2,"scene":2,"skip_verify":true,"state":"TOKEN-2","user":["zhangsan","lisi"]}"""],
            wecom.Calls("add_contact_way").Select(call => call.Body));
        Assert.Equal("https://p.qpic.cn/wwhead/1/0", first.Value.Url!.AbsoluteUri);
    }

    [Fact]
    public async Task Of_two_that_are_made_at_once_one_is_kept_and_the_other_deleted()
    {
        await using var wecom = await Start();
        var both = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => wecom.Ways.ContactLink("TOKEN", default)));
        Assert.Single(both.Select(link => link.Value).Distinct());
        Assert.Equal(wecom.Calls("add_contact_way").Count - 1, wecom.Calls("del_contact_way").Count);
        Assert.DoesNotContain(wecom.Calls("del_contact_way"), call => both[0].Value.Url!.AbsoluteUri.EndsWith($"/{(string)call.Json["config_id"]!}/0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_its_time_is_over_it_is_deleted_and_made_anew()
    {
        await using var wecom = await Start();
        await wecom.Ways.ContactLink("TOKEN", default);
        wecom.Time.Advance(TimeSpan.FromDays(89));
        Assert.True((await wecom.Ways.Prepare([], default)).Ok);
        Assert.Empty(wecom.Calls("del_contact_way"));
        wecom.Time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));
        Assert.True((await wecom.Ways.Prepare([], default)).Ok);
        Assert.True((await wecom.Ways.Prepare([], default)).Ok);
        Assert.Equal("""{"config_id":"1"}""", wecom.Only("del_contact_way").Body);
        Assert.Equal("https://p.qpic.cn/wwhead/2/0", (await wecom.Ways.ContactLink("TOKEN", default)).Value.Url!.AbsoluteUri);
    }

    [Theory]
    [InlineData("""{"errcode":41044,"errmsg":"invalid config_id"}""", true)]
    [InlineData("""{"errcode":-1,"errmsg":"busy"}""", false)]
    [InlineData("""{"errcode":48002,"errmsg":"api forbidden"}""", false)]
    public async Task One_that_was_deleted_by_somebody_else_is_forgotten_and_trouble_is_tried_again(string answer, bool forgotten)
    {
        await using var wecom = await Start();
        await wecom.Ways.ContactLink("TOKEN", default);
        wecom.Time.Advance(TimeSpan.FromDays(91));
        wecom.On("del_contact_way", answer);
        Assert.Equal(forgotten, (await wecom.Ways.Prepare([], default)).Ok);
        var calls = wecom.Calls("del_contact_way").Count;
        await wecom.Ways.Prepare([], default);
        Assert.Equal(forgotten, calls == wecom.Calls("del_contact_way").Count);
    }

    [Fact]
    public async Task A_quota_that_is_used_up_is_said_at_once_to_whoever_asks_next()
    {
        await using var wecom = await Start();
        wecom.On("add_contact_way", """{"errcode":41045,"errmsg":"quota"}""");
        Assert.Null(await wecom.Ways.Trouble(default));
        Assert.Equal(FailureKind.QuotaExhausted, (await wecom.Ways.ContactLink("T1", default)).Failure!.Kind);
        Assert.Equal(FailureKind.QuotaExhausted, (await wecom.Ways.ContactLink("T2", default)).Failure!.Kind);
        Assert.Equal("41045", (await wecom.Ways.Trouble(default))!.Code);
        Assert.Single(wecom.Calls("add_contact_way"));

        wecom.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(await wecom.Ways.Trouble(default));
        wecom.On("add_contact_way", """{"errcode":0,"config_id":"x","qr_code":"https://p.qpic.cn/wwhead/x/0"}""");
        Assert.True((await wecom.Ways.ContactLink("T2", default)).Ok);
    }

    [Fact]
    public async Task A_lost_answer_is_tried_again_by_the_next_who_asks()
    {
        await using var wecom = await Start();
        wecom.OnEach("add_contact_way", "hang up", """{"errcode":0,"config_id":"x","qr_code":"https://p.qpic.cn/wwhead/x/0"}""");
        Assert.Equal(FailureKind.Unknown, (await wecom.Ways.ContactLink("T1", default)).Failure!.Kind);
        Assert.True((await wecom.Ways.ContactLink("T1", default)).Ok);
    }

    private static async Task<LoopbackWeCom> Start()
    {
        var wecom = await LoopbackWeCom.Start(new() { ["ContactWays"] = "true" });
        var number = 0;
        wecom.On("add_contact_way", _ =>
        {
            var id = Interlocked.Increment(ref number);
            return $$"""{"errcode":0,"errmsg":"ok","config_id":"{{id}}","qr_code":"https://p.qpic.cn/wwhead/{{id}}/0"}""";
        });
        wecom.On("del_contact_way", """{"errcode":0,"errmsg":"ok"}""");
        return wecom;
    }
}
