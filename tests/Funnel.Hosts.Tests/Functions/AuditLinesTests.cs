using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Funnel.Audit;
using Funnel.Embedded;
using Funnel.Embedded.Commands;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Hosts.Tests.Functions;

/// <summary>The audit of a whole embedded host, for scripts and by command; and links with a name and a role.</summary>
public sealed class AuditLinesTests : IAsyncLifetime
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("funnel-audit-");
    private readonly HttpClient http = new();
    private Dictionary<string, string> keys = [];
    private EmbeddedHost host = null!;

    public async Task InitializeAsync()
    {
        var configuration = HostFile.Read(
            """
            {"accounts":[{"id":"shop","platform":"douyin","openId":"o","accessToken":"a","refreshToken":"r","paused":true}],
             "offers":[{"id":"guide","reply":["打开私信领取"],"chat":["点"],"welcome":["你好"]}],
             "douyin":{"clientKey":"k","clientSecret":"s","baseUrl":"http://127.0.0.1:9/"}}
            """u8.ToArray(), "a test's configuration");
        host = await EmbeddedHost.Start(new EmbeddedSetup(configuration, data.FullName, Port: 0, Quiet: true), default);
        http.BaseAddress = host.BaseUrl;
        keys = JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllTextAsync(Path.Combine(data.FullName, "host-keys.json")))!;
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await host.DisposeAsync();
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task Settings_refused_keys_and_webhooks_stand_there_with_their_address()
    {
        using var pause = new HttpRequestMessage(HttpMethod.Put, "api/settings/switches/shop") { Content = new StringContent("""{"paused":true}""") };
        pause.Headers.Add("x-functions-key", keys["default"]);
        pause.Headers.Add("If-None-Match", "*");
        pause.Headers.TryAddWithoutValidation("From", "anna@example.com");
        using var paused = await http.SendAsync(pause);
        Assert.Equal(HttpStatusCode.Created, paused.StatusCode);
        for (var i = 0; i < 3; i++)
        {
            using var noKey = await http.GetAsync("api/leads?code=wrong");
            Assert.Equal(HttpStatusCode.Unauthorized, noKey.StatusCode);
            using var forged = await http.PostAsJsonAsync("api/events/douyin", new { @event = "im_receive_msg" });
            Assert.Equal(HttpStatusCode.Unauthorized, forged.StatusCode);
        }

        var lines = (await Ask("api/audit")).GetProperty("lines").EnumerateArray().ToList();
        string[] Told(string what) => [.. lines.Where(l => l.GetProperty("what").GetString() == what)
            .Select(l => $"{l.GetProperty("by")} {l.GetProperty("on")} {l.GetProperty("address")} {l.GetProperty("count")}")];
        Assert.Equal(["anna@example.com switches/shop 127.0.0.1 1"], Told(AuditActions.SettingChanged));
        Assert.Equal(["- function/Leads 127.0.0.1 3"], Told(AuditActions.KeyRefused));
        Assert.Equal(["- webhook/douyin 127.0.0.1 3"], Told(AuditActions.WebhookRefused));
    }

    [Fact]
    public async Task It_is_read_by_pages_and_days_as_JSON_and_as_CSV()
    {
        var audit = host.Services.GetRequiredService<AuditLog>();
        for (var i = 0; i < 25; i++)
        {
            await audit.Write(new(i % 2 == 0 ? "anna" : "小王", AuditActions.StepGivenUp, $"lead/{i}") { After = "a,\"b\"" });
        }

        var (seen, next) = (new List<string>(), "/api/audit?take=10&what=step-given-up");
        for (var pages = 0; next is not null; pages++)
        {
            Assert.True(pages < 4);
            var page = await Ask(next[1..]);
            seen.AddRange(page.GetProperty("lines").EnumerateArray().Select(l => l.GetProperty("on").GetString()!));
            next = page.TryGetProperty("next", out var more) ? more.GetString() : null;
            await audit.Write(new("later", AuditActions.StepGivenUp, "lead/later")); // shifts nothing
        }

        Assert.Equal(Enumerable.Range(0, 25).Reverse().Select(i => $"lead/{i}"), seen);
        Assert.Equal(12, (await Ask("api/audit?by=小王")).GetProperty("lines").GetArrayLength());
        Assert.Equal(0, (await Ask("api/audit?from=2026-01-01&to=2026-01-31")).GetProperty("lines").GetArrayLength());

        using var request = new HttpRequestMessage(HttpMethod.Get, "api/audit?take=2&by=anna");
        request.Headers.Add("x-functions-key", keys["default"]);
        request.Headers.Accept.ParseAdd("text/csv");
        using var csv = await http.SendAsync(request);
        var text = Encoding.UTF8.GetString(await csv.Content.ReadAsByteArrayAsync());
        Assert.StartsWith("\uFEFFat,by,what,on,before,after,address,count\r\n", text, StringComparison.Ordinal);
        Assert.Contains(",anna,step-given-up,lead/24,,\"a,\"\"b\"\"\",,1\r\n", text, StringComparison.Ordinal);
        Assert.Contains("rel=\"next\"", csv.Headers.GetValues("Link").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("from=9999-12-01&to=9999-12-31")]
    [InlineData("from=0001-01-01")]
    [InlineData("from=2026-02-01&to=2026-01-01")]
    [InlineData("from=1990-01-01&to=2026-01-01")]
    [InlineData("to=yesterday")]
    [InlineData("take=0")]
    [InlineData("take=1001")]
    [InlineData("take=-1")]
    public async Task What_makes_no_sense_is_said(string query)
    {
        http.DefaultRequestHeaders.Add("x-functions-key", keys["default"]);
        using var answer = await http.GetAsync("api/audit?" + query);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("must be", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "operator", "admin")]
    [InlineData("""{"name":"小王","role":"viewer"}""", "小王", "viewer")]
    [InlineData("""{"name":"小王"}""", "小王", "operator")]
    [InlineData("""{"role":"Viewer"}""", "operator", "viewer")]
    public async Task A_link_carries_a_name_and_a_role(string? body, string name, string role)
    {
        using var made = await Link(body);
        var link = await made.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((name, role), (link.GetProperty("name").GetString(), link.GetProperty("role").GetString()));
        var url = new Uri(link.GetProperty("url").GetString()!);
        using var head = new HttpRequestMessage(HttpMethod.Head, url);
        using var looked = await http.SendAsync(head);
        using var seen = await http.GetAsync(url);
        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
        using var signedIn = await http.PostAsync("console/sign-in", new FormUrlEncodedContent([KeyValuePair.Create("code", url.Query["?code=".Length..])]));
        Assert.Contains(name, await signedIn.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"system"}""")]
    [InlineData("""{"name":"x","role":"owner"}""")]
    [InlineData("""{"name":"x","role":"3"}""")]
    [InlineData("""{"name":7}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("name=x")]
    public async Task A_link_for_nobody_we_know_is_refused(string body)
    {
        using var made = await Link(body);
        Assert.Equal(HttpStatusCode.BadRequest, made.StatusCode);
    }

    [Fact]
    public async Task The_commands_say_the_same()
    {
        var (said, wrong) = (new StringWriter(), new StringWriter());
        string[] where = ["--data", data.FullName, "--port", host.BaseUrl.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)];
        Task<int> Run(params string[] arguments) => new CommandLine(CommandTable.All, said, wrong, debug: false).Run([.. arguments, .. where], default);
        Assert.Equal(0, await Run("link", "--name", "小王", "--role", "operator"));
        Assert.Contains("/console/sign-in?code=", said.ToString(), StringComparison.Ordinal);
        Assert.Equal(CommandLine.WrongUsage, await Run("link", "--name", "x", "--role", "owner"));
        Assert.Equal(CommandLine.WrongUsage, await Run("link", "--name", "system"));
        said.GetStringBuilder().Clear();
        Assert.Equal(0, await Run("audit", "--what", "link-made"));
        Assert.Contains("\"after\":\"小王, Operator\"", said.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await Run("audit", "--csv"));
        Assert.Contains(",key,link-made,link,,\"小王, Operator\",127.0.0.1,1\r\n", said.ToString(), StringComparison.Ordinal);
        Assert.Equal(CommandLine.WrongUsage, await Run("audit", "--from", "yesterday"));
    }

    private async Task<HttpResponseMessage> Link(string? body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/console-link") { Content = body is null ? null : new StringContent(body) };
        request.Headers.Add("x-functions-key", keys["master"]);
        return await http.SendAsync(request);
    }

    private async Task<JsonElement> Ask(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("x-functions-key", keys["default"]);
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }
}
