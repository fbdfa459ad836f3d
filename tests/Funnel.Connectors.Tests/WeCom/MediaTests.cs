
namespace Funnel.Connectors.Tests.WeCom;

public sealed class MediaTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("wecom-media-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_file_is_uploaded_as_the_multipart_field_media_with_its_name()
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.NumberUploads();
        Assert.True((await wecom.Destination.Prepare([Book("电子书.pdf", "%PDF-1.7 hello")], default)).Ok);
        var call = wecom.Only("media/upload");
        Assert.Equal(("POST", "/cgi-bin/media/upload", "?access_token=TOKEN-1&type=file"), (call.Method, call.Path, call.Query));
        Assert.Matches("^multipart/form-data; boundary=[0-9a-f]{32}$", call.ContentType);
        Assert.Contains("Content-Disposition: form-data; name=\"media\"; filename=\"电子书.pdf\"; filelength=14\r\n", call.Body, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/octet-stream\r\n", call.Body, StringComparison.Ordinal);
        Assert.Contains("\r\n\r\n%PDF-1.7 hello\r\n--" + call.ContentType.Split('=')[1] + "--", call.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"1772600767\"")]
    [InlineData("1772600767")]
    [InlineData("\"1380000000\"")]
    [InlineData("4102444800")]
    public async Task An_upload_lasts_two_days_and_a_half_however_its_time_is_written(string createdAt)
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.On("media/upload", $$"""{"errcode":0,"errmsg":"","type":"file","media_id":"M","created_at":{{createdAt}}}""");
        var book = Book("a.pdf", "content");
        await Prepare(wecom, book);
        wecom.Time.Advance(TimeSpan.FromHours(59));
        await Prepare(wecom, book);
        Assert.Single(wecom.Calls("media/upload"));
        wecom.Time.Advance(TimeSpan.FromHours(1));
        await Prepare(wecom, book);
        Assert.Equal(2, wecom.Calls("media/upload").Count);
    }

    [Fact]
    public async Task A_welcome_uses_an_id_nearly_to_its_end()
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.NumberUploads();
        wecom.On("send_welcome_msg", """{"errcode":0}""");
        var book = Book("a.pdf", "content");
        await Prepare(wecom, book);
        wecom.Time.Advance(TimeSpan.FromHours(70));
        Assert.True((await wecom.Destination.Welcome(new("staff", "wx"), "C", new("", [book]), default)).Ok);
        Assert.Single(wecom.Calls("media/upload"));
        wecom.Time.Advance(TimeSpan.FromHours(1));
        Assert.True((await wecom.Destination.Welcome(new("staff", "wx"), "C", new("", [book]), default)).Ok);
        Assert.Equal(2, wecom.Calls("media/upload").Count);
    }

    [Fact]
    public async Task A_changed_file_is_uploaded_again()
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.NumberUploads();
        var book = Book("a.pdf", "content");
        await Prepare(wecom, book);
        Book("a.pdf", "other content");
        await Prepare(wecom, book);
        await Prepare(wecom, book);
        Assert.Equal(2, wecom.Calls("media/upload").Count);
    }

    [Fact]
    public async Task Fifty_preparations_at_once_upload_once()
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.NumberUploads();
        var book = Book("a.pdf", "content");
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Prepare(wecom, book)));
        Assert.Single(wecom.Calls("media/upload"));
    }

    [Fact]
    public async Task One_bad_file_is_named_and_the_others_are_ready_all_the_same()
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.NumberUploads();
        Material[] materials = [new Material.File(Path.Combine(folder.FullName, "missing.pdf")), Book("a.pdf", "content")];
        var failure = (await wecom.Destination.Prepare(materials, default)).Failure!;
        Assert.Equal(FailureKind.Rejected, failure.Kind);
        Assert.Contains("missing.pdf", failure.Message, StringComparison.Ordinal);
        Assert.Single(wecom.Calls("media/upload"));
    }

    [Fact]
    public async Task A_failed_upload_is_tried_once_and_again_by_the_next_preparation()
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.OnEach("media/upload", "http 500", """{"errcode":0,"media_id":"M","created_at":"1772600767"}""");
        var book = Book("a.pdf", "content");
        Assert.False((await wecom.Destination.Prepare([book], default)).Ok);
        Assert.Single(wecom.Calls("media/upload"));
        await Prepare(wecom, book);
    }

    [Fact]
    public async Task An_upload_after_a_dead_token_sends_the_whole_file_again()
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.OnEach("media/upload", """{"errcode":42001}""", """{"errcode":0,"media_id":"M","created_at":"1772600767"}""");
        await Prepare(wecom, Book("a.pdf", "the whole content"));
        Assert.All(wecom.Calls("media/upload"), call => Assert.Contains("the whole content", call.Body, StringComparison.Ordinal));
        Assert.Equal(["TOKEN-1", "TOKEN-2"], wecom.Calls("media/upload").Select(call => call.Token));
    }

    private static async Task Prepare(LoopbackWeCom wecom, Material material) => Assert.Null((await wecom.Destination.Prepare([material], default)).Failure);

    private Material.File Book(string name, string content)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, content);
        return new Material.File(path);
    }
}
