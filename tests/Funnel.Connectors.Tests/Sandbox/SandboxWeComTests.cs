using System.Text;
using System.Text.Json.Nodes;
using Funnel.Sandbox;

namespace Funnel.Connectors.Tests.Sandbox;

public sealed class SandboxWeComTests
{
    private const string Links = "externalcontact/customer_acquisition/";

    [Fact]
    public async Task Tokens_are_asked_for_checked_and_end()
    {
        await using var bench = await Bench.Start();
        Assert.Equal(40001, Bench.Code(await bench.Plain(HttpMethod.Get, $"/cgi-bin/gettoken?corpid={bench.Server.World.Corp.Id}&corpsecret=x")));
        Assert.Equal(40013, Bench.Code(await bench.Plain(HttpMethod.Get, "/cgi-bin/gettoken?corpid=x&corpsecret=x")));
        Assert.Equal(41001, Bench.Code(await bench.Json("/cgi-bin/" + Links + "list_link", [])));
        Assert.Equal(40014, Bench.Code(await bench.Json("/cgi-bin/" + Links + "list_link?access_token=x", [])));
        var token = await bench.WeComToken();
        bench.Time.Forward(TimeSpan.FromSeconds(7201));
        Assert.Equal(42001, Bench.Code(await bench.Json("/cgi-bin/" + Links + "list_link?access_token=" + token, [])));
        Assert.NotEqual(token, await bench.WeComToken());
        bench.Server.World.Tokens.Revoke();
        Assert.Equal(0, Bench.Code(await bench.WeCom(Links + "list_link", [])));
    }

    [Fact]
    public async Task An_app_sees_only_the_links_it_made()
    {
        await using var bench = await Bench.Start();
        var id = (string)(await bench.WeCom(Links + "create_link", Bench.NewLink()))["link"]!["link_id"]!;
        Assert.Equal([id], (await bench.WeCom(Links + "list_link", []))["link_id_list"]!.AsArray().Select(each => (string)each!));
        Assert.Equal(60011, Bench.Code(await bench.WeCom(Links + "get", new JsonObject { ["link_id"] = bench.Server.World.Links.Foreign })));
        Assert.Equal("短视频", (string?)(await bench.WeCom(Links + "get", new JsonObject { ["link_id"] = id }))["link"]!["link_name"]);
        Assert.Equal(0, Bench.Code(await bench.WeCom(Links + "delete_link", new JsonObject { ["link_id"] = id })));
        Assert.Equal(40035, Bench.Code(await bench.WeCom(Links + "get", new JsonObject { ["link_id"] = id })));
    }

    [Fact]
    public async Task A_link_needs_a_short_name_and_known_people()
    {
        await using var bench = await Bench.Start();
        var longName = Bench.NewLink();
        longName["link_name"] = new string('长', 31);
        Assert.Equal(40035, Bench.Code(await bench.WeCom(Links + "create_link", longName)));
        var nobody = Bench.NewLink();
        nobody["range"]!["user_list"] = new JsonArray("lisi");
        Assert.Equal(60111, Bench.Code(await bench.WeCom(Links + "create_link", nobody)));
        Assert.Equal(40058, Bench.Code(await bench.WeCom(Links + "create_link", new JsonObject { ["link_name"] = "x" })));
    }

    [Fact]
    public async Task Quota_is_a_GET_statistic_a_POST_and_each_add_takes_one()
    {
        await using var bench = await Bench.Start(new SandboxOptions { AcquisitionQuota = 1 });
        var link = await bench.Link();
        var token = await bench.WeComToken();
        Assert.NotNull(bench.Server.World.Arrivals.Add("p1", "甲", link, half: false, withCode: true));
        Assert.Null(bench.Server.World.Arrivals.Add("p2", "乙", link, half: false, withCode: true));
        var quota = await bench.Plain(HttpMethod.Get, $"/cgi-bin/{Links.TrimEnd('/')}_quota?access_token={token}");
        Assert.Equal((1, 0), ((int)quota["total"]!, (int)quota["balance"]!));
        Assert.NotEqual(0, Bench.Code(await bench.Json($"/cgi-bin/{Links.TrimEnd('/')}_quota?access_token={token}", [])));
        var now = bench.Time.GetUtcNow().ToUnixTimeSeconds();
        JsonObject Span(long from) => new() { ["link_id"] = link.Split('/')[^1], ["start_time"] = from, ["end_time"] = now };
        Assert.Equal(1, (int)(await bench.WeCom(Links + "statistic", Span(now - 86400)))["new_customer_cnt"]!);
        Assert.Equal(40035, Bench.Code(await bench.WeCom(Links + "statistic", Span(now - (31 * 86400)))));
    }

