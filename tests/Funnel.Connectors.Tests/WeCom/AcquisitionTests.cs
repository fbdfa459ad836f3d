using System.Globalization;

namespace Funnel.Connectors.Tests.WeCom;

public sealed class AcquisitionTests
{
    [Fact]
    public async Task A_missing_link_is_created_for_the_staff_and_looked_for_again()
    {
        await using var wecom = await LoopbackWeCom.Start();
        Assert.True((await wecom.Destination.ContactLink("t1", default)).Ok);
        Assert.True((await wecom.Destination.ContactLink("t2", default)).Ok);
        var call = wecom.Only("create_link");
        Assert.Equal(("POST", "/cgi-bin/externalcontact/customer_acquisition/create_link", "application/json; charset=utf-8"), (call.Method, call.Path, call.ContentType));
        Assert.Equal("""{"link_name":"Funnel","range":{"user_list":["zhangsan","lisi"]},"skip_verify":true}""", call.Body);
        Assert.Equal("""{"limit":100,"cursor":""}""", wecom.Calls("list_link")[0].Body);
    }

    [Fact]
    public async Task The_oldest_link_of_our_name_is_found_across_pages()
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.OnEach("list_link", """{"errcode":0,"link_id_list":["A","B"],"next_cursor":"n"}""", """{"errcode":0,"link_id_list":["C","D"],"next_cursor":""}""");
        wecom.On("customer_acquisition/get", call => (string)call.Json["link_id"]! switch
        {
            "A" => Link("Other", "https://work.weixin.qq.com/ca/a", 1),
            "B" => Link("Funnel", "https://work.weixin.qq.com/ca/b", 30),
            "C" => """{"errcode":40058,"errmsg":"gone"}""",
            _ => Link("Funnel", "https://work.weixin.qq.com/ca/d?comp_scene=x", 20),
        });
        var link = await wecom.Destination.ContactLink("a+b&c=%", default);
        Assert.Equal("https://work.weixin.qq.com/ca/d?comp_scene=x&customer_channel=a%2Bb%26c%3D%25", link.Value.Url!.AbsoluteUri);
        Assert.Empty(wecom.Calls("create_link"));
        Assert.Equal("n", (string)wecom.Calls("list_link")[1].Json["cursor"]!);
    }

    [Fact]
    public async Task A_configured_link_is_only_read()
    {
        await using var wecom = await LoopbackWeCom.Start(new() { ["LinkId"] = "MINE" });
        Assert.True((await wecom.Destination.ContactLink("t", default)).Ok);
        Assert.Equal("""{"link_id":"MINE"}""", wecom.Only("customer_acquisition/get").Body);
        Assert.Empty(wecom.Calls("list_link"));
    }

    [Theory]
    [InlineData("hang up")]
    [InlineData("http 502")]
    [InlineData("""{"errcode":-1,"errmsg":"busy"}""")]
    public async Task A_link_is_created_by_one_attempt_and_found_when_the_answer_was_lost(string lost)
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.On("create_link", _ =>
        {
            wecom.On("list_link", """{"errcode":0,"link_id_list":["L1"],"next_cursor":""}""");
            return lost;
        });
        Assert.Equal(FailureKind.Unknown, (await wecom.Destination.ContactLink("t", default)).Failure!.Kind);
        Assert.True((await wecom.Destination.ContactLink("t", default)).Ok);
        Assert.Single(wecom.Calls("create_link"));
    }

    [Fact]
    public async Task A_trouble_in_reading_the_list_creates_nothing()
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.On("list_link", """{"errcode":0,"link_id_list":["A"],"next_cursor":""}""");
        wecom.On("customer_acquisition/get", "http 500");
        Assert.Equal(FailureKind.Transient, (await wecom.Destination.ContactLink("t", default)).Failure!.Kind);
        wecom.On("list_link", """{"errcode":0,"link_id_list":[],"next_cursor":"for ever"}""");
        Assert.Equal("cursor", (await wecom.Destination.ContactLink("t", default)).Failure!.Code);
        Assert.Empty(wecom.Calls("create_link"));
    }

    [Fact]
    public async Task A_link_deleted_by_hand_is_replaced_within_the_hour()
    {
        await using var wecom = await LoopbackWeCom.Start();
        Assert.True((await wecom.Destination.Prepare([], default)).Ok);
        wecom.On("list_link", """{"errcode":0,"link_id_list":[],"next_cursor":""}""");
        wecom.On("customer_acquisition/get", """{"errcode":40058,"errmsg":"gone"}""");
        Assert.True((await wecom.Destination.Prepare([], default)).Ok);
        Assert.Single(wecom.Calls("create_link"));
        wecom.Time.Advance(TimeSpan.FromHours(1));
        Assert.True((await wecom.Destination.Prepare([], default)).Ok);
        Assert.Equal(2, wecom.Calls("create_link").Count);
    }

    [Fact]
    public async Task A_refusal_that_only_a_person_can_change_is_not_asked_for_again_at_once()
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.On("list_link", """{"errcode":48002,"errmsg":"api forbidden"}""");
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(FailureKind.Forbidden, (await wecom.Destination.ContactLink("t", default)).Failure!.Kind);
        }

        Assert.Single(wecom.Calls("list_link"));
        wecom.Time.Advance(TimeSpan.FromSeconds(30));
        wecom.On("list_link", """{"errcode":0,"link_id_list":["L1"],"next_cursor":""}""");
        Assert.True((await wecom.Destination.ContactLink("t", default)).Ok);
    }

    [Fact]
    public async Task A_base_address_may_have_a_path()
    {
        await using var plain = await LoopbackWeCom.Start();
        await using var wecom = await LoopbackWeCom.Start(new() { ["BaseUrl"] = plain.Url + "/wecom" });
        Assert.True((await wecom.Destination.ContactLink("t", default)).Ok);
        Assert.All(plain.All, call => Assert.StartsWith("/wecom/cgi-bin/", call.Path, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1234567890123456789012345678901")]
    [InlineData("料")]
    [InlineData("a b")]
    public async Task A_token_that_would_be_cut_or_changed_is_a_bug(string token)
    {
        await using var wecom = await LoopbackWeCom.Start();
        await Assert.ThrowsAsync<ArgumentException>(() => wecom.Destination.ContactLink(token, default));
        await Assert.ThrowsAsync<ArgumentException>(() => wecom.Acquisition.AddContactWay(token, null, default));
    }

    [Fact]
    public async Task Arrivals_are_paged_and_may_lack_a_state()
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.OnEach(
            "customer_acquisition/customer",
            """{"errcode":0,"customer_list":[{"external_userid":"wo1","userid":"zhangsan","chat_status":0,"state":"T1"},{"external_userid":"wo2","userid":"lisi","chat_status":1,"state":""},null,{"userid":"lisi"}],"next_cursor":"C2"}""",
            """{"errcode":0,"customer_list":[],"next_cursor":""}""");
        var first = (await wecom.Destination.ListArrivals(null, default)).Value;
        Assert.Equal([new(new("zhangsan", "wo1"), "T1"), new(new("lisi", "wo2"), null)], first.Items);
        var second = (await wecom.Destination.ListArrivals(first.Next, default)).Value;
        Assert.Null(second.Next);
        Assert.Equal(
            ["""{"link_id":"L1","limit":1000,"cursor":""}""", """{"link_id":"L1","limit":1000,"cursor":"C2"}"""],
            wecom.Calls("customer_acquisition/customer").Select(call => call.Body));
        wecom.On("customer_acquisition/customer", """{"errcode":50100,"errmsg":"x"}""");
        Assert.Equal(FailureKind.Gone, (await wecom.Destination.ListArrivals("old", default)).Failure!.Kind);
    }

    [Fact]
    public async Task A_broken_text_or_a_number_for_one_does_not_cost_the_page()
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.On(
            "customer_acquisition/customer",
            """{"errcode":0,"errmsg":"o\ud83dk","customer_list":[{"external_userid":1234567,"userid":"zhangsan","state":8421},{"external_userid":"wo2","userid":"lisi","state":"T2","name":"小\ud83d\u0000明"}],"next_cursor":""}""");
        var page = (await wecom.Destination.ListArrivals(null, default)).Value;
        Assert.Equal([new(new("zhangsan", "1234567"), "8421"), new(new("lisi", "wo2"), "T2")], page.Items);
    }

    [Fact]
    public async Task The_quota_is_read_by_get()
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.On("customer_acquisition_quota", """{"errcode":0,"errmsg":"ok","total":1000,"balance":500,"quota_list":[{"expire_date":1689350400,"balance":200},{"expire_date":99999999999999999,"balance":1}]}""");
        var quota = (await wecom.Acquisition.Quota(default)).Value;
        Assert.Equal((1000, 500), (quota.Total, quota.Balance));
        Assert.Equal(new(new DateTimeOffset(2023, 7, 15, 0, 0, 0, TimeSpan.FromHours(8)), 200), Assert.Single(quota.Parts));
        var call = wecom.Only("customer_acquisition_quota");
        Assert.Equal(("GET", "/cgi-bin/externalcontact/customer_acquisition_quota", "?access_token=TOKEN-1", ""), (call.Method, call.Path, call.Query, call.Body));
    }

    [Fact]
    public async Task The_statistic_is_read_by_post_for_whole_beijing_days()
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.On("customer_acquisition/statistic", """{"errcode":0,"errmsg":"ok","click_link_customer_cnt":1000,"new_customer_cnt":500}""");
        var statistic = (await wecom.Acquisition.Statistic(new(2026, 2, 1), new(2026, 2, 2), default)).Value;
        Assert.Equal((1000, 500), (statistic.Clicks, statistic.NewCustomers));
        var call = wecom.Only("customer_acquisition/statistic");
        Assert.Equal(("POST", "/cgi-bin/externalcontact/customer_acquisition/statistic"), (call.Method, call.Path));
        Assert.Equal("""{"link_id":"L1","start_time":1769875200,"end_time":1770047999}""", call.Body);
    }

    [Theory]
    [InlineData("2026-02-02", "2026-02-01", false)]
    [InlineData("2026-02-02", "2026-03-04", true)]
    [InlineData("2026-02-01", "2026-03-04", false)]
    [InlineData("2026-03-04", "2026-03-05", false)]
    [InlineData("2025-09-05", "2025-09-06", true)]
    [InlineData("2025-09-04", "2025-09-05", false)]
    public async Task The_statistic_covers_at_most_30_days_of_the_last_180(string first, string last, bool allowed)
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.On("customer_acquisition/statistic", """{"errcode":0}""");
        var outcome = await wecom.Acquisition.Statistic(Day(first), Day(last), default);
        Assert.Equal(allowed, outcome.Ok);
        Assert.Equal(allowed ? 1 : 0, wecom.Calls("customer_acquisition/statistic").Count);
    }

    [Fact]
    public async Task A_contact_way_carries_the_token_as_its_state()
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.On("add_contact_way", """{"errcode":0,"errmsg":"ok","config_id":"42b3","qr_code":"https://p.qpic.cn/wwhead/x/0"}""");
        var way = (await wecom.Acquisition.AddContactWay("LEADTOKEN", "video 7", default)).Value;
        Assert.Equal(("42b3", "https://p.qpic.cn/wwhead/x/0"), (way.ConfigId, way.QrCode.AbsoluteUri));
        Assert.Equal(
            """{"type":2,"scene":2,"remark":"video 7","skip_verify":true,"state":"LEADTOKEN","user":["zhangsan","lisi"]}""",
            wecom.Only("add_contact_way").Body);
    }

    [Fact]
    public async Task A_contact_way_is_created_by_one_attempt()
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.On("add_contact_way", "http 500");
        Assert.Equal(FailureKind.Unknown, (await wecom.Acquisition.AddContactWay("T", null, default)).Failure!.Kind);
        Assert.Single(wecom.Calls("add_contact_way"));
    }

    private static string Link(string name, string url, long at) =>
        $$"""{"errcode":0,"errmsg":"ok","link":{"link_name":"{{name}}","url":"{{url}}","create_time":{{at}} } }""";

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
