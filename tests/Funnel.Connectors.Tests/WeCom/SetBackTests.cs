
namespace Funnel.Connectors.Tests.WeCom;

/// <summary>What is remembered for a while is remembered for no longer when the clock is set back in between.</summary>
public sealed class SetBackTests : IDisposable
{
    private const string Ok = """{"errcode":0,"errmsg":"ok"}""";
    private static readonly ContactId Person = new("zhangsan", "wo1");
    private static readonly TimeSpan Back = -TimeSpan.FromHours(8);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("funnel-media-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task The_token_is_renewed_before_it_ends()
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.On("remark", Ok);
        await wecom.Destination.Remark(Person, "x", default);
        wecom.Time.Set(Back);
        wecom.Time.Advance(TimeSpan.FromMinutes(115));
        await wecom.Destination.Remark(Person, "x", default);
        Assert.Equal(["TOKEN-1", "TOKEN-2"], wecom.Calls("remark").Select(call => call.Token));
    }

    [Fact]
    public async Task A_wrong_secret_is_tried_again_after_five_minutes()
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.On("gettoken", """{"errcode":40001,"errmsg":"invalid credential"}""");
        Assert.False((await wecom.Destination.ContactLink("t", default)).Ok);
        wecom.Time.Set(Back);
        wecom.Time.Advance(TimeSpan.FromMinutes(5));
        wecom.On("gettoken", _ => wecom.Token(7200));
        Assert.True((await wecom.Destination.ContactLink("t", default)).Ok);
    }

    [Fact]
    public async Task A_refused_link_is_asked_for_again_after_half_a_minute()
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.On("list_link", """{"errcode":48002,"errmsg":"api forbidden"}""");
        Assert.False((await wecom.Destination.ContactLink("t", default)).Ok);
        wecom.Time.Set(Back);
        wecom.Time.Advance(TimeSpan.FromSeconds(30));
        await wecom.Destination.ContactLink("t", default);
        Assert.Equal(2, wecom.Calls("list_link").Count);
    }

    [Fact]
    public async Task The_link_is_checked_every_hour()
    {
        await using var wecom = await LoopbackWeCom.Start();
        Assert.True((await wecom.Destination.Prepare([], default)).Ok);
        var before = wecom.Calls("customer_acquisition/get").Count;
        wecom.Time.Set(Back);
        wecom.Time.Advance(TimeSpan.FromHours(1));
        Assert.True((await wecom.Destination.Prepare([], default)).Ok);
        Assert.True(wecom.Calls("customer_acquisition/get").Count > before);
    }

    [Fact]
    public async Task An_uploaded_file_is_uploaded_again_before_its_id_ends()
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.NumberUploads();
        var file = new Material.File(Path.Combine(folder.FullName, "a.pdf"));
        await File.WriteAllTextAsync(file.Path, "content");
        await wecom.Destination.Prepare([file], default);
        wecom.Time.Set(Back);
        wecom.Time.Advance(TimeSpan.FromDays(2.5));
        await wecom.Destination.Prepare([file], default);
        Assert.Equal(2, wecom.Calls("media/upload").Count);
    }
}
