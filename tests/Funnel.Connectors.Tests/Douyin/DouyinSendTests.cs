using Funnel.Connectors.Douyin;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Funnel.Connectors.Tests.Douyin;

public sealed class DouyinSendTests
{
    private static CancellationToken None => CancellationToken.None;

    public static TheoryData<string> Sends => ["reply", "message", "code", "refresh", "renew"];

    private static async Task<Failure?> Send(DouyinSource source, string what) => what switch
    {
        "reply" => (await source.Reply(Connector.Account, new(Samples.Video, Samples.CommentId, null, Samples.Person), "已私信您", None)).Failure,
        "message" => (await source.SendMessage(Connector.Account, Samples.Window(WindowKind.Wrote), Samples.Person, new MessageContent.Text("您好"), None)).Failure,
        "code" => (await source.ExchangeCode("code", Samples.Redirect, None)).Failure,
        "refresh" => (await source.Refresh(DouyinTokenTests.Grant, None)).Failure,
        _ => (await source.Renew(DouyinTokenTests.Grant, None)).Failure,
    };

    [Fact]
    public async Task A_reply_names_video_and_comment()
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer(Samples.Replied);

        var receipt = (await douyin.Source.Reply(Connector.Account, new(Samples.Video, Samples.CommentId, null, Samples.Person), "已私信您", None)).Value;

