using System.Text;
using System.Text.Json.Nodes;
using Funnel.Connectors.WeCom;
using Funnel.Sandbox;

namespace Funnel.Connectors.Tests.Sandbox;

/// <summary>Customer groups of the sandbox's WeCom.</summary>
public sealed class SandboxGroupTests
{
    private const string Root = "externalcontact/groupchat/";

    [Fact]
    public async Task A_way_has_its_code_only_when_it_is_read_and_a_change_replaces_all()
    {
        await using var bench = await Bench.Start();
        var (first, second) = (bench.Server.World.Groups.Open("一群"), bench.Server.World.Groups.Open("二群"));
        var added = await bench.WeCom(Root + "add_join_way", Way(first.Id));
        var id = (string)added["config_id"]!;
        Assert.Null(added["qr_code"]);
        var way = await Read(bench, id);
        Assert.StartsWith("https://p.qpic.cn/wwhead/", (string)way["qr_code"]!, StringComparison.Ordinal);
        Assert.Equal((1, "token"), ((int)way["auto_create_room"]!, (string)way["state"]!)); // 1 is the default

        var changed = Way(second.Id);
        changed.Remove("state");
        changed["config_id"] = id;
        Assert.Equal(0, Bench.Code(await bench.WeCom(Root + "update_join_way", changed)));
        way = await Read(bench, id);
        Assert.Equal(("", second.Id), ((string)way["state"]!, (string)way["chat_id_list"]![0]!));

        Assert.Equal(0, Bench.Code(await bench.WeCom(Root + "del_join_way", new JsonObject { ["config_id"] = id })));
        Assert.Equal(41044, Bench.Code(await bench.WeCom(Root + "del_join_way", new JsonObject { ["config_id"] = id })));
        Assert.Null(bench.Server.World.Groups.Scan("wm1", (string)way["qr_code"]!));
    }

    [Fact]
    public async Task What_WeCom_refuses_is_refused()
    {
        await using var bench = await Bench.Start(new SandboxOptions { ContactWays = 1 });
        var group = bench.Server.World.Groups.Open("群");
        async Task<long> Add(JsonObject way) => Bench.Code(await bench.WeCom(Root + "add_join_way", way));
        Assert.Equal(41091, await Add(Way([.. Enumerable.Repeat(group.Id, 6)])));
        Assert.Equal(40058, await Add(Way()));
        Assert.NotEqual(0, await Add(Way("wr-nobody-knows")));
        var longState = Way(group.Id);
        longState["state"] = new string('x', 31);
        Assert.Equal(40035, await Add(longState));
        Assert.Equal(81017, Bench.Code(await bench.WeCom(Root + "list", [])));
        Assert.Equal(0, await Add(Way(group.Id)));
        Assert.Equal(41045, await Add(Way(group.Id)));
        Assert.Equal(41045, Bench.Code(await bench.WeCom("externalcontact/add_contact_way", new JsonObject { ["type"] = 1, ["scene"] = 2, ["user"] = new JsonArray("zhangsan") })));
    }

    [Fact]
    public async Task Calls_see_a_while_later_who_joined_and_how_and_who_left_is_gone()
    {
        await using var bench = await Bench.Start();
        var groups = bench.Server.World.Groups;
        var group = groups.Open("群");
        var code = await Code(bench, Way(group.Id));
        Assert.Equal(group, groups.Scan("wmCode", code));
        Assert.Null(groups.Scan("wmCode", code));
        Assert.True(groups.Invite(group, "wmStaff", byStaff: true));
        Assert.True(groups.Invite(group, "wmFriend", byStaff: false));
        Assert.Equal(["zhangsan"], Ids(await Get(bench, group.Id)));

        bench.Time.Forward(TimeSpan.FromSeconds(3));
        var seen = await Get(bench, group.Id);
        Assert.Equal(["zhangsan", "wmCode", "wmStaff", "wmFriend"], Ids(seen));
        var members = seen["member_list"]!.AsArray();
        Assert.Equal(("token", 3), ((string)members[1]!["state"]!, (int)members[1]!["join_scene"]!));
        Assert.Equal(("zhangsan", null), ((string)members[2]!["invitor"]!["userid"]!, (string?)members[2]!["state"]));
        Assert.Null(members[3]!["invitor"]);
        Assert.Equal(group.Version, (string)seen["member_version"]!);

        Assert.True(groups.Leave(group, "wmStaff", removed: false));
        Assert.False(groups.Leave(group, "wmStaff", removed: true));
        bench.Time.Forward(TimeSpan.FromSeconds(3));
        Assert.Equal(["zhangsan", "wmCode", "wmFriend"], Ids(await Get(bench, group.Id)));
        Assert.NotEqual((string)seen["member_version"]!, (string)(await Get(bench, group.Id))["member_version"]!);
    }

