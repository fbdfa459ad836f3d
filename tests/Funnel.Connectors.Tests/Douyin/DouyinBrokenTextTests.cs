using System.Text;

namespace Funnel.Connectors.Tests.Douyin;

/// <summary>A broken name or text costs what is broken in it, and nothing else: the person has asked.</summary>
public sealed class DouyinBrokenTextTests
{
    /// <summary>How it stands inside a JSON string, and what is left of it.</summary>
    public static TheoryData<byte[], string, string> Broken => new()
    {
        { [0xFF], "", "a byte that is never UTF-8" },
        { [0xF0, 0x9F, 0x98], "", "an emoji cut after three bytes" },
        { [0xE6, 0x98], "", "a Chinese character cut after two" },
        { [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80], "", "an emoji as two surrogates" },
        { [0xCE, 0xD2], "", "GBK" },
        { [0xC0, 0x80], "", "an overlong NUL" },
        { [0x00], "", "a raw NUL" },
        { [0x0B], "", "a raw control character" },
        { [.. "\\u0000"u8], "", "a NUL" },
        { [.. "\\u0007\\u001b"u8], "", "control characters" },
        { [.. "\\ud83d"u8], "", "half an emoji" },
        { [.. "\\ude00"u8], "", "the other half" },
        { [.. "\\ud83d\\ud83d"u8], "", "two first halves" },
        { [.. "\\u202e"u8], "", "turns the text around" },
        { [.. "\\ufffd"u8], "", "already replaced by somebody" },
        { [.. "\\ufeff"u8], "", "a byte order mark" },
        { [.. "\\'"u8], "'", "an escape that JSON does not have" },
        { [.. "\\ud83d\\ude00"u8], "😀", "a whole emoji" },
        { [.. "👨‍👩‍👧‍👦"u8], "👨‍👩‍👧‍👦", "a family with its joiners" },
    };

    private static byte[] Around(string before, byte[] broken, string after) => [.. Encoding.UTF8.GetBytes(before), .. broken, .. Encoding.UTF8.GetBytes(after)];

    private static async Task<Comment> Told(byte[] body)
    {
        await using var douyin = await Connector.Start();
        var accepted = Assert.IsType<WebhookResult.Accepted>(douyin.Source.ReadWebhook(DouyinWebhookTests.Request(body, DouyinWebhookTests.Signature(body, Connector.Secret))));
        return Assert.IsType<SourceEvent.Commented>(Assert.Single(accepted.Events)).Comment;
    }