    [Fact]
    public async Task The_customer_channel_comes_back_cut_at_64_bytes()
    {
        await using var bench = await Bench.Start();
        var link = await bench.Link();
        bench.Server.World.Arrivals.Add("p1", "甲", link + "?customer_channel=" + new string('a', 70), half: false, withCode: true);
        bench.Server.World.Arrivals.Add("p2", "乙", "weixin://biz/ww/profile/" + Uri.EscapeDataString(link + "?customer_channel=t2"), half: false, withCode: true);
        Assert.Null(bench.Server.World.Arrivals.Add("p2", "乙", link + "?customer_channel=t3", half: false, withCode: true));
        var customers = (await bench.WeCom(Links + "customer", new JsonObject { ["link_id"] = link.Split('/')[^1], ["limit"] = 1000 }))["customer_list"]!.AsArray();
        Assert.Equal([new string('a', 64), "t2"], customers.Select(each => (string)each!["state"]!));
        Assert.Equal(["p1", "p2"], bench.Server.Books.Added.Select(each => each.Person));
    }

    [Fact]
    public async Task A_welcome_code_works_once_and_for_twenty_seconds()
    {
        await using var bench = await Bench.Start();
        var (world, link) = (bench.Server.World, await bench.Link());
        var contact = world.Arrivals.Add("p1", "甲", link + "?customer_channel=t1", half: false, withCode: false)!;
        var (first, second) = (world.Welcome.CodeFor(contact)!, world.Welcome.CodeFor(contact)!);
        Assert.Equal(0, Bench.Code(await bench.WeCom("externalcontact/send_welcome_msg", Welcome(first))));
        Assert.Equal(41050, Bench.Code(await bench.WeCom("externalcontact/send_welcome_msg", Welcome(first))));
        Assert.Equal(41051, Bench.Code(await bench.WeCom("externalcontact/send_welcome_msg", Welcome(second))));
        Assert.Equal(("p1", "t1"), (Assert.Single(bench.Server.Books.Welcomed).Person, bench.Server.Books.Welcomed[0].Token));

        var late = world.Welcome.CodeFor(world.Arrivals.Add("p2", "乙", link, half: false, withCode: false)!)!;
        bench.Time.Forward(TimeSpan.FromSeconds(21));
        Assert.Equal(41050, Bench.Code(await bench.WeCom("externalcontact/send_welcome_msg", Welcome(late))));
        Assert.Equal(41049, Bench.Code(await bench.WeCom("externalcontact/send_welcome_msg", Welcome(""))));
    }

    [Fact]
    public async Task Attachments_are_checked_before_the_code_is_used()
    {
        await using var bench = await Bench.Start();
        var world = bench.Server.World;
        var code = world.Welcome.CodeFor(world.Arrivals.Add("p1", "甲", await bench.Link(), half: false, withCode: false)!)!;
        var media = (string)JsonNode.Parse(await bench.Upload("file", "guide.pdf", 100))!["media_id"]!;
        JsonObject File(string id) => new() { ["msgtype"] = "file", ["file"] = new JsonObject { ["media_id"] = id } };
        async Task Refused(int expected, params JsonObject[] attachments) =>
            Assert.Equal(expected, Bench.Code(await bench.WeCom("externalcontact/send_welcome_msg", Welcome(code, attachments))));

        await Refused(41064, [.. Enumerable.Range(0, 10).Select(_ => File(media))]);
        await Refused(40007, File("unknown"));
        await Refused(41065, new JsonObject { ["msgtype"] = "file", ["link"] = new JsonObject() });
        await Refused(41065, new JsonObject { ["msgtype"] = "voice", ["voice"] = new JsonObject() });
        await Refused(40058, new JsonObject { ["msgtype"] = "link", ["link"] = new JsonObject { ["title"] = "x" } });
        await Refused(40035, new JsonObject { ["msgtype"] = "link", ["link"] = new JsonObject { ["title"] = new string('长', 43), ["url"] = "https://example.com" } });
        await Refused(0, File(media));
    }

