using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Funnel.Console;
using Funnel.Console.SignIn;
using Funnel.Embedded;
using Funnel.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Funnel.Hosts.Tests.Routes;

/// <summary>How much of one address is answered, at a whole host.</summary>
public sealed class LimitTests : IAsyncLifetime
{
    /// <summary>An address that may be many people's has ten times as many as one that is one client's.</summary>
    private const int AMinute = 600;

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("funnel-limits-");
    private EmbeddedHost host = null!;
    private HttpClient http = null!;

    public async Task InitializeAsync()
    {
        var configuration = HostFile.Read(
            """
            {"accounts":[{"id":"shop","platform":"douyin","openId":"o","accessToken":"a","refreshToken":"r","paused":true}],
             "offers":[{"id":"guide","reply":["打开私信领取"],"chat":["点"],"welcome":["你好"]}],
             "limits":{"requestsAMinute":60},
             "douyin":{"clientKey":"k","clientSecret":"s","baseUrl":"http://127.0.0.1:9/"}}
            """u8.ToArray(), "a test's configuration");
        host = await EmbeddedHost.Start(new EmbeddedSetup(configuration, data.FullName, Port: 0, Quiet: true), default);
        http = new() { BaseAddress = host.BaseUrl };
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await host.DisposeAsync();
        data.Delete(recursive: true);
    }

    [Theory]
    [InlineData("GET", "console/sign-in", "")]
    [InlineData("POST", "console/sign-in", "")]
    [InlineData("GET", "api/leads", "")]
    [InlineData("POST", "api/events/douyin", "{}")]
    [InlineData("POST", "api/events/nobody", "{}")]
    [InlineData("GET", "c/0123456789012345678901234567ab", "")]
    public async Task Too_many_are_told_when_to_come_again(string method, string path, string body)
    {
        var answered = 0;
        for (; answered < 3 * AMinute; answered++)
        {
            using var request = new HttpRequestMessage(new(method), path) { Content = new StringContent(body) };
            using var answer = await http.SendAsync(request);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
                Assert.Contains("limits.requestsAMinute", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
                break;
            }
        }

        Assert.InRange(answered, AMinute, (2 * AMinute) + (AMinute / 2)); // a minute's worth, and what came back meanwhile
        using var elsewhere = await http.GetAsync(path.StartsWith("console", StringComparison.Ordinal) ? "api/funnel" : "console/sign-in");
        Assert.NotEqual(HttpStatusCode.TooManyRequests, elsewhere.StatusCode);
    }

    [Fact]
    public async Task Signed_events_and_the_health_check_are_always_answered()
    {
        for (var i = 0; i < 2 * AMinute; i++)
        {
            var body = JsonSerializer.Serialize(new { @event = "something", client_key = "k", to_user_id = "o", content = $"{{\"n\":{i}}}" });
            using var request = new HttpRequestMessage(HttpMethod.Post, "api/events/douyin") { Content = new StringContent(body) };
            request.Headers.Add("X-Douyin-Signature", Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes("s" + body))));
            using var answer = await http.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            using var health = await http.GetAsync("api/health");
            Assert.True(health.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable);
        }
    }

    [Fact]
    public async Task The_head_of_health_is_answered_as_the_whole_is()
    {
        using var whole = await http.GetAsync("api/health");
        using var request = new HttpRequestMessage(HttpMethod.Head, "api/health");
        using var head = await http.SendAsync(request);
        Assert.Equal((whole.StatusCode, whole.Content.Headers.ContentType), (head.StatusCode, head.Content.Headers.ContentType));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public void A_client_has_a_minutes_worth_at_once_and_then_its_rate_and_another_its_own()
    {
        var time = new ManualTime(DateTimeOffset.UnixEpoch);
        var limiter = new RequestLimiter(
            new ClientAddresses(Options.Create(new ConsoleOptions { TrustedProxies = ["10.0.0.1"] })), Options.Create(new LimitOptions { RequestsAMinute = 60 }), time);
        TimeSpan? Ask(string address, string place = "console")
        {
            var context = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse("10.0.0.1") } };
            context.Request.Headers["X-Forwarded-For"] = address;
            return limiter.Wait(context, place);
        }

        Assert.Equal(60, Enumerable.Range(0, 100).Count(_ => Ask("1.2.3.4") is null));
        Assert.Equal(TimeSpan.FromSeconds(1), Ask("1.2.3.4"));
        Assert.Null(Ask("1.2.3.4", "api"));
        Assert.Null(Ask("1.2.3.5"));
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(10, Enumerable.Range(0, 100).Count(_ => Ask("1.2.3.4") is null));
        time.Set(TimeSpan.FromDays(-1));
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(60, Enumerable.Range(0, 100).Count(_ => Ask("1.2.3.4") is null));

        // However many there are, no more is remembered than fits.
        for (var i = 0; i < 50_000; i++)
        {
            Assert.Null(Ask($"2001:db8:{i / 256:x}:{i % 256:x}::1"));
        }
    }
}