    [Fact]
    public async Task Full_groups_are_passed_over_then_another_is_made_where_it_may_be()
    {
        await using var bench = await Bench.Start(new SandboxOptions { GroupSize = 2 });
        var groups = bench.Server.World.Groups;
        var (first, second) = (groups.Open("一群"), groups.Open("二群"));
        var way = Way(first.Id, second.Id);
        (way["room_base_name"], way["room_base_id"]) = ("新群", 10);
        var code = await Code(bench, way);
        var closed = Way(first.Id);
        closed["auto_create_room"] = 0;
        var closedCode = await Code(bench, closed);

        Assert.Equal(first, groups.Scan("wm1", code));
        Assert.Equal(second, groups.Scan("wm2", code));
        Assert.Equal("新群10", groups.Scan("wm3", code)!.Name);
        Assert.Equal("新群11", groups.Scan("wm4", code)!.Name);
        Assert.Null(groups.Scan("wm5", closedCode));

        bench.Time.Forward(TimeSpan.FromSeconds(3));
        var list = await bench.WeCom(Root + "list", new JsonObject { ["owner_filter"] = new JsonObject { ["userid_list"] = new JsonArray("zhangsan") }, ["limit"] = 3 });
        Assert.Equal((3, "3"), (list["group_chat_list"]!.AsArray().Count, (string)list["next_cursor"]!));
        groups.Dismiss(first);
        Assert.NotEqual(0, Bench.Code(await bench.WeCom(Root + "get", new JsonObject { ["chat_id"] = first.Id })));
    }

    [Fact]
    public async Task The_product_reads_each_event_and_each_begins_where_the_one_before_ended()
    {
        await using var bench = await Bench.Start(new SandboxOptions { RepeatedEvents = 0 });
        await using var host = await Receiver.Start(bench.Server);
        await bench.Server.SetCallbacks(host.Address);
        var corp = bench.Server.World.Corp;
        var reader = new CallbackReader(new() { CorpId = corp.Id, CallbackToken = corp.CallbackToken, EncodingAesKey = corp.EncodingAesKey }, bench.Time);
        var groups = bench.Server.World.Groups;
        var group = groups.Open("群");
        List<string> versions = [group.Version];
        async Task<ConnectorEvent> Told(int number)
        {
            var told = (await host.Wait(number))[number - 1];
            var read = reader.Read(new WebhookRequest("POST", told.Headers, told.Query, Encoding.UTF8.GetBytes(told.Body)));
            versions.Add(group.Version);
            return Assert.Single(Assert.IsType<WebhookResult.Accepted>(read).Events);
        }

        Assert.Equal((group.Id, GroupChange.Created), Assert.IsType<DestinationEvent.GroupChanged>(await Told(1)) is var created ? (created.GroupId, created.Change) : default);
        groups.Scan("wm1", await Code(bench, Way(group.Id)));
        var joined = Assert.IsType<DestinationEvent.GroupMembers>(await Told(2));
        groups.Leave(group, "wm1", removed: true);
        var left = Assert.IsType<DestinationEvent.GroupMembers>(await Told(3));
        groups.Dismiss(group);
        Assert.Equal(GroupChange.Dismissed, Assert.IsType<DestinationEvent.GroupChanged>(await Told(4)).Change);

        Assert.Equal((true, "wm1", versions[0], versions[2]), (joined.Joined, Assert.Single(joined.People), joined.From, joined.To));
        Assert.Equal((false, "wm1", joined.To, versions[3], true), (left.Joined, Assert.Single(left.People), left.From, left.To, left.WereRemoved));
    }

    private static JsonObject Way(params string[] groups) =>
        new() { ["scene"] = 2, ["state"] = "token", ["chat_id_list"] = new JsonArray([.. groups.Select(id => (JsonNode)id)]) };

    private static async Task<string> Code(Bench bench, JsonObject way) =>
        (string)(await Read(bench, (string)(await bench.WeCom(Root + "add_join_way", way))["config_id"]!))["qr_code"]!;

    private static async Task<JsonNode> Read(Bench bench, string id) => (await bench.WeCom(Root + "get_join_way", new JsonObject { ["config_id"] = id }))["join_way"]!;

    private static async Task<JsonNode> Get(Bench bench, string group) => (await bench.WeCom(Root + "get", new JsonObject { ["chat_id"] = group }))["group_chat"]!;

    private static IEnumerable<string> Ids(JsonNode group) => group["member_list"]!.AsArray().Select(m => (string)m!["userid"]!);
}