    [Fact]
    public async Task Media_must_be_of_their_type_and_are_kept_three_days()
    {
        await using var bench = await Bench.Start();
        Assert.Contains("40035", await bench.Upload("image", "a.pdf", 100));
        Assert.Contains("40035", await bench.Upload("file", "a.pdf", 5));
        Assert.Contains("40035", await bench.Upload("hologram", "a.pdf", 100));
        var answer = JsonNode.Parse(await bench.Upload("image", "a.png", 100))!;
        Assert.Equal(System.Text.Json.JsonValueKind.String, answer["created_at"]!.GetValueKind());
        bench.Server.World.Media.Check((string?)answer["media_id"], "image");
        bench.Time.Forward(TimeSpan.FromDays(3));
        Assert.Equal(40145, Assert.Throws<Funnel.Sandbox.Wire.Refusal>(() => bench.Server.World.Media.Check((string?)answer["media_id"], "image")).Code);
    }

    [Fact]
    public async Task Until_the_staff_confirms_there_is_no_relation()
    {
        await using var bench = await Bench.Start();
        var contact = bench.Server.World.Arrivals.Add("p1", "甲", await bench.Link() + "?customer_channel=t1", half: true, withCode: true)!;
        var path = $"/cgi-bin/externalcontact/get?external_userid={contact.ExternalUserId}&access_token={await bench.WeComToken()}";
        Assert.Equal(84061, Bench.Code(await bench.Plain(HttpMethod.Get, path)));
        Assert.Equal(84061, Bench.Code(await bench.WeCom("externalcontact/remark", Remark(contact.ExternalUserId, "甲"))));
        bench.Server.World.Arrivals.Confirm(contact, withCode: true);
        var follower = (await bench.Plain(HttpMethod.Get, path))["follow_user"]![0]!;
        Assert.Equal(("t1", 16), ((string?)follower["state"], (int)follower["add_way"]!));
        bench.Server.World.Arrivals.Delete(contact);
        Assert.Equal(0, Bench.Code(await bench.Plain(HttpMethod.Get, path))); // a customer who deletes stays readable
    }

    [Fact]
    public async Task Remarks_and_tags_have_their_limits()
    {
        await using var bench = await Bench.Start();
        var contact = bench.Server.World.Arrivals.Add("p1", "甲", await bench.Link(), half: false, withCode: true)!;
        Assert.Equal(40035, Bench.Code(await bench.WeCom("externalcontact/remark", Remark(contact.ExternalUserId, new string('长', 21)))));
        Assert.Equal(0, Bench.Code(await bench.WeCom("externalcontact/remark", Remark(contact.ExternalUserId, "短视频-甲"))));
        Assert.Equal(40096, Bench.Code(await bench.WeCom("externalcontact/remark", Remark("wmx", "甲"))));

        JsonObject Tag(string name) => new() { ["group_name"] = "来源", ["tag"] = new JsonArray(new JsonObject { ["name"] = name }) };
        var tag = (string)(await bench.WeCom("externalcontact/add_corp_tag", Tag("短视频咨询")))["tag_group"]!["tag"]![0]!["id"]!;
        Assert.Equal(40071, Bench.Code(await bench.WeCom("externalcontact/add_corp_tag", Tag("短视频咨询"))));
        Assert.Equal(40035, Bench.Code(await bench.WeCom("externalcontact/add_corp_tag", Tag(new string('长', 31)))));
        Assert.Equal(tag, (string?)(await bench.WeCom("externalcontact/get_corp_tag_list", []))["tag_group"]![0]!["tag"]![0]!["id"]);

        JsonObject Mark(params string[] tags) => new()
        {
            ["userid"] = "zhangsan", ["external_userid"] = contact.ExternalUserId, ["add_tag"] = new JsonArray([.. tags.Select(each => (JsonNode)each)]),
        };
        Assert.Equal(0, Bench.Code(await bench.WeCom("externalcontact/mark_tag", Mark(tag))));
        Assert.Equal(0, Bench.Code(await bench.WeCom("externalcontact/mark_tag", Mark(tag))));
        Assert.Equal(40068, Bench.Code(await bench.WeCom("externalcontact/mark_tag", Mark("etx"))));
        Assert.Equal(40058, Bench.Code(await bench.WeCom("externalcontact/mark_tag", Mark())));
        Assert.Equal([tag], contact.Tags);
    }

