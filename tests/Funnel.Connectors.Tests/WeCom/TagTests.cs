
namespace Funnel.Connectors.Tests.WeCom;

public sealed class TagTests
{
    private const string Ok = """{"errcode":0,"errmsg":"ok"}""";
    private const string Empty = """{"errcode":0,"errmsg":"ok","tag_group":[]}""";
    private const string OneTag = """{"errcode":0,"tag_group":[{"group_id":"G0","group_name":"Other","tag":[{"id":"X","name":"book"},{"id":"Y","name":"only there"}]},{"group_id":"G1","group_name":"Funnel","tag":[{"id":"T1","name":"book"}]}]}""";

    private static readonly ContactId Person = new("zhangsan", "wo1");

    [Fact]
    public async Task Missing_tags_are_created_with_their_group_and_marked()
    {
        await using var wecom = await Start(Empty);
        wecom.On("add_corp_tag", """{"errcode":0,"tag_group":{"group_id":"G1","group_name":"Funnel","create_time":1,"order":1,"tag":[{"id":"T1","name":"book","create_time":1,"order":1},{"id":"T2","name":"video 7"}]}}""");
        Assert.True((await wecom.Destination.Tag(Person, [" book ", "video 7", "book"], default)).Ok);
        Assert.True((await wecom.Destination.Tag(Person, ["video 7"], default)).Ok);
        Assert.Equal("""{"tag_id":[],"group_id":[]}""", wecom.Only("get_corp_tag_list").Body);
        Assert.Equal("""{"group_name":"Funnel","tag":[{"name":"book"},{"name":"video 7"}]}""", wecom.Only("add_corp_tag").Body);
        Assert.Equal(
            ["""{"userid":"zhangsan","external_userid":"wo1","add_tag":["T1","T2"]}""", """{"userid":"zhangsan","external_userid":"wo1","add_tag":["T2"]}"""],
            wecom.Calls("mark_tag").Select(call => call.Body));
        Assert.Equal("/cgi-bin/externalcontact/mark_tag", wecom.Calls("mark_tag")[0].Path);
    }

    [Fact]
    public async Task A_tag_is_added_to_our_group_when_it_exists()
    {
        await using var wecom = await Start(OneTag);
        wecom.On("add_corp_tag", """{"errcode":0,"tag_group":{"group_id":"G1","tag":[{"id":"T2","name":"new"}]}}""");
        Assert.True((await wecom.Destination.Tag(Person, ["book", "new"], default)).Ok);
        Assert.Equal("""{"group_id":"G1","tag":[{"name":"new"}]}""", wecom.Only("add_corp_tag").Body);
        Assert.Equal(["T1", "T2"], wecom.Only("mark_tag").Json["add_tag"]!.AsArray().Select(id => (string)id!));
    }

