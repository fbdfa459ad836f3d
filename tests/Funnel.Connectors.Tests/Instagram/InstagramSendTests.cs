using System.Text.Json.Nodes;
using Funnel.Connectors.Tests.Http;
using static Funnel.Connectors.Tests.Instagram.InstagramSamples;

namespace Funnel.Connectors.Tests.Instagram;

public sealed class InstagramSendTests
{
    private static readonly ReplyTarget Target = new(Media, CommentId, CommentId, "1234567890");

    private static IChat Chat(PlatformBench bench) => bench.Connector.Find<IChat>()!;

    private static void Json(string expected, string found) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(found)), found);

    [Fact]
    public async Task A_reply_goes_to_its_comment()
    {
        await using var bench = await Start();
        bench.Server.Answer("""{"id":"17900000000000009"}""");
        Assert.Equal(new SendReceipt("17900000000000009"), (await bench.Mouth.Reply(Account, Target, "私信你了", default)).Value);
        Assert.Equal(("POST", $"/v23.0/{CommentId}/replies", "Bearer " + PlatformBench.Token), (bench.Request.Method, bench.Request.Target, bench.Request.Header("Authorization")));
        Json("""{"message":"私信你了"}""", bench.Request.Body);
    }

    [Fact]
    public async Task A_private_reply_names_the_comment_and_a_message_the_person()
    {
        await using var bench = await Start();
        bench.Server.Answer("""{"recipient_id":"1234567890","message_id":"mid-9"}""");
        Assert.Equal(new SendReceipt("mid-9"), (await Chat(bench).SendMessage(Account, Commented, "1234567890", new MessageContent.Text("点这里 https://x/c/1"), default)).Value);
        Assert.Equal(new SendReceipt("mid-9"), (await Chat(bench).SendMessage(Account, Wrote, "1234567890", new MessageContent.Text("你好"), default)).Value);

        var requests = bench.Server.Requests.ToList();
        Assert.All(requests, r => Assert.Equal(("POST", "/v23.0/1700000000000001/messages"), (r.Method, r.Target)));
        Json($$$"""{"recipient":{"comment_id":"{{{CommentId}}}"},"message":{"text":"点这里 https://x/c/1"}}""", requests[0].Body);
        Json("""{"recipient":{"id":"1234567890"},"message":{"text":"你好"}}""", requests[1].Body);
    }

    [Fact]
    public async Task What_cannot_be_sent_never_leaves()
    {
        await using var bench = await Start(("ReplyChars", "5"), ("MessageChars", "6"));
        Assert.Equal("reply-too-long", (await bench.Mouth.Reply(Account, Target, "六个字太长了", default)).Failure!.Code);
        Assert.Equal("message-too-long", (await Chat(bench).SendMessage(Account, Wrote, "p", new MessageContent.Text("七个字太长了吧"), default)).Failure!.Code);
        await Assert.ThrowsAsync<ArgumentException>(() => bench.Mouth.Reply(Account, Target with { CommentId = " " }, "好", default));
        await Assert.ThrowsAsync<ArgumentException>(() => bench.Mouth.Reply(Account, Target, " ", default));
        await Assert.ThrowsAsync<ArgumentException>(() => Chat(bench).SendMessage(Account, Wrote with { MessageId = "" }, "p", new MessageContent.Text("好"), default));
        await Assert.ThrowsAsync<ArgumentException>(() => Chat(bench).SendMessage(Account, Wrote, "", new MessageContent.Text("好"), default));
        await Assert.ThrowsAsync<ArgumentException>(() => Chat(bench).SendMessage(Account, Wrote, "p", new MessageContent.Card("t", "a", "p", "q"), default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Chat(bench).SendMessage(Account, Wrote with { Kind = WindowKind.Opened }, "p", new MessageContent.Text("好"), default));
        Assert.Empty(bench.Server.Requests);
    }

    [Theory]
    [InlineData("0.00:00:00", true)]
    [InlineData("6.23:59:59", true)]
    [InlineData("7.00:00:00", false)]
    [InlineData("-0.00:01:00", true)] // their clock is ahead
    public async Task A_comment_may_be_answered_in_private_for_seven_days(string age, bool open)
    {
        await using var bench = await Start();
        var at = PlatformBench.Now - TimeSpan.Parse(age, System.Globalization.CultureInfo.InvariantCulture);
        var window = bench.Connector.Find<ICommentWindow>()!.WindowOf(new(CommentId, Media, "p", "求资料", at), PlatformBench.Now);
        Assert.Equal(open, window is not null);
        if (window is not null)
        {
            Assert.Equal((WindowKind.Commented, CommentId, 1), (window.Kind, window.MessageId, window.Allowance));
            Assert.InRange(window.ExpiresAt, PlatformBench.Now, PlatformBench.Now.AddDays(7));
        }
    }

    [Fact]
    public async Task Links_go_into_messages_and_not_into_replies()
    {
        await using var bench = await Start();
        var limits = bench.Connector.Limits;
        Assert.Equal((true, false, 300, 330), (limits.LinksInChat, limits.LinksInReplies, limits.ReplyChars, limits.MessageChars));
    }
}
