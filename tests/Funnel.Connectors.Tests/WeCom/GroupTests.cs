namespace Funnel.Connectors.Tests.WeCom;

/// <summary>Customer groups: the ways into them, and who is in one.</summary>
public sealed class GroupTests
{
    private static readonly GroupWayPlan Plan = new("g1-TOKEN", ["wr1", "wr2"], "群") { NewGroupName = "资料群", NewGroupNumber = 3 };

    [Fact]
    public async Task A_way_is_made_in_one_call_and_its_code_is_told_by_another()
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.On("groupchat/add_join_way", """{"errcode":0,"errmsg":"ok","config_id":"9ad7"}""");
        wecom.On("groupchat/get_join_way", """
            {"errcode":0,"errmsg":"ok","join_way":{"config_id":"9ad7","scene":3,"remark":"群","auto_create_room":1,"room_base_name":"资料群","room_base_id":3,"chat_id_list":["wr1","wr2"],
            "qr_code":"https://p.qpic.cn/wwhead/9ad7/0","state":"g1-TOKEN","mark_source":true}}
            """);
        Assert.Equal("9ad7", (await wecom.Groups.AddWay(Plan, default)).Value);
        Assert.Equal(
            """{"scene":2,"remark":"\u7FA4","auto_create_room":1,"room_base_name":"\u8D44\u6599\u7FA4","room_base_id":3,"chat_id_list":["wr1","wr2"],"state":"g1-TOKEN"}""",
            wecom.Only("add_join_way").Body);
        var way = (await wecom.Groups.FindWay("9ad7", default)).Value;
        Assert.Equal(("9ad7", "https://p.qpic.cn/wwhead/9ad7/0", "资料群", 3), (way.Id, way.QrCode.AbsoluteUri, way.Plan.NewGroupName, way.Plan.NewGroupNumber));
        Assert.Equal(Plan.GroupIds, way.Plan.GroupIds);
    }

    [Fact]
    public async Task A_change_is_whole_and_says_that_no_group_is_to_be_made()
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.OnEach("groupchat/update_join_way", "http 502", """{"errcode":0,"errmsg":"ok"}""");
        Assert.True((await wecom.Groups.ChangeWay("9ad7", new("s", ["wr9"]), default)).Ok);
        var calls = wecom.Calls("update_join_way");
        Assert.Equal(2, calls.Count);
        Assert.All(calls, call => Assert.Equal("""{"config_id":"9ad7","scene":2,"auto_create_room":0,"chat_id_list":["wr9"],"state":"s"}""", call.Body));
    }

    [Fact]
    public async Task A_lost_answer_is_unknown_and_the_way_is_not_made_again_by_itself()
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.On("groupchat/add_join_way", "hang up");
        Assert.Equal(FailureKind.Unknown, (await wecom.Groups.AddWay(Plan, default)).Failure!.Kind);
        wecom.Only("add_join_way");
    }

    [Fact]
    public async Task What_WeCom_would_refuse_is_not_asked()
    {
        await using var wecom = await LoopbackWeCom.Start();
        Assert.Equal("groups", (await wecom.Groups.AddWay(Plan with { GroupIds = [] }, default)).Failure!.Code);
        Assert.Equal("groups", (await wecom.Groups.AddWay(Plan with { GroupIds = ["1", "2", "3", "4", "5", "6"] }, default)).Failure!.Code);
        Assert.Equal("name", (await wecom.Groups.ChangeWay("9ad7", Plan with { NewGroupName = new string('群', 41) }, default)).Failure!.Code);
        Assert.Equal("remark", (await wecom.Groups.AddWay(Plan with { Remark = new string('群', 31) }, default)).Failure!.Code);
        Assert.Equal("owners", (await wecom.Groups.ListGroups([.. Enumerable.Range(0, 101).Select(i => $"u{i}")], null, default)).Failure!.Code);
        await Assert.ThrowsAsync<ArgumentException>(() => wecom.Groups.AddWay(Plan with { State = new string('x', 31) }, default));
        Assert.Empty(wecom.All);
    }

    [Fact]
    public async Task A_way_that_is_gone_is_known_for_it_and_deleting_it_again_is_done_already()
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.On("groupchat/get_join_way", """{"errcode":41044,"errmsg":"invalid config_id"}""");
        wecom.On("groupchat/del_join_way", """{"errcode":41044,"errmsg":"invalid config_id"}""");
        Assert.Equal(FailureKind.Gone, (await wecom.Groups.FindWay("9ad7", default)).Failure!.Kind);
        Assert.True((await wecom.Groups.DeleteWay("9ad7", default)).Ok);
        Assert.Equal("""{"config_id":"9ad7"}""", wecom.Only("del_join_way").Body);
    }

    [Fact]
    public async Task Groups_are_listed_by_owner_page_by_page()
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.OnEach("groupchat/list",
            """{"errcode":0,"group_chat_list":[{"chat_id":"wr1","status":0},{"chat_id":"wr2","status":1}],"next_cursor":"n"}""",
            """{"errcode":0,"group_chat_list":[{"chat_id":"","status":0}],"next_cursor":""}""");
        var first = (await wecom.Groups.ListGroups([], null, default)).Value;
        var last = (await wecom.Groups.ListGroups(["owner"], first.Next, default)).Value;
        Assert.Equal(["wr1", "wr2"], first.Items);
        Assert.Equal(("n", false, null, true), (first.Next, first.IsPartial, last.Next, last.IsPartial));
        Assert.Equal(
            [
                """{"status_filter":0,"owner_filter":{"userid_list":["zhangsan","lisi"]},"cursor":"","limit":1000}""",
                """{"status_filter":0,"owner_filter":{"userid_list":["owner"]},"cursor":"n","limit":1000}""",
            ],
            wecom.Calls("groupchat/list").Select(call => call.Body));
    }

    [Fact]
    public async Task A_group_tells_who_came_by_which_way_and_by_whom()
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.On("groupchat/get", """
            {"errcode":0,"group_chat":{"chat_id":"wr1","name":"资料群","owner":"zhangsan","create_time":1572505490,"member_version":"v7","member_list":[
            {"userid":"zhangsan","type":1,"join_time":1572505491,"join_scene":1},
            {"userid":"wmA","type":2,"join_time":1572505492,"join_scene":3,"state":"g1-TOKEN"},
            {"userid":"wmB","type":2,"join_time":0,"join_scene":1,"invitor":{"userid":"lisi"},"state":""}]}}
            """);
        var group = (await wecom.Groups.ReadGroup("wr1", default)).Value;
        Assert.Equal(("wr1", "资料群", "zhangsan", "v7"), (group.Id, group.Name, group.OwnerId, group.Version));
        Assert.Equal(
            [
                new GroupMember("zhangsan", true, DateTimeOffset.FromUnixTimeSeconds(1572505491), null, null),
                new GroupMember("wmA", false, DateTimeOffset.FromUnixTimeSeconds(1572505492), "g1-TOKEN", null),
                new GroupMember("wmB", false, null, null, "lisi"),
            ],
            group.Members);
    }

    [Theory]
    [InlineData("""{"errcode":0,"group_chat":{"chat_id":"wr1","name":"g"}}""")]
    [InlineData("""{"errcode":0,"group_chat":{"chat_id":"wr1","member_list":[{"userid":"a","type":2},{"type":2}]}}""")]
    [InlineData("""{"errcode":0}""")]
    public async Task A_group_that_does_not_name_everybody_is_no_snapshot(string answer)
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.On("groupchat/get", answer);
        Assert.Equal("unreadable", (await wecom.Groups.ReadGroup("wr1", default)).Failure!.Code);
    }
}
