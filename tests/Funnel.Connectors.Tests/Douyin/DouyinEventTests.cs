namespace Funnel.Connectors.Tests.Douyin;

public sealed class DouyinEventTests
{
    internal const string Received = """
        {"event":"im_receive_msg","client_key":"aw-test-key","from_user_id":"person","to_user_id":"shop",
         "content":{"conversation_short_id":"@conv==","server_message_id":"@msg==","conversation_type":1,"create_time":1763816400123,
           "message_type":"text","source":"","text":"求资料","item_id":"@v==","user_infos":[{"open_id":"shop","nick_name":"店铺"},{"open_id":"person","nick_name":"小红"}]}}
        """;

    internal const string Entered = """
        {"event":"im_enter_direct_msg","client_key":"aw-test-key","from_user_id":"person","to_user_id":"shop",
         "content":"{\"conversation_short_id\":\"@conv==\",\"server_message_id\":\"@enter==\",\"conversation_type\":\"1\",\"create_time\":\"1763816400123\",\"scene_type\":1,\"objectId\":\"@v==\",\"user_infos\":[{\"open_id\":\"person\",\"nick_name\":\"小红\"}],\"ad_info\":\"{}\"}"}
        """;

    internal const string Sent = """
        {"event":"im_send_msg","client_key":"aw-test-key","from_user_id":"shop","to_user_id":"person",
         "content":"{\"conversation_short_id\":\"@conv==\",\"server_message_id\":\"@out==\",\"conversation_type\":1,\"create_time\":1763816400123,\"message_type\":\"text\",\"source\":\"aw-test-key\",\"text\":\"您好\"}"}
        """;

    internal const string Authorized = """
        {"event":"authorize","client_key":"aw-test-key","from_user_id":"shop","to_user_id":"","content":"{\"scopes\":[\"item.comment\",\"user_info\"]}"}
        """;

    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeMilliseconds(1763816400123);

    private static async Task<SourceEvent> Read(string body)
    {
        await using var douyin = await Connector.Start();
        return (SourceEvent)Assert.Single(Assert.IsType<WebhookResult.Accepted>(douyin.Source.ReadWebhook(DouyinWebhookTests.Signed(body))).Events);
    }

    /// <summary>The same event with its content in the other shape: object instead of string.</summary>
    private static string AsObject(string body) => body
        .Replace("\"content\":\"{", "\"content\":{", StringComparison.Ordinal)
        .Replace("}\"}", "}}", StringComparison.Ordinal)
        .Replace("\\\"", "\"", StringComparison.Ordinal);

    private static string Comment(string parent, string answered, string person = "43ea") => $$$"""
        {"event":"item_comment_reply","client_key":"aw-test-key","from_user_id":"43ea","to_user_id":"shop",
         "content":"{\"comment_id\":\"@c==\",\"comment_user_id\":\"{{{person}}}\",\"content\":\"多少钱\",\"create_time\":1673507751,\"reply_to_comment_id\":\"{{{answered}}}\",\"reply_to_item_id\":\"@v==\",\"parent_id\":\"{{{parent}}}\",\"nick_name\":\"x\"}"}
        """;

    [Theory]
    [InlineData("", "", null)]
    [InlineData("@top==", "@other==", "@top==")]
    [InlineData("", "@other==", "@other==")]
    [InlineData("0", "0", null)] // how some say "none"
    public async Task A_comment_tells_video_person_and_parent_in_both_shapes(string parent, string answered, string? expected)
    {
        var comment = new Comment("@c==", "@v==", "43ea", "多少钱", DateTimeOffset.FromUnixTimeSeconds(1673507751), expected, "x");
        Assert.Equal(new SourceEvent.Commented("shop", comment), await Read(Comment(parent, answered)));
        Assert.Equal(new SourceEvent.Commented("shop", comment), await Read(AsObject(Comment(parent, answered))));
    }

    [Fact]
    public async Task Whether_a_comment_without_any_parent_field_is_an_answer_is_not_known()
    {
        var body = Comment("", "").Replace("\\\"reply_to_comment_id\\\":\\\"\\\",", "", StringComparison.Ordinal).Replace("\\\"parent_id\\\":\\\"\\\",", "", StringComparison.Ordinal);
        Assert.Equal("", Assert.IsType<SourceEvent.Commented>(await Read(body)).Comment.ParentId);
    }

    [Fact]
    public async Task An_event_that_is_from_another_id_than_its_comment_says_so()
    {
        Assert.Equal("43ea", Assert.IsType<SourceEvent.Commented>(await Read(Comment("", "", "another"))).FromId);
        Assert.Null(Assert.IsType<SourceEvent.Commented>(await Read(Comment("", ""))).FromId);
    }

    [Fact]
    public async Task An_own_comment_is_passed_on() =>
        Assert.Equal("shop", Assert.IsType<SourceEvent.Commented>(await Read(Comment("", "", "shop"))).Comment.PersonId);

