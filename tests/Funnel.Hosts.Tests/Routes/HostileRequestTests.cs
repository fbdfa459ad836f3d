using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Funnel.Console.Access;
using Funnel.Console.SignIn;
using Funnel.Embedded;
using Funnel.Embedded.Sqlite;
using Funnel.Functions.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Funnel.Hosts.Tests.Routes;

/// <summary>What nobody in their right mind sends, at every route of the product: the answer says what is wrong, and the log has no stack trace.</summary>
public sealed class HostileRequestTests : IAsyncLifetime, ILoggerProvider, ILogger
{
    private static readonly string[] Values =
    [
        "9999-12-31", "9999-12-01", "0001-01-01", "0001-01-02", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "-1", "0", "2147483647", "2147483648",
        "99999999999999999999", "1e999", "NaN", "null", "[]", "{}", "\0", "a\r\nb", "\u202eabc", "\ud83d", "%00", "..%2f..", "'\"<>", new string('a', 10_000), new string('9', 300), "",
    ];

    private static readonly string[] Names =
        ["from", "to", "account", "merchant", "take", "after", "before", "cursor", "by", "what", "on", "q", "show", "page", "offer", "days", "at", "dryRun", "forGood", "format", "lang", "said", "code", "v", "person", "lead", "week"];

    private static readonly string[] Bodies =
    [
        "", "null", "[]", "{}", "[null]", "\"x\"", "1e999", "-0", "{", "\ud800", new string('[', 5_000), new string('a', 100_000), """{"claims":[null]}""",
        """{"selection":null,"step":[null],"dryRun":1}""", """{"selection":{"lead":[null],"account":{},"from":"9999-12-31T23:59:59-14:00","to":"0001-01-01T00:00:00+14:00"},"step":[{}]}""",
        """{"lead":[null],"person":7,"comment":["\u0000"],"account":[[]],"reason":1e999,"stage":null,"step":"reply","parkedFrom":"9999-12-31T23:59:59Z","parkedTo":"0001-01-01T00:00:00Z"}""",
        """{"reply":[null],"chat":null,"welcome":[{}],"rules":{"contains":[null],"exact":7},"materials":[null,{"link":null},{"link":{"url":null}},{"link":{"url":"::"}}],"tags":[null]}""",
        """{"reply":["x"],"chat":["x"],"welcome":["x"],"materials":[{"file":"\u0000"},{"image":"../../etc/passwd"}],"rules":null}""",
        """{"lead":"\ud800","person":["\ud800"],"reason":"\ud800","\ud800":1}""", """{"reply":["\ud800"],"name":"\ud800","\udc00":null}""",
        """{"paused":"x","held":1e999,"dryRun":null,"until":"9999-12-31T23:59:59-14:00"}""", """{"name":null,"role":7}""", """{"name":"x","merchants":[null]}""", """{"merchants":{}}""", """{"name":"\u0000","role":"\ud800"}""",
        """{"account":"shop","person":null}""", """{"account":"shop","person":"\u0000"}""", """{"account":"shop","person":"\ud800"}""", """{"account":null,"lead":{}}""",
    ];

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("funnel-hostile-");
    private readonly ConcurrentQueue<string> log = new();
    private readonly CookieContainer cookies = new();
    private EmbeddedHost host = null!;
    private HttpClient http = null!;
    private string key = "";
    private KeyValuePair<string, string> token;

