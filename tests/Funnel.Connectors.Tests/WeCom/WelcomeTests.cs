
namespace Funnel.Connectors.Tests.WeCom;

public sealed class WelcomeTests : IDisposable
{
    private const string Ok = """{"errcode":0,"errmsg":"ok"}""";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("wecom-welcome-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_text_alone_is_sent_alone()
    {
        await using var wecom = await Start();
        Assert.Equal(new WelcomeReceipt(false), (await wecom.Destination.Welcome(new("staff", "wx"), "CODE", new("hi", []), default)).Value);
        var call = wecom.Only("send_welcome_msg");
        Assert.Equal(("POST", "/cgi-bin/externalcontact/send_welcome_msg", "?access_token=TOKEN-1"), (call.Method, call.Path, call.Query));
        Assert.Equal("""{"welcome_code":"CODE","text":{"content":"hi"}}""", call.Body);
    }

    [Fact]
    public async Task Every_material_becomes_the_attachment_its_type_names()
    {
        await using var wecom = await Start();
        Material[] materials =
        [
            new Material.Image(File("a.PNG", 10)),
            new Material.Link("T", new("https://example.com/x?a=1"), "D", new("https://example.com/p.png")),
            new Material.Link("T2", new("https://example.com/y"), null, null),
            new Material.MiniProgram("M", "wx1", "/path/index.html", File("cover.jpg", 10)),
            new Material.File(File("clip.mp4", 10)),
            new Material.File(File("电子书.pdf", 10)),
        ];
        Assert.True((await wecom.Destination.Welcome(new("staff", "wx"), "CODE", new("", materials), default)).Ok);
        Assert.Equal(
            """{"welcome_code":"CODE","attachments":[""" +
            """{"msgtype":"image","image":{"media_id":"M-a.PNG-1"}},""" +
            """{"msgtype":"link","link":{"title":"T","picurl":"https://example.com/p.png","desc":"D","url":"https://example.com/x?a=1"}},""" +
            """{"msgtype":"link","link":{"title":"T2","url":"https://example.com/y"}},""" +
            """{"msgtype":"miniprogram","miniprogram":{"title":"M","pic_media_id":"M-cover.jpg-2","appid":"wx1","page":"/path/index.html"}},""" +
            """{"msgtype":"video","video":{"media_id":"M-clip.mp4-3"}},""" +
            """{"msgtype":"file","file":{"media_id":"M-\u7535\u5B50\u4E66.pdf-4"}}]}""",
            wecom.Only("send_welcome_msg").Body.Replace(@"\u0026", "&"));
        Assert.Equal(["image", "image", "video", "file"], wecom.Calls("media/upload").Select(call => call.Query.Split("&type=")[1]));
    }

    [Theory]
    [InlineData(41050, FailureKind.WindowClosed)]
    [InlineData(41049, FailureKind.Rejected)]
    [InlineData(41096, FailureKind.Transient)]
    [InlineData(-1, FailureKind.Unknown)]
    [InlineData(45009, FailureKind.RateLimited)]
    [InlineData(60020, FailureKind.Forbidden)]
    [InlineData(40201, FailureKind.Rejected)]
    [InlineData(99999, FailureKind.Rejected)]
    public async Task A_refusal_is_tried_once_and_says_its_kind(int code, FailureKind kind)
    {
        await using var wecom = await Start();
        wecom.On("send_welcome_msg", $$"""{"errcode":{{code}},"errmsg":"x"}""");
        var failure = (await wecom.Destination.Welcome(new("staff", "wx"), "CODE", new("hi", []), default)).Failure!;
        Assert.Equal((kind, $"{code}"), (failure.Kind, failure.Code));
        Assert.Single(wecom.Calls("send_welcome_msg"));
    }

    [Fact]
    public async Task A_code_that_had_worked_counts_as_delivered()
    {
        await using var wecom = await Start();
        wecom.OnEach("send_welcome_msg", "hang up", """{"errcode":41051,"errmsg":"x"}""");
        Assert.Equal(FailureKind.Unknown, (await wecom.Destination.Welcome(new("staff", "wx"), "CODE", new("hi", []), default)).Failure!.Kind);
        Assert.Equal(new WelcomeReceipt(true), (await wecom.Destination.Welcome(new("staff", "wx"), "CODE", new("hi", []), default)).Value);
    }

    [Theory]
    [InlineData("http 500")]
    [InlineData("hang up")]
    [InlineData("silence")]
    [InlineData("rubbish")]
    public async Task Silence_is_unknown_and_never_repeated_here(string answer)
    {
        await using var wecom = await Start(new() { ["Timeout"] = "00:00:05" });
        wecom.On("send_welcome_msg", answer);
        Assert.Equal(FailureKind.Unknown, (await wecom.Destination.Welcome(new("staff", "wx"), "CODE", new("hi", []), default)).Failure!.Kind);
        Assert.Single(wecom.Calls("send_welcome_msg"));
    }

    [Theory]
    [InlineData(40007)]
    [InlineData(40145)]
    public async Task An_expired_media_id_is_uploaded_anew_and_sent_again_once(int code)
    {
        await using var wecom = await Start();
        var welcome = new Welcome("hi", [new Material.Image(File("a.png", 10))]);
        Assert.True((await wecom.Destination.Prepare(welcome.Materials, default)).Ok);
        wecom.OnEach("send_welcome_msg", $$"""{"errcode":{{code}},"errmsg":"x"}""", Ok);
        Assert.True((await wecom.Destination.Welcome(new("staff", "wx"), "CODE", welcome, default)).Ok);
        Assert.Equal(
            ["M-a.png-1", "M-a.png-2"],
            wecom.Calls("send_welcome_msg").Select(call => (string)call.Json["attachments"]![0]!["image"]!["media_id"]!));

        wecom.On("send_welcome_msg", $$"""{"errcode":{{code}},"errmsg":"x"}""");
        Assert.Equal(FailureKind.Gone, (await wecom.Destination.Welcome(new("staff", "wx"), "CODE2", welcome, default)).Failure!.Kind);
        Assert.Equal(4, wecom.Calls("send_welcome_msg").Count);
    }

    [Fact]
    public async Task A_slow_upload_does_not_eat_the_twenty_seconds()
    {
        await using var wecom = await Start();
        var uploading = new TaskCompletionSource();
        wecom.On("media/upload", _ =>
        {
            uploading.TrySetResult();
            return "silence";
        });
        var welcome = wecom.Destination.Welcome(new("staff", "wx"), "CODE", new("hi", [new Material.Image(File("a.png", 10))]), default);
        await uploading.Task;
        wecom.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal((FailureKind.Transient, "upload"), ((await welcome).Failure!.Kind, (await welcome).Failure!.Code));
        Assert.Empty(wecom.Calls("send_welcome_msg"));
    }

    [Fact]
    public async Task What_the_limits_forbid_is_refused_without_a_call()
    {
        await using var wecom = await Start();
        await Refused(wecom, new("", []), "neither text nor material");
        await Refused(wecom, new(new string('料', 1334), []), "4002 bytes");
        await Refused(wecom, new("hi", [.. Enumerable.Repeat(new Material.Link("t", new("https://e.com"), null, null), 10)]), "10 materials");
        await Refused(wecom, new("hi", [new Material.Link(new string('t', 129), new("https://e.com"), null, null)]), "129 bytes");
        await Refused(wecom, new("hi", [new Material.Link("", new("https://e.com"), null, null)]), "no title");
        await Refused(wecom, new("hi", [new Material.Link("t", new("/x", UriKind.Relative), null, null)]), "not complete");
        await Refused(wecom, new("hi", [new Material.Link("t", new("https://e.com"), new string('d', 513), null)]), "513 bytes");
        await Refused(wecom, new("hi", [new Material.MiniProgram(new string('m', 65), "wx", "p", "c.png")]), "65 bytes");
        await Refused(wecom, new("hi", [new Material.File(Path.Combine(folder.FullName, "missing.pdf"))]), "missing.pdf does not exist");
        await Refused(wecom, new("hi", [new Material.File("")]), "does not exist");
        await Refused(wecom, new("hi", [new Material.Image("a\0b.png")]), "does not exist");
        await Refused(wecom, new("hi", [new Material.File(folder.FullName)]), "does not exist");
        await Refused(wecom, new("hi", [new Material.Image(File("tiny.png", 5))]), "tiny.png is empty");
        await Refused(wecom, new("hi", [new Material.Image(File("a.gif", 10))]), "a.gif is no picture");
        await Refused(wecom, new("hi", [new Material.Image(File("big.jpg", (10 << 20) + 1))]), "big.jpg has 10485761 bytes");
        await Refused(wecom, new("hi", [new Material.File(File("big.pdf", (20 << 20) + 1))]), "big.pdf has 20971521 bytes");
        Assert.Equal("welcome", (await wecom.Destination.Welcome(new("staff", "wx"), "", new("hi", []), default)).Failure!.Code);
        Assert.Empty(wecom.All.Where(call => !call.Path.EndsWith("gettoken", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_text_of_exactly_4000_bytes_is_sent()
    {
        await using var wecom = await Start();
        var text = new string('料', 1333) + "x";
        Assert.True((await wecom.Destination.Welcome(new("staff", "wx"), "CODE", new(text, []), default)).Ok);
        Assert.Equal(text, (string)wecom.Only("send_welcome_msg").Json["text"]!["content"]!);
    }

    private static async Task Refused(LoopbackWeCom wecom, Welcome welcome, string because)
    {
        var failure = (await wecom.Destination.Welcome(new("staff", "wx"), "CODE", welcome, default)).Failure!;
        Assert.Equal(FailureKind.Rejected, failure.Kind);
        Assert.Contains(because, failure.Message, StringComparison.Ordinal);
    }

    private static async Task<LoopbackWeCom> Start(Dictionary<string, string?>? settings = null)
    {
        var wecom = await LoopbackWeCom.Start(settings);
        wecom.On("send_welcome_msg", Ok);
        wecom.NumberUploads();
        return wecom;
    }

    private string File(string name, int bytes)
    {
        var path = Path.Combine(folder.FullName, name);
        System.IO.File.WriteAllBytes(path, new byte[bytes]);
        return path;
    }
}