    [Fact]
    public async Task A_contact_way_checks_its_people_and_its_state()
    {
        await using var bench = await Bench.Start();
        JsonObject Way(string state, params string[] users) => new()
        {
            ["type"] = 1, ["scene"] = 2, ["state"] = state, ["user"] = new JsonArray([.. users.Select(each => (JsonNode)each)]),
        };
        Assert.NotNull((await bench.WeCom("externalcontact/add_contact_way", Way("t1", "zhangsan")))["qr_code"]);
        Assert.Equal(40035, Bench.Code(await bench.WeCom("externalcontact/add_contact_way", Way(new string('t', 31), "zhangsan"))));
        Assert.Equal(41041, Bench.Code(await bench.WeCom("externalcontact/add_contact_way", Way("t1"))));
        Assert.Equal(60111, Bench.Code(await bench.WeCom("externalcontact/add_contact_way", Way("t1", "lisi"))));
    }

    [Fact]
    public async Task Whoever_scans_a_contact_way_arrives_with_its_state_until_it_is_deleted()
    {
        await using var bench = await Bench.Start(new() { ContactWays = 1 });
        JsonObject Way(string state) => new() { ["type"] = 2, ["scene"] = 2, ["state"] = state, ["user"] = new JsonArray("zhangsan") };
        var way = await bench.WeCom("externalcontact/add_contact_way", Way("t1"));
        Assert.Equal(41045, Bench.Code(await bench.WeCom("externalcontact/add_contact_way", Way("t2"))));
        var picture = (string)way["qr_code"]!;
        Assert.Equal("t1", bench.Server.World.Arrivals.Add("anna", "安娜", picture, half: false, withCode: true)!.State);

        var id = new JsonObject { ["config_id"] = (string)way["config_id"]! };
        Assert.Equal("t1", (string)(await bench.WeCom("externalcontact/get_contact_way", id))["contact_way"]!["state"]!);
        Assert.Equal((string)way["config_id"]!, (string)(await bench.WeCom("externalcontact/list_contact_way", []))["contact_way"]![0]!["config_id"]!);
        Assert.Equal(0, Bench.Code(await bench.WeCom("externalcontact/del_contact_way", id)));
        Assert.Equal(41044, Bench.Code(await bench.WeCom("externalcontact/del_contact_way", id)));
        Assert.Null(bench.Server.World.Arrivals.Add("ben", "本", picture, half: false, withCode: true));
    }

    [Fact]
    public async Task A_body_that_is_not_JSON_is_named_as_such()
    {
        await using var bench = await Bench.Start();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/cgi-bin/{Links}list_link?access_token={await bench.WeComToken()}")
        {
            Content = new StringContent("{", Encoding.UTF8, "application/json"),
        };
        using var answer = await bench.Raw(request);
        Assert.Contains("Warning: wrong json format.", await answer.Content.ReadAsStringAsync());
    }

    internal static JsonObject Welcome(string code, params JsonObject[] attachments) => new()
    {
        ["welcome_code"] = code, ["text"] = new JsonObject { ["content"] = "你好" }, ["attachments"] = new JsonArray([.. attachments]),
    };

    private static JsonObject Remark(string who, string remark) => new() { ["userid"] = "zhangsan", ["external_userid"] = who, ["remark"] = remark };
}