    public async Task InitializeAsync()
    {
        var configuration = HostFile.Read(
            """
            {"accounts":[{"id":"shop","platform":"douyin","openId":"o","accessToken":"a","refreshToken":"r","paused":true}],
             "offers":[{"id":"guide","reply":["打开私信领取"],"chat":["点"],"welcome":["你好"]}],
             "tokenKey":"0f1e2d3c4b5a69788796a5b4c3d2e1f0",
             "limits":{"requestsAMinute":1000000},
             "douyin":{"clientKey":"k","clientSecret":"s","baseUrl":"http://127.0.0.1:9/"}}
            """u8.ToArray(), "a test's configuration");
        host = await EmbeddedHost.Start(new EmbeddedSetup(configuration, data.FullName, Port: 0, s => s.AddSqliteStorage(data.FullName).AddSingleton<ILoggerProvider>(this), Quiet: true), default);
        using var kept = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(data.FullName, "host-keys.json")));
        key = kept.RootElement.GetProperty("master").GetString()!;
        http = new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = host.BaseUrl, Timeout = TimeSpan.FromSeconds(30) };
        using var code = new FormUrlEncodedContent([new("code", host.Services.GetRequiredService<OneTimeLinks>().Create("lin", Role.Admin))]);
        (await http.PostAsync("console/sign-in", code)).Dispose();
        var field = Regex.Match(await http.GetStringAsync("console/"), "<input type=\"hidden\" name=\"(__[^\"]+)\" value=\"([^\"]+)\"");
        token = new(field.Groups[1].Value, field.Groups[2].Value);
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await host.DisposeAsync();
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task No_query_and_no_id_makes_a_fault()
    {
        foreach (var (method, path) in Routes())
        {
            foreach (var value in Values)
            {
                var asked = string.Join('&', Names.Select(n => $"{n}={Escaped(TextOf(value, 200))}"));
                await Ask(method, Filled(path, "x") + "?" + asked);
                await Ask(method, Filled(path, value));
            }

            // One at a time as well: the first wrong one hides what the others do.
            foreach (var (name, value) in Names.SelectMany(n => Values.Select(v => (n, v))))
            {
                if (method == HttpMethod.Get)
                {
                    await Ask(method, $"{Filled(path, "x")}?{name}={Escaped(TextOf(value, 2_000))}");
                }
            }
        }

        await Ask(HttpMethod.Get, "api/leads?from=9999-12-01&to=9999-12-31");
        await Ask(HttpMethod.Get, "api/funnel?from=0001-01-01&to=0001-01-01");
        Assert.Empty(log);
    }

    [Fact]
    public async Task No_body_makes_a_fault()
    {
        foreach (var (method, path) in Routes().Where(r => r.Method != HttpMethod.Get && r.Method != HttpMethod.Head))
        {
            foreach (var filled in new[] { Filled(path, "x"), path.Replace("{kind}", "offers", StringComparison.Ordinal).Replace("{id}", "guide", StringComparison.Ordinal), path.Replace("{kind}", "switches", StringComparison.Ordinal) })
            {
                foreach (var body in Bodies)
                {
                    await Ask(method, Filled(filled, "shop"), new StringContent(body, Encoding.UTF8, "application/json"));
                    await Ask(method, Filled(filled, "shop"), new ByteArrayContent([0xff, 0xfe, .. Encoding.UTF8.GetBytes(body)]) { Headers = { ContentType = new("multipart/form-data") } });
                }
            }

            foreach (var value in Values)
            {
                await Ask(method, Filled(path, "x"), new FormUrlEncodedContent([token, .. ((string[])[.. Names, "do", "effect", "id", "inquiry", "comment", "reason"]).Select(n => KeyValuePair.Create(n, TextOf(value, 3_000)))]));
            }
        }

        Assert.Empty(log);
    }

    [Theory]
    [InlineData("api/events/douyin", 2 * 1024 * 1024, true)]
    [InlineData("api/events/wecom", 2 * 1024 * 1024, true)]
    [InlineData("api/events/douyin", Webhooks.MaxBody + 1, true)]
    [InlineData("api/events/douyin", Webhooks.MaxBody + 1, false)]
    [InlineData("api/replays", 2 * 1024 * 1024, true)]
    [InlineData("api/do-not-contact", 2 * 1024 * 1024, true)]
    [InlineData("api/console-link", 2 * 1024 * 1024, true)]
    [InlineData("console/sign-in", 2 * 1024 * 1024, true)]
    [InlineData("console/review", 2 * 1024 * 1024, true)]
    public async Task A_body_that_is_too_long_is_refused_in_one_line(string path, int bytes, bool chunked)
    {
        var status = await Ask(HttpMethod.Post, path, new ByteArrayContent(new byte[bytes]), chunked);
        Assert.InRange(status ?? 413, 400, 415);
        if (path is "api/events/douyin" && status is { } answered)
        {
            Assert.Equal(413, answered);
        }

        Assert.Empty(log);
    }

    [Theory]
    [InlineData("POST /api/events/douyin HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nx\r\n0\r\n\r\n")]
    [InlineData("POST /api/events/douyin HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999999\r\n\r\nx")]
    [InlineData("POST /api/replays HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nx\r\n0\r\n\r\n")]
    [InlineData("POST /console/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n\r\n")]
    public async Task A_malformed_body_is_refused_in_one_line(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host.BaseUrl.Host, host.BaseUrl.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request.Replace("Host: x", $"Host: x\r\nx-functions-key: {key}\r\nConnection: close", StringComparison.Ordinal)));
        using var reader = new StreamReader(stream);
        Assert.Matches("^HTTP/1.1 4", await reader.ReadLineAsync());
        Assert.Empty(log);
    }

    private static IEnumerable<(HttpMethod Method, string Path)> Routes() =>
        AccessTable.Rows.Select(r => r.Route.Split(' ')).Select(r => (new HttpMethod(r[0]), r[1])).Where(r => r.Item2 is not ("console/sign-out" or "console/people/end" or "console/people/end-own"));

    private static string Filled(string path, string value) => Regex.Replace(path, @"\{\*?\w+\}", _ => value.Length == 0 ? "%20" : Escaped(TextOf(value, 10_000)));

    private static string TextOf(string value, int most) => value[..Math.Min(value.Length, most)];

    /// <summary>A lone half of a character as whoever means harm sends it.</summary>
    private static string Escaped(string value) => value == "\ud83d" ? "%ed%a0%bd" : Uri.EscapeDataString(value);

    /// <returns>The status; null when the connection ended.</returns>
    private async Task<int?> Ask(HttpMethod method, string path, HttpContent? body = null, bool chunked = false)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        request.Headers.Add("x-functions-key", key);
        request.Headers.Add("From", "lin");
        request.Headers.TryAddWithoutValidation("If-None-Match", "*");
        request.Headers.TransferEncodingChunked = chunked ? true : null;
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            var said = (int)answer.StatusCode >= 500 ? await answer.Content.ReadAsStringAsync() : "";
            Assert.True((int)answer.StatusCode < 500 || path.StartsWith("api/health", StringComparison.Ordinal), $"{method} {TextOf(path, 300)}: {answer.StatusCode} {said} {string.Join('\n', log)}");
            return (int)answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null; // it was refused before all of it was sent, or can not be sent as HTTP
        }
    }

    ILogger ILoggerProvider.CreateLogger(string categoryName) => this;

    void IDisposable.Dispose()
    {
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    /// <summary>What has a stack trace; that the platform does not answer is no matter of requests.</summary>
    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (exception is not null && logLevel > LogLevel.Debug)
        {
            log.Enqueue($"{formatter(state, exception)} {exception}");
        }
    }
}
