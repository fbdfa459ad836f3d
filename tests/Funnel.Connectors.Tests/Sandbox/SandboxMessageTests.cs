using System.Text.Json.Nodes;
using Funnel.Sandbox.Douyin;

namespace Funnel.Connectors.Tests.Sandbox;

public sealed class SandboxMessageTests
{
    private const string Enter = "im_enter_direct_msg";
    private const string Answer = "im_reply_msg";

    [Fact]
    public async Task After_opening_the_chat_three_messages_pass_within_thirty_seconds()
    {
        await using var bench = await Bench.Start();
        var opening = bench.Server.World.Chats.Open("p1");
        for (var time = 0; time < 3; time++)
        {
            var answer = await bench.Send(Enter, opening, Text("你好"));
            Assert.Equal(0, Bench.Code(answer));
            Assert.StartsWith("@", (string?)answer["msg_id"]);
        }

        Assert.Equal(28003070, Bench.Code(await bench.Send(Enter, opening, Text("你好"))));
        Assert.Equal(3, bench.Server.Books.Messages.Count(entry => entry.Person == "p1"));
    }

    [Fact]
    public async Task After_thirty_seconds_an_opened_chat_is_closed_to_us()
    {
        await using var bench = await Bench.Start();
        var opening = bench.Server.World.Chats.Open("p1");
        bench.Time.Forward(TimeSpan.FromSeconds(31));
        Assert.Equal(28003080, Bench.Code(await bench.Send(Enter, opening, Text("你好"))));
    }

    [Fact]
    public async Task After_a_message_six_answers_pass_within_a_day_and_writing_again_starts_anew()
    {
        await using var bench = await Bench.Start();
        var chats = bench.Server.World.Chats;
        var opening = chats.Write("p1");
        for (var time = 0; time < 6; time++)
        {
            Assert.Equal(0, Bench.Code(await bench.Send(Answer, opening, Text("你好"))));
        }

        Assert.Equal(28003070, Bench.Code(await bench.Send(Answer, opening, Text("你好"))));
        var again = chats.Write("p1");
        Assert.Equal(opening.ConversationId, again.ConversationId);
        Assert.Equal(0, Bench.Code(await bench.Send(Answer, again, Text("你好"))));
        bench.Time.Forward(TimeSpan.FromHours(25));
        Assert.Equal(28003080, Bench.Code(await bench.Send(Answer, again, Text("你好"))));
    }

    [Fact]
    public async Task Somebody_elses_window_does_not_help()
    {
        await using var bench = await Bench.Start();
        var opening = bench.Server.World.Chats.Open("p1");
        Assert.Equal(28003082, Bench.Code(await bench.Send(Enter, opening, Text("你好"), to: "p2")));
        Assert.Equal(28001007, Bench.Code(await bench.Send(Answer, opening, Text("你好"))));
        Assert.Equal(28001007, Bench.Code(await bench.Send(Enter, opening with { MessageId = "@x==" }, Text("你好"))));
    }

    [Theory]
    [InlineData("看 https://example.com", 28001038)]
    [InlineData("LONG", 28001038)]
    [InlineData("", 28001007)]
    public async Task What_a_message_must_not_hold_is_refused(string text, long code)
    {
        await using var bench = await Bench.Start();
        var opening = bench.Server.World.Chats.Open("p1");
        Assert.Equal(code, Bench.Code(await bench.Send(Enter, opening, Text(text == "LONG" ? new string('好', 1001) : text))));
        Assert.Empty(bench.Server.Books.Messages);
    }

    [Fact]
    public async Task A_card_is_recorded_with_its_title_and_the_token_of_its_link()
    {
        await using var bench = await Bench.Start();
        var opening = bench.Server.World.Chats.Open("p1");
        var link = Uri.EscapeDataString("https://work.weixin.qq.com/ca/cax?customer_channel=t123");
        Assert.Equal(0, Bench.Code(await bench.Send(Enter, opening, Card(bench.Server.World.Merchant, $"link={link}&title={Uri.EscapeDataString("点卡片领取")}"))));
        var entry = Assert.Single(bench.Server.Books.Messages);
        Assert.Equal(("t123", "点卡片领取"), (entry.Token, entry.Text));
    }

    [Fact]
    public async Task A_card_of_somebody_else_is_refused()
    {
        await using var bench = await Bench.Start();
        var card = Card(bench.Server.World.Merchant, "link=x");
        card["applet_card"]!["app_id"] = "ttother";
        Assert.Equal(28001007, Bench.Code(await bench.Send(Enter, bench.Server.World.Chats.Open("p1"), card)));
    }

    internal static JsonObject Text(string text) => new() { ["msg_type"] = 1, ["text"] = new JsonObject { ["text"] = text } };

    internal static JsonObject Card(Merchant merchant, string query) => new()
    {
        ["msg_type"] = 10,
        ["applet_card"] = new JsonObject
        {
            ["card_template_id"] = merchant.CardTemplate, ["app_id"] = merchant.MiniApp, ["path"] = merchant.CardPath, ["query"] = query,
        },
    };
}