        Assert.Equal(new SendReceipt("@reply=="), receipt);
        Assert.Equal(("POST", $"/item/comment/reply/?open_id={Samples.OpenIdEscaped}"), (douyin.Request.Method, douyin.Request.Target));
        Assert.Equal(Connector.Token, douyin.Request.Header("access-token"));
        Assert.Equal("application/json", douyin.Request.Header("content-type"));
        Json($$"""{"item_id":"{{Samples.Video}}","comment_id":"{{Samples.CommentId}}","content":"已私信您"}""", douyin.Request.Body);
    }

    [Theory]
    [InlineData("", "c", "t")]
    [InlineData(" ", "c", "t")]
    [InlineData("v", "", "t")]
    [InlineData("v", " ", "t")]
    [InlineData("v", "c", "")]
    [InlineData("v", "c", " \n")]
    public async Task A_reply_without_ids_or_text_never_leaves(string video, string comment, string text)
    {
        await using var douyin = await Connector.Start();
        await Assert.ThrowsAsync<ArgumentException>(() => douyin.Source.Reply(Connector.Account, new(video, comment, null, Samples.Person), text, None));
        Assert.Empty(douyin.Server.Requests);
    }

    [Fact]
    public async Task A_text_over_its_limit_never_leaves()
    {
        await using var douyin = await Connector.Start(("ReplyChars", "5"));
        douyin.Server.Answer(Samples.Replied);
        var window = Samples.Window(WindowKind.Opened);

        Assert.Equal(FailureKind.Rejected, (await douyin.Source.Reply(Connector.Account, new("v", "c", null, Samples.Person), "六个字太长了", None)).Failure!.Kind);
        Assert.Equal(
            FailureKind.Rejected,
            (await douyin.Source.SendMessage(Connector.Account, window, "p", new MessageContent.Text(new string('长', 1001)), None)).Failure!.Kind);
        Assert.Empty(douyin.Server.Requests);
        Assert.Equal((20, 5, 1000), (douyin.Source.Limits.PageSize, douyin.Source.Limits.ReplyChars, douyin.Source.Limits.MessageChars));
        Assert.True((await douyin.Source.Reply(Connector.Account, new("v", "c", null, Samples.Person), "五个字正好", None)).Ok);
    }

    [Theory]
    [InlineData(WindowKind.Opened, "im_enter_direct_msg")]
    [InlineData(WindowKind.Wrote, "im_reply_msg")]
    public async Task A_text_message_has_the_scene_of_its_window(WindowKind kind, string scene)
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer(Samples.Sent);

        var receipt = (await douyin.Source.SendMessage(Connector.Account, Samples.Window(kind), Samples.Person, new MessageContent.Text("您好"), None)).Value;

        Assert.Equal(new SendReceipt("@c29b=="), receipt);
        Assert.Equal(("POST", $"/im/send/msg/?open_id={Samples.OpenIdEscaped}"), (douyin.Request.Method, douyin.Request.Target));
        Assert.Equal(Connector.Token, douyin.Request.Header("access-token"));
        Json(
            $$"""
            {"scene":"{{scene}}","msg_id":"@inbound+/==","conversation_id":"@conversation+/==","to_user_id":"{{Samples.Person}}",
             "content":{"msg_type":1,"text":{"text":"您好"} } }
            """,
            douyin.Request.Body);
    }

    [Fact]
    public async Task A_card_message_carries_template_app_path_and_query()
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer("""{"msg_list":["@only-here=="],"data":{"error_code":0},"extra":{"error_code":0}}""");
        var card = new MessageContent.Card("tpl", "tt123", "pages/lead", "t=abc&x=1");

        var receipt = (await douyin.Source.SendMessage(Connector.Account, Samples.Window(WindowKind.Wrote), Samples.Person, card, None)).Value;

        Assert.Equal(new SendReceipt("@only-here=="), receipt);
        using var body = JsonDocument.Parse(douyin.Request.Body);
        Json(
            """{"msg_type":10,"applet_card":{"card_template_id":"tpl","app_id":"tt123","path":"pages/lead","query":"t=abc&x=1"}}""",
            body.RootElement.GetProperty("content").GetRawText());
    }

    [Fact]
    public async Task A_message_without_ids_or_content_never_leaves()
    {
        await using var douyin = await Connector.Start();
        var window = Samples.Window(WindowKind.Wrote);
        Task Try(ChatWindow w, string person, MessageContent content) =>
            Assert.ThrowsAsync<ArgumentException>(() => douyin.Source.SendMessage(Connector.Account, w, person, content, None));

        await Try(window with { MessageId = "" }, "p", new MessageContent.Text("a"));
        await Try(window with { ConversationId = "" }, "p", new MessageContent.Text("a"));
        await Try(window, "", new MessageContent.Text("a"));
        await Try(window, "p", new MessageContent.Text(" "));
        await Try(window, "p", new MessageContent.Card("", "a", "p", "q"));
        await Try(window, "p", new MessageContent.Card("t", "", "p", "q"));
        Assert.Empty(douyin.Server.Requests);
    }

    [Theory]
    [MemberData(nameof(Sends))]
    public async Task A_send_is_tried_once_when_the_platform_fails(string what)
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer("""{"data":{"error_code":28001007}}""", 500);

        var failure = (await Send(douyin.Source, what))!;

        Assert.Equal((FailureKind.Unknown, "http-500"), (failure.Kind, failure.Code));
        Assert.Single(douyin.Server.Requests);
    }

    [Theory]
    [MemberData(nameof(Sends))]
    public async Task A_send_is_tried_once_when_the_platform_is_busy(string what)
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer("""{"data":{"error_code":28001005}}""");

        Assert.Equal(FailureKind.Unknown, (await Send(douyin.Source, what))!.Kind);
        Assert.Single(douyin.Server.Requests);
    }

    [Theory]
    [MemberData(nameof(Sends))]
    public async Task A_send_is_tried_once_when_no_answer_comes(string what)
    {
        await using var douyin = await Connector.Start(("Timeout", "00:00:00.2"));
        douyin.Server.Hang();

        var failure = (await Send(douyin.Source, what))!;

        Assert.Equal((FailureKind.Unknown, "timeout"), (failure.Kind, failure.Code));
        Assert.Single(douyin.Server.Requests);
    }

    [Theory]
    [MemberData(nameof(Sends))]
    public async Task A_send_is_tried_once_when_the_connection_is_reset(string what)
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Break();

        var failure = (await Send(douyin.Source, what))!;

        Assert.Equal((FailureKind.Unknown, "connection-broken"), (failure.Kind, failure.Code));
        Assert.Single(douyin.Server.Requests);
    }

    [Theory]
    [MemberData(nameof(Sends))]
    public async Task A_send_is_tried_once_when_a_pooled_connection_is_reset(string what)
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer(Samples.Replied).Break();
        await Send(douyin.Source, "reply");

        var failure = (await Send(douyin.Source, what))!;

        Assert.Equal((FailureKind.Unknown, "connection-broken"), (failure.Kind, failure.Code));
        Assert.Equal(2, douyin.Server.Requests.Count);
        Assert.Single(douyin.Server.Requests.Select(r => r.ConnectionId).Distinct());
        Assert.All(douyin.Server.Requests, r => Assert.Equal("HTTP/1.1", r.Protocol));
        Assert.All(douyin.Server.Requests, r => Assert.Empty(r.Header("expect")));
        Assert.All(douyin.Server.Requests, r => Assert.NotEmpty(r.Body));
    }

    [Fact]
    public async Task A_send_is_tried_once_when_a_pooled_connection_ends_quietly()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var unused = await DouyinStub.Start();
        await using var douyin = await Connector.StartAt(new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"), unused);
        var serving = AnswerOnceThenClose(listener);

        Assert.Null(await Send(douyin.Source, "reply"));
        var failure = (await Send(douyin.Source, "reply"))!;
        await serving;

        Assert.Equal(FailureKind.Unknown, failure.Kind);
        Assert.False(listener.Pending(), "a second connection was opened to send again");
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_does_not_carry_a_send_elsewhere(int status)
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer(context =>
        {
            context.Response.Headers.Location = "/elsewhere";
            return DouyinStub.Write(context, "", status);
        });

        Assert.Equal(FailureKind.Rejected, (await Send(douyin.Source, "reply"))!.Kind);
        Assert.Single(douyin.Server.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ok")]
    [InlineData("{}")]
    [InlineData("""{"data":{"error_code":0}}""")]
    [InlineData("""{"data":{"error_code":0,"comment_id":""},"msg_id":""}""")]
    [InlineData("""{"data":{"error_code":0,"comment_id":{}},"msg_id":[],"msg_list":[null]}""")]
    [InlineData("""{"data":{"error_code":0,"comment_id":"@c"},"msg_id":"@m","extra":{"error_code":0,"sub_error_code":28001007}}""")]
    [InlineData("""{"data":[],"extra":{"error_code":0},"msg_list":7}""")]
    public async Task A_send_whose_answer_proves_nothing_is_unknown(string body)
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer(body);

        Assert.Equal(FailureKind.Unknown, (await Send(douyin.Source, "reply"))!.Kind);
        Assert.Equal(FailureKind.Unknown, (await Send(douyin.Source, "message"))!.Kind);
    }

    private static async Task AnswerOnceThenClose(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        await ReadRequest(stream);
        var answer = Encoding.UTF8.GetBytes(Samples.Replied);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {answer.Length}\r\n\r\n"));
        await stream.WriteAsync(answer);
        await ReadRequest(stream);
    }

    /// <summary>Reads until the JSON body is complete (it ends the request).</summary>
    private static async Task ReadRequest(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        do
        {
            var count = await stream.ReadAsync(buffer);
            Assert.NotEqual(0, count);
            text.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }
        while (!text.ToString().EndsWith('}'));
    }

    private static void Json(string expected, string actual)
    {
        using var want = JsonDocument.Parse(expected);
        using var got = JsonDocument.Parse(actual);
        Assert.True(JsonElement.DeepEquals(want.RootElement, got.RootElement), actual);
    }
}