    private static async Task<Page<Comment>> Listed(byte[] json)
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer(async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(json);
        });
        return (await douyin.Source.ListComments(Connector.Account, Samples.Video, null, CancellationToken.None)).Value;
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task In_a_listed_name_and_text(byte[] broken, string left, string what)
    {
        var json = Around(
            """{"data":{"error_code":0,"has_more":false,"list":[{"comment_id":"@a","comment_user_id":"u1","create_time":1673507751,"content":"求""",
            [.. broken, .. Encoding.UTF8.GetBytes("资料\",\"nick_name\":\"小"), .. broken],
            """明"},{"comment_id":"@b","comment_user_id":"u2","content":"多少钱","create_time":1673507751,"nick_name":"x"}]}}""");
        var page = await Listed(json);
        Assert.False(page.IsPartial, what);
        Assert.Equal([("@a", $"求{left}资料", $"小{left}明"), ("@b", "多少钱", "x")], page.Items.Select(c => (c.Id, c.Text, c.Nick!)));
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task In_a_told_name_and_text_where_the_content_is_an_object(byte[] broken, string left, string what)
    {
        var comment = await Told(Around(
            """{"event":"item_comment_reply","client_key":"aw-test-key","from_user_id":"43ea","to_user_id":"shop","content":{"comment_id":"@c","comment_user_id":"43ea","create_time":1673507751,"reply_to_item_id":"@v","parent_id":"","reply_to_comment_id":"","content":"求""",
            [.. broken, .. Encoding.UTF8.GetBytes("资料\",\"nick_name\":\"小"), .. broken],
            "明\"}}"));
        Assert.True(comment.Text == $"求{left}资料" && comment.Nick == $"小{left}明", $"{what}: {comment}");
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task In_a_told_name_and_text_where_the_content_is_a_string(byte[] broken, string left, string what)
    {
        // Inside JSON inside a string every escape is escaped once more; raw bytes are not.
        byte[] nested = [.. broken.SelectMany(b => b == '\\' ? "\\\\"u8.ToArray() : [b])];
        var comment = await Told(Around(
            """{"event":"item_comment_reply","client_key":"aw-test-key","from_user_id":"43ea","to_user_id":"shop","content":"{\"comment_id\":\"@c\",\"comment_user_id\":\"43ea\",\"create_time\":1673507751,\"reply_to_item_id\":\"@v\",\"parent_id\":\"\",\"reply_to_comment_id\":\"\",\"content\":\"求""",
            [.. nested, .. Encoding.UTF8.GetBytes("资料\\\",\\\"nick_name\\\":\\\"小"), .. nested],
            "明\\\"}\"}"));
        Assert.True(comment.Text == $"求{left}资料" && comment.Nick == $"小{left}明", $"{what}: {comment}");
    }

    [Theory]
    [InlineData("8421973305821", "8421973305821")]
    [InlineData("true", "true")]
    [InlineData("null", null)]
    [InlineData("\"\"", null)]
    [InlineData("\"  \\u0000 \"", null)]
    [InlineData("[]", null)]
    [InlineData("{\"x\":1}", null)]
    public async Task A_name_that_is_none(string json, string? nick)
    {
        var item = $$"""{"comment_id":"@a","comment_user_id":"u","content":"求资料","create_time":1673507751,"nick_name":{{json}}}""";
        var page = await Listed(Encoding.UTF8.GetBytes($$$"""{"data":{"error_code":0,"has_more":false,"list":[{{{item}}}]}}"""));
        Assert.Equal(nick, Assert.Single(page.Items).Nick);
        var told = item.Replace("\"comment_id\"", "\"reply_to_item_id\":\"@v\",\"comment_id\"", StringComparison.Ordinal);
        Assert.Equal(nick, (await Told(Encoding.UTF8.GetBytes($$$"""{"event":"item_comment_reply","from_user_id":"u","to_user_id":"shop","content":{{{told}}}}"""))).Nick);
    }

    [Fact]
    public async Task Names_and_texts_that_never_end_are_cut_between_characters()
    {
        var page = await Listed(Encoding.UTF8.GetBytes(
            $$$"""{"data":{"error_code":0,"has_more":false,"list":[{"comment_id":"@a","comment_user_id":"u","content":"{{{string.Concat(Enumerable.Repeat("😀", 3001))}}}","create_time":1,"nick_name":"x{{{string.Concat(Enumerable.Repeat("😀", 3001))}}}"}]}}"""));
        var comment = Assert.Single(page.Items);
        Assert.Equal((2000, 99), (comment.Text.Length, comment.Nick!.Length));
        Assert.False(char.IsHighSurrogate(comment.Text[^1]) || char.IsHighSurrogate(comment.Nick[^1]));
    }

    [Theory]
    [InlineData("\"comment_id\":12345,\"comment_user_id\":67890", "12345", "67890")]
    [InlineData("\"comment_id\":7301234567890123456,\"comment_user_id\":\"u\"", "7301234567890123456", "u")]
    public async Task Numbers_are_ids_too(string ids, string id, string person)
    {
        var page = await Listed(Encoding.UTF8.GetBytes($$$"""{"data":{"error_code":0,"has_more":false,"list":[{"digg_count":0,{{{ids}}},"content":1,"create_time":"1673507751"}]}}"""));
        var comment = Assert.Single(page.Items);
        Assert.Equal((id, person, "1"), (comment.Id, comment.PersonId, comment.Text));
    }

    [Theory]
    [InlineData("\\ud83d")]
    [InlineData("\\u0000")]
    [InlineData("\\ufffd")]
    public async Task An_id_that_is_broken_is_no_id(string broken)
    {
        var page = await Listed(Encoding.UTF8.GetBytes(
            $$$"""{"data":{"error_code":0,"has_more":false,"list":[{"comment_id":"@a{{{broken}}}","comment_user_id":"u","content":"求资料"},{"comment_id":"@b","comment_user_id":"u{{{broken}}}","content":"求资料"}]}}"""));
        Assert.Empty(page.Items);
        Assert.True(page.IsPartial);
    }

    [Fact]
    public async Task The_signature_is_over_the_bytes_as_they_came()
    {
        await using var douyin = await Connector.Start();
        byte[] body = [.. """{"event":"item_comment_reply","from_user_id":"u","to_user_id":"shop","content":{"comment_id":"@c","reply_to_item_id":"@v","nick_name":"x"""u8, 0xFF, .. "\"}}"u8];
        byte[] mended = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body));
        Assert.IsType<WebhookResult.Accepted>(douyin.Source.ReadWebhook(DouyinWebhookTests.Request(body, DouyinWebhookTests.Signature(body, Connector.Secret))));
        Assert.IsType<WebhookResult.Refused>(douyin.Source.ReadWebhook(DouyinWebhookTests.Request(body, DouyinWebhookTests.Signature(mended, Connector.Secret))));
    }

    [Fact]
    public async Task A_chat_event_with_a_broken_name_opens_its_window()
    {
        await using var douyin = await Connector.Start();
        var body = Encoding.UTF8.GetBytes(DouyinEventTests.Received.Replace("小红", "小\\ud83d红", StringComparison.Ordinal));
        var accepted = Assert.IsType<WebhookResult.Accepted>(douyin.Source.ReadWebhook(DouyinWebhookTests.Request(body, DouyinWebhookTests.Signature(body, Connector.Secret))));
        Assert.Equal("小红", Assert.IsType<SourceEvent.ChatOpened>(Assert.Single(accepted.Events)).Nick);
    }
}