    [Fact]
    public async Task A_message_opens_a_window_of_a_day_and_six_messages()
    {
        var window = new ChatWindow(WindowKind.Wrote, "@conv==", "@msg==", At, At.AddHours(24), 6);
        var expected = new SourceEvent.ChatOpened("shop", "person", window, "求资料", "@v==", "小红");
        Assert.Equal(expected, await Read(Received));
        Assert.Equal(expected with { Text = null }, await Read(Received.Replace("\"text\",", "\"image\",", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_opened_chat_opens_a_window_of_half_a_minute_and_three_messages()
    {
        var window = new ChatWindow(WindowKind.Opened, "@conv==", "@enter==", At, At.AddSeconds(30), 3);
        Assert.Equal(new SourceEvent.ChatOpened("shop", "person", window, null, "@v==", "小红"), await Read(Entered));
    }

    [Fact]
    public async Task A_window_without_a_time_counts_from_now()
    {
        var opened = Assert.IsType<SourceEvent.ChatOpened>(await Read(Entered.Replace("1763816400123", "-7", StringComparison.Ordinal)));
        Assert.Equal((Connector.Now, Connector.Now.AddSeconds(30)), (opened.Window.OpenedAt, opened.Window.ExpiresAt));
    }

    [Theory]
    [InlineData("aw-test-key", true)]
    [InlineData("aw-another-app", false)]
    [InlineData("", false)]
    public async Task A_sent_message_says_whether_it_was_ours(string source, bool ours)
    {
        var body = Sent.Replace("\\\"source\\\":\\\"aw-test-key\\\"", $"\\\"source\\\":\\\"{source}\\\"", StringComparison.Ordinal);
        var expected = new SourceEvent.MessageSent("shop", "person", "@conv==", "@out==", "您好", ours, At);
        Assert.Equal(expected, await Read(body));
        Assert.Equal(expected, await Read(AsObject(body)));
    }

    [Theory]
    [InlineData("authorize", true)]
    [InlineData("unauthorize", false)]
    public async Task Granted_and_withdrawn_scopes_are_told(string name, bool granted)
    {
        var changed = Assert.IsType<SourceEvent.AccessChanged>(await Read(Authorized.Replace("\"authorize\"", $"\"{name}\"", StringComparison.Ordinal)));
        Assert.Equal(("shop", granted), (changed.AccountOpenId, changed.Granted));
        Assert.Equal(["item.comment", "user_info"], changed.Scopes);
    }

    [Theory]
    [InlineData("""{"event":"im_recall_msg","from_user_id":"p","to_user_id":"shop","content":{"server_message_id":"@m"}}""", "im_recall_msg")]
    [InlineData("""{"event":"new_video_digg","from_user_id":"p","to_user_id":"shop","content":7}""", "new_video_digg")]
    [InlineData("""{"event":"im_receive_msg","from_user_id":"p","to_user_id":"shop","content":{"server_message_id":"@m"}}""", "im_receive_msg")]
    [InlineData("""{"event":"im_enter_direct_msg","from_user_id":"","to_user_id":"shop","content":{"conversation_short_id":"c","server_message_id":"@m"}}""", "im_enter_direct_msg")]
    [InlineData("""{"event":"item_comment_reply","from_user_id":"p","to_user_id":"shop","content":{"comment_id":{},"reply_to_item_id":"v"}}""", "item_comment_reply")]
    [InlineData("""{"event":"im_send_msg","from_user_id":"p","to_user_id":"shop"}""", "im_send_msg")]
    public async Task What_is_not_used_or_not_complete_is_counted_only(string body, string name) =>
        Assert.Equal(new SourceEvent.Other("shop", name), await Read(body));

    [Fact]
    public async Task Values_beyond_all_bounds_are_cut_and_such_ids_are_not_believed()
    {
        var body = Comment("", "").Replace("多少钱", string.Concat(Enumerable.Repeat("😀", 5000)), StringComparison.Ordinal);
        var text = Assert.IsType<SourceEvent.Commented>(await Read(body)).Comment.Text;
        Assert.Equal(2000, text.Length);
        Assert.False(char.IsHighSurrogate(Assert.IsType<SourceEvent.Commented>(await Read(body.Replace("content\\\":\\\"", "content\\\":\\\"a", StringComparison.Ordinal))).Comment.Text[^1]));
        Assert.IsType<SourceEvent.Other>(await Read(Comment("", "").Replace("@c==", new string('c', 201), StringComparison.Ordinal)));
        Assert.IsType<SourceEvent.Other>(await Read(Received.Replace("@conv==", new string('c', 201), StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_group_chat_opens_no_window() =>
        Assert.IsType<SourceEvent.Other>(await Read(Received.Replace("\"conversation_type\":1", "\"conversation_type\":2", StringComparison.Ordinal)));

    [Theory]
    [InlineData(64, "x", 64)]
    [InlineData(63, "👍", 63)]
    [InlineData(57, "👨‍👩‍👧", 57)]
    public async Task A_long_name_is_cut_between_characters(int before, string last, int kept) =>
        Assert.Equal(new string('x', kept), Assert.IsType<SourceEvent.Other>(await Read($$"""{"event":"{{new string('x', before)}}{{last}}"}""")).Name);
}
