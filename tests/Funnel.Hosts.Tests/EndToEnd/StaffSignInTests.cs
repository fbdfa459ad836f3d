using System.Net;
using System.Text;
using System.Web;
using Funnel.Audit;
using Funnel.Console.SignIn;
using Funnel.Embedded;
using Funnel.Sandbox;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Hosts.Tests.EndToEnd;

/// <summary>Staff sign in to a whole host by scanning with WeCom, as the sandbox speaks it.</summary>
public sealed class StaffSignInTests : IAsyncLifetime
{
    private const string Begin = "console/sign-in/wecom";
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("funnel-staff-");
    private readonly List<HttpClient> browsers = [];
    private SandboxServer sandbox = null!;
    private EmbeddedHost host = null!;

    public async Task InitializeAsync() => sandbox = await SandboxServer.StartAsync(new SandboxOptions { Seed = 3, Audience = 0 });

    public async Task DisposeAsync()
    {
        browsers.ForEach(b => b.Dispose());
        await host.DisposeAsync();
        await sandbox.DisposeAsync();
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task Whoever_scans_and_is_named_is_signed_in_with_their_role_and_what_was_shown_is_kept_nowhere()
    {
        await Start();
        var browser = Browser();
        var ask = await Get(browser, "console/?lang=en");
        Assert.Equal(HttpStatusCode.Unauthorized, ask.Status);
        Assert.Contains("<a class=\"button\" href=\"/console/sign-in/wecom\">Sign in with WeCom</a>", ask.Body, StringComparison.Ordinal);

        var back = await Scan(browser);
        var (code, state) = (Query(back, "code"), Query(back, "state"));
        var signedIn = await Get(browser, back);
        Assert.Equal((HttpStatusCode.SeeOther, "/console/"), (signedIn.Status, signedIn.Location));
        var page = await Get(browser, "console/people");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("张三", page.Body, StringComparison.Ordinal);
        Assert.Contains("console/people/link", page.Body, StringComparison.Ordinal);

        var line = (await Audited()).First(l => l.What == AuditActions.SignedIn);
        Assert.Equal(("张三", "Admin"), (line.By, line.After));
        await host.DisposeAsync();
        var stored = data.EnumerateFiles("*", SearchOption.AllDirectories).Select(f => Encoding.Latin1.GetString(File.ReadAllBytes(f.FullName))).ToList();
        Assert.All(stored, s => Assert.False(s.Contains(code, StringComparison.Ordinal) || s.Contains(state, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_came_back_once_signs_nobody_in_again_and_nobody_in_another_browser()
    {
        await Start();
        var (browser, other) = (Browser(), Browser());
        var back = await Scan(browser);
        Assert.Equal(HttpStatusCode.BadRequest, (await Get(other, back)).Status);
        await Scan(other);
        Assert.Equal(HttpStatusCode.BadRequest, (await Get(other, back)).Status); // a ticket of its own does not fit
        Assert.Equal(HttpStatusCode.SeeOther, (await Get(browser, back)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Get(browser, back)).Status);

        var fresh = Query(await Scan(browser), "state");
        var used = $"{Begin}/return?code={Query(back, "code")}&state={fresh}";
        Assert.Equal(HttpStatusCode.BadRequest, (await Get(browser, used)).Status); // 40029
        Assert.Contains(await Audited(), l => l.What == AuditActions.SignInFailed);
    }

    [Fact]
    public async Task Strangers_people_without_a_role_and_who_will_not_are_told_so_and_get_in_nowhere()
    {
        await Start();
        var browser = Browser();
        sandbox.Scanner = null;
        var stranger = await Get(browser, await Scan(browser));
        Assert.Equal(HttpStatusCode.Forbidden, stranger.Status);
        Assert.Contains("您不是这家公司的成员", stranger.Body, StringComparison.Ordinal);

        sandbox.Scanner = "lisi";
        var nobody = await Get(browser, await Scan(browser));
        Assert.Equal(HttpStatusCode.Forbidden, nobody.Status);
        Assert.Contains("console.staff 里加入账号 lisi", nobody.Body, StringComparison.Ordinal);
        Assert.Contains(await Audited(), l => l is { By: "lisi", What: AuditActions.SignInFailed });

        sandbox.Scanner = "";
        var unwilling = await Scan(browser);
        Assert.DoesNotContain("code=", unwilling, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await Get(browser, unwilling)).Status);

        sandbox.Scanner = "zhangsan";
        var back = await Scan(browser);
        sandbox.SetFaults(new Dictionary<string, double>(StringComparer.Ordinal) { ["error-500"] = 1 });
        var unanswered = await Get(browser, back);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, unanswered.Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Get(browser, "console/")).Status);
    }

    [Fact]
    public async Task Whoever_guesses_is_locked_out_as_with_links_and_nobody_else_is()
    {
        await Start(("console:trustedProxies:0", "127.0.0.1"));
        var (guesser, other) = (Browser("203.0.113.9"), Browser("203.0.113.10"));
        var back = await Scan(guesser);
        for (var i = 0; i < SignInGuard.MaxBad; i++)
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await Get(Browser("203.0.113.9"), $"{Begin}/return?code=x{i}&state=y")).Status);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await Get(guesser, back)).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await Get(guesser, Begin)).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await Get(other, await Scan(other))).Status);
    }

    [Fact]
    public async Task The_ticket_is_the_hosts_alone_and_the_way_back_goes_by_https_where_the_browser_does()
    {
        await Start();
        var browser = Browser();
        browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using var begun = await browser.GetAsync(Begin);
        Assert.Matches("^__Host-funnel_state=[^;]+; max-age=600; path=/; secure; samesite=lax; httponly$", Assert.Single(begun.Headers.GetValues("Set-Cookie")));
        Assert.Equal($"https://{host.BaseUrl.Authority}/{Begin}/return", Query(begun.Headers.Location!.OriginalString, "redirect_uri"));
        Assert.Equal("login_type,appid,agentid,redirect_uri,state", string.Join(",", HttpUtility.ParseQueryString(begun.Headers.Location.Query).AllKeys));
    }

    [Fact]
    public async Task Where_no_staff_is_named_or_the_platform_is_not_asked_there_is_no_such_way()
    {
        await Start(("weCom:signIn", "false"));
        var browser = Browser();
        Assert.DoesNotContain("sign-in/wecom", (await Get(browser, "console/")).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await Get(browser, Begin)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Get(browser, Begin + "/return?code=x&state=y")).Status);
    }

    private async Task Start(params (string Key, string Value)[] settings)
    {
        var configuration = HostFile.Read(Encoding.UTF8.GetBytes(sandbox.ConfigJson()), "the sandbox's configuration");
        foreach (var (key, value) in settings)
        {
            configuration["Funnel:" + key] = value;
        }

        host = await EmbeddedHost.Start(new EmbeddedSetup(configuration, data.FullName, Port: 0, Quiet: true), default);
    }

    /// <summary>To the platform, where somebody scans.</summary>
    /// <returns>Where the browser is sent back to.</returns>
    private static async Task<string> Scan(HttpClient browser)
    {
        var begun = await Get(browser, Begin);
        Assert.Equal(HttpStatusCode.SeeOther, begun.Status);
        var scanned = await Get(browser, begun.Location);
        Assert.Equal(HttpStatusCode.Found, scanned.Status);
        return scanned.Location;
    }

    private async Task<IReadOnlyList<AuditLine>> Audited()
    {
        await host.Services.GetRequiredService<AuditTally>().Flush();
        var now = TimeProvider.System.GetUtcNow();
        return (await host.Services.GetRequiredService<AuditLog>().Read(new(now.AddDays(-1), now.AddDays(1)), null, 100, default)).Lines;
    }

    /// <param name="address">Where a proxy says that it is.</param>
    private HttpClient Browser(string? address = null)
    {
        var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new() }) { BaseAddress = host.BaseUrl };
        if (address is not null)
        {
            browser.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        }

        browsers.Add(browser);
        return browser;
    }

    private static async Task<(HttpStatusCode Status, string Location, string Body)> Get(HttpClient browser, string url)
    {
        using var answer = await browser.GetAsync(url);
        return (answer.StatusCode, answer.Headers.Location?.OriginalString ?? "", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    private static string Query(string url, string name) => HttpUtility.ParseQueryString(new Uri(url, UriKind.Absolute).Query)[name]!;
}
