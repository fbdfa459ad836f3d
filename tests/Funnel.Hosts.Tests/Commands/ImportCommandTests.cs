using System.Globalization;
using System.Net;
using System.Text.Json;
using Funnel.Embedded;
using Funnel.Embedded.Commands;

namespace Funnel.Hosts.Tests.Commands;

/// <summary>Comments that are handed over, by file and by HTTP, at a whole embedded host that knows no API.</summary>
public sealed class ImportCommandTests : IAsyncLifetime
{
    private const string Configuration =
        """
        {"accounts":[{"id":"shop","platform":"assist","platformName":"小红书","name":"我的小店"},
                     {"id":"dy","platform":"douyin","openId":"o","accessToken":"a","refreshToken":"r","paused":true}],
         "offers":[{"id":"guide","reply":["资料准备好啦，打开私信就能领取"],"chat":["点"],"welcome":["你好"]}],
         "douyin":{"clientKey":"k","clientSecret":"s","baseUrl":"http://127.0.0.1:9/"}}
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("funnel-import-");
    private readonly HttpClient http = new();
    private readonly StringWriter error = new();
    private StringWriter output = new();
    private EmbeddedHost? host;

    private string Data => Path.Combine(folder.FullName, "data");

    public Task InitializeAsync() => File.WriteAllTextAsync(Path.Combine(folder.FullName, "funnel.json"), Configuration);

    public async Task DisposeAsync()
    {
        http.Dispose();
        await (host?.DisposeAsync() ?? ValueTask.CompletedTask);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_file_becomes_tasks_in_a_running_host_and_changes_nothing_the_second_time()
    {
        await Serve();
        var file = await Export();
        Assert.Equal(CommandLine.Done, await Import(file, "--account", "shop", "--data", Data, "--port", Port));
        Assert.Contains("CSV (comma), UTF-8, 4 rows", Output, StringComparison.Ordinal);
        Assert.Contains("content=评论内容  nick=昵称  time=评论时间  id=评论ID  video=视频ID", Output, StringComparison.Ordinal);
        Assert.Contains("Taken: 2 new, 1 too old to be answered", Output, StringComparison.Ordinal);
        Assert.Contains("1 your own, 0 refused", Output, StringComparison.Ordinal);
        Assert.Contains($"1 tasks wait for a person: {host!.BaseUrl}console/tasks", Output, StringComparison.Ordinal);

        Assert.Equal(CommandLine.Done, await Import(file, "--account", "shop", "--data", Data, "--port", Port, "--all", "--json"));
        using var json = JsonDocument.Parse(Output);
        var result = json.RootElement.GetProperty("result");
        Assert.Equal((4, 1, 0, 2), (result.GetProperty("received").GetInt32(), result.GetProperty("new").GetInt32(), result.GetProperty("older").GetInt32(), result.GetProperty("known").GetInt32()));
        Assert.Equal(2, json.RootElement.GetProperty("state").GetProperty("tasks").GetInt32());
    }

    [Fact]
    public async Task What_is_left_in_the_folder_of_a_stopped_host_is_worked_on_when_it_runs()
    {
        var file = await Export();
        Assert.Equal(CommandLine.WrongUsage, await Import(file, "--account", "shop", "--data", Data));
        Assert.Contains("no host runs with this folder", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(CommandLine.WrongUsage, await Import(file, "--account", "dy", "--data", Data, "--config", Path.Combine(folder.FullName, "funnel.json")));
        Assert.Equal(CommandLine.Done, await Import(file, "--account", "shop", "--data", Data, "--config", Path.Combine(folder.FullName, "funnel.json")));
        Assert.Contains("funnel serve", Output, StringComparison.Ordinal);

        await Serve();
        for (var tries = 0; tries < 100 && !Output.Contains("1 tasks wait for a person", StringComparison.Ordinal); tries++)
        {
            Assert.Equal(CommandLine.Done, await Import(file, "--account", "shop", "--data", Data, "--port", Port));
            Assert.Contains("Taken: 0 new", Output, StringComparison.Ordinal);
            await Task.Delay(100);
        }

        Assert.Contains("1 tasks wait for a person", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_needs_no_host_and_what_is_not_understood_is_asked_for()
    {
        Assert.Equal(CommandLine.Done, await Import(await Export(), "--dry-run"));
        var odd = Path.Combine(folder.FullName, "odd.csv");
        await File.WriteAllTextAsync(odd, "谁,评论正文,发布于\n小周,想问一下怎么卖,2026-11-03 08:05\n");
        Assert.Equal(CommandLine.WrongUsage, await Import(odd, "--dry-run", "--video", "v1"));
        Assert.Contains("--columns time=发布于,content=评论正文,nick=谁", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(CommandLine.Done, await Import(odd, "--dry-run", "--video", "v1", "--columns", "time=发布于,content=评论正文,nick=谁"));
        Assert.Equal(CommandLine.WrongUsage, await Import(odd, "--dry-run", "--columns", "what=发布于"));
        Assert.Equal(CommandLine.WrongUsage, await Import(odd));
    }

    [Fact]
    public async Task A_script_hands_over_what_it_has_read_and_is_told_what_is_wrong()
    {
        await Serve();
        var now = DateTimeOffset.UtcNow.AddHours(-1).ToUnixTimeSeconds();
        var (status, answer) = await Post($$"""{"account":"shop","video":"v1","comments":[{"id":991,"nick":"安娜","text":"求资料","time":{{now}}},{"id":"992","nick":"本","text":" ","time":{{now}}}]}""");
        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal("""{"received":2,"new":1,"older":0,"known":0,"own":0,"refused":[{"index":1,"reason":"no-text","what":"text: nothing is written in it"}],"answeredWithin":"7.00:00:00"}""", answer);
        (_, answer) = await Post($$"""[{"account":"shop","video":"v1","id":"991","nick":"安娜","text":"求资料","time":{{now}}}]""");
        Assert.Contains("\"new\":0,\"older\":0,\"known\":1", answer, StringComparison.Ordinal);

        (status, answer) = await Post("""{"account":"shop","comments":[{"id":1.5,"nick":7,"text":null,"time":"2026-11-03 08:05","from":1},5]}""");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        foreach (var path in (string[])["comments[0].from: there is no such field", "comments[0].time: must be a time with its offset", "comments[0].id: must be text or a whole number", "comments[0].nick: must be text", "comments[1]: must be an object"])
        {
            Assert.Contains(path, answer, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await Post("[{")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Post("5")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Post($$"""[{"account":"nobody","video":"v1","id":"1","nick":"a","text":"b","time":{{now}}}]""")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await Post($$"""[{"account":"dy","video":"v1","id":"1","nick":"a","text":"b","time":{{now}}}]""")).Status);
        (status, answer) = await Post("[" + string.Join(',', Enumerable.Repeat("{}", 1_001)) + "]");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("has 1001 comments, at most 1000 are taken at once", answer, StringComparison.Ordinal);
        http.DefaultRequestHeaders.Clear();
        Assert.Equal(HttpStatusCode.Unauthorized, (await Post("[]")).Status);
    }

    private string Output => output.ToString();

    private string Port => host!.BaseUrl.Port.ToString(CultureInfo.InvariantCulture);

    private async Task Serve()
    {
        host = await EmbeddedHost.Start(new EmbeddedSetup(await HostFile.Load(Path.Combine(folder.FullName, "funnel.json"), default), Data, Port: 0, Quiet: true), default);
        http.BaseAddress = host.BaseUrl;
        http.DefaultRequestHeaders.Add("x-functions-key", await RunningHost.KeyOf(Data, "default", default));
    }

    private async Task<(HttpStatusCode Status, string Answer)> Post(string json)
    {
        using var content = new StringContent(json);
        using var answer = await http.PostAsync(new Uri("api/comments", UriKind.Relative), content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private Task<int> Import(params string[] args)
    {
        output = new();
        return new CommandLine(CommandTable.All, output, error, debug: false).Run(["import", .. args], default);
    }

    /// <summary>An inquiry, chatter, an old inquiry, and the merchant's answer.</summary>
    private async Task<string> Export()
    {
        var path = Path.Combine(folder.FullName, "comments.csv");
        static string At(double days) => DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(8)).AddDays(-days).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        await File.WriteAllTextAsync(path,
            $"""
             评论ID,昵称,评论内容,评论时间,视频ID
             1001,小周,求资料,{At(0.1)},v1
             1002,路人,哈哈哈哈笑死我了,{At(0.2)},v1
             1003,阿明,求资料,{At(40)},v1
             1004,我的小店,发你啦,{At(0.1)},v1
             """);
        return path;
    }
}