    [Fact]
    public async Task Fifty_taggings_at_once_create_a_tag_once()
    {
        await using var wecom = await Start(Empty);
        wecom.On("add_corp_tag", """{"errcode":0,"tag_group":{"group_id":"G1","tag":[{"id":"T1","name":"book"}]}}""");
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => wecom.Destination.Tag(Person, ["book"], default)));
        Assert.Single(wecom.Calls("get_corp_tag_list"));
        Assert.Single(wecom.Calls("add_corp_tag"));
        Assert.Equal(50, wecom.Calls("mark_tag").Count);
    }

    [Fact]
    public async Task A_tag_that_another_instance_created_meanwhile_is_used()
    {
        await using var wecom = await Start(Empty, OneTag);
        wecom.OnEach("add_corp_tag", """{"errcode":40071,"errmsg":"exists"}""", """{"errcode":0,"tag_group":{"group_id":"G1","tag":[{"id":"T2","name":"new"}]}}""");
        Assert.True((await wecom.Destination.Tag(Person, ["book", "new"], default)).Ok);
        Assert.Equal("""{"group_id":"G1","tag":[{"name":"new"}]}""", wecom.Calls("add_corp_tag")[1].Body);
        Assert.Equal(["T1", "T2"], wecom.Only("mark_tag").Json["add_tag"]!.AsArray().Select(id => (string)id!));
    }

    [Fact]
    public async Task A_name_that_is_taken_in_another_group_is_used_from_there()
    {
        await using var wecom = await Start(OneTag);
        wecom.On("add_corp_tag", """{"errcode":40071,"errmsg":"exists"}""");
        Assert.True((await wecom.Destination.Tag(Person, ["only there"], default)).Ok);
        Assert.Equal("Y", (string)wecom.Only("mark_tag").Json["add_tag"]![0]!);
    }

    [Fact]
    public async Task A_lost_answer_to_creating_is_found_in_the_library_next_time()
    {
        await using var wecom = await Start(Empty, OneTag);
        wecom.On("add_corp_tag", "hang up");
        Assert.Equal(FailureKind.Unknown, (await wecom.Destination.Tag(Person, ["book"], default)).Failure!.Kind);
        Assert.True((await wecom.Destination.Tag(Person, ["book"], default)).Ok);
        Assert.Single(wecom.Calls("add_corp_tag"));
    }

    [Theory]
    [InlineData(40068)]
    [InlineData(41110)]
    public async Task A_deleted_tag_makes_the_library_be_read_again_once(int code)
    {
        await using var wecom = await Start(OneTag, OneTag.Replace("T1", "T9"));
        wecom.OnEach("mark_tag", $$"""{"errcode":{{code}},"errmsg":"x"}""", Ok);
        Assert.True((await wecom.Destination.Tag(Person, ["book"], default)).Ok);
        Assert.Equal("T9", (string)wecom.Calls("mark_tag")[1].Json["add_tag"]![0]!);
    }

    [Fact]
    public async Task A_half_added_person_is_tried_again_later()
    {
        await using var wecom = await Start(OneTag);
        wecom.On("mark_tag", """{"errcode":84061,"errmsg":"not external contact"}""");
        wecom.On("remark", """{"errcode":84061,"errmsg":"not external contact"}""");
        foreach (var failure in new[] { (await wecom.Destination.Tag(Person, ["book"], default)).Failure!, (await wecom.Destination.Remark(Person, "x", default)).Failure! })
        {
            Assert.Equal((FailureKind.Transient, "84061", TimeSpan.FromMinutes(2)), (failure.Kind, failure.Code, failure.RetryAfter));
        }
    }

    [Theory]
    [InlineData(40144, FailureKind.Forbidden)]
    [InlineData(40096, FailureKind.Gone)]
    [InlineData(84074, FailureKind.Forbidden)]
    public async Task Other_refusals_say_their_kind(int code, FailureKind kind)
    {
        await using var wecom = await Start(OneTag);
        wecom.On("mark_tag", $$"""{"errcode":{{code}},"errmsg":"x"}""");
        Assert.Equal(kind, (await wecom.Destination.Tag(Person, ["book"], default)).Failure!.Kind);
    }

    [Fact]
    public async Task Marking_and_remarks_are_repeated_because_they_only_set_values()
    {
        await using var wecom = await Start(OneTag);
        wecom.OnEach("mark_tag", "http 503", Ok);
        wecom.OnEach("remark", """{"errcode":-1,"errmsg":"busy"}""", Ok);
        Assert.True((await wecom.Destination.Tag(Person, ["book"], default)).Ok);
        Assert.True((await wecom.Destination.Remark(Person, "x", default)).Ok);
    }

    [Fact]
    public async Task Names_that_WeCom_would_not_take_are_refused_without_a_call()
    {
        await using var wecom = await Start(OneTag);
        string[][] wrong = [[], [""], ["  "], [new string('t', 31)]];
        foreach (var tags in wrong)
        {
            Assert.Equal(FailureKind.Rejected, (await wecom.Destination.Tag(Person, tags, default)).Failure!.Kind);
        }

        Assert.Empty(wecom.All);
    }

    [Fact]
    public async Task A_name_of_which_nothing_can_be_shown_sets_no_remark()
    {
        await using var wecom = await Start(OneTag);
        Assert.True((await wecom.Destination.Remark(Person, " ", default)).Ok);
        Assert.Empty(wecom.All);
    }

    [Theory]
    [InlineData("short", "short")]
    [InlineData("12345678901234567890", "12345678901234567890")]
    [InlineData("123456789012345678901", "12345678901234567890")]
    [InlineData("1234567890123456789😀", "1234567890123456789")]
    [InlineData("123456789012345👨‍👩‍👧‍👦x", "123456789012345")]
    public async Task A_remark_is_cut_between_characters(string remark, string cut)
    {
        await using var wecom = await Start(OneTag);
        wecom.On("remark", Ok);
        Assert.True((await wecom.Destination.Remark(Person, remark, default)).Ok);
        var call = wecom.Only("remark");
        Assert.Equal($$"""{"userid":"zhangsan","external_userid":"wo1","remark":"{{cut}}"}""", call.Body);
        Assert.Equal("/cgi-bin/externalcontact/remark", call.Path);
    }

    private static async Task<LoopbackWeCom> Start(params string[] libraries)
    {
        var wecom = await LoopbackWeCom.Start();
        wecom.OnEach("get_corp_tag_list", libraries);
        wecom.On("mark_tag", Ok);
        return wecom;
    }
}
