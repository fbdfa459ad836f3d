using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Funnel.Accounts;
using Funnel.Console.SignIn;
using Funnel.Embedded;
using Funnel.Sandbox;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Hosts.Tests.EndToEnd;

/// <summary>An account without tokens, from the console to the platform's page and back, at a whole host and against the sandbox.</summary>
[Collection(Stage.OthersOneByOne)]
public sealed partial class ConnectAccountTests : IAsyncLifetime
{
    private const string Account = "sandbox-shop";

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("funnel-connect-");
    private readonly CookieContainer cookies = new();
    private SandboxServer sandbox = null!;
    private EmbeddedHost host = null!;
    private HttpClient browser = null!;

    public async Task InitializeAsync()
    {
        sandbox = await SandboxServer.StartAsync(new SandboxOptions { Audience = 0 });
        var configuration = JsonNode.Parse(sandbox.ConfigJson())!;
        var account = configuration["accounts"]![0]!.AsObject();
        account.Remove("accessToken");
        account.Remove("refreshToken");
        configuration["host"]!.AsObject().Remove("announceTo");
        host = await EmbeddedHost.Start(
            new EmbeddedSetup(HostFile.Read(Encoding.UTF8.GetBytes(configuration.ToJsonString()), "a configuration without tokens"), data.FullName, Port: 0, Quiet: true), default);
        browser = new(new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = host.BaseUrl };
        await SignIn(browser, Role.Admin);
    }

    public async Task DisposeAsync()
    {
        browser.Dispose();
        await host.DisposeAsync();
        await sandbox.DisposeAsync();
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task From_not_connected_to_reading_in_two_presses()
    {
        Assert.Contains("还没有授权", await browser.GetStringAsync("console/accounts"), StringComparison.Ordinal);
        Assert.Equal("not-connected", (await Book.Open(Account, default)).Failure!.Because!.Code);

        using var toPlatform = await Press(browser);
        Assert.Equal(sandbox.BaseUrl.Authority, toPlatform.Headers.Location!.Authority);
        using var agreed = await browser.GetAsync(toPlatform.Headers.Location);
        Assert.StartsWith(new Uri(host.BaseUrl, "console/accounts/return?").AbsoluteUri, agreed.Headers.Location!.AbsoluteUri, StringComparison.Ordinal);
        using var back = await browser.GetAsync(agreed.Headers.Location);
        Assert.Equal(HttpStatusCode.SeeOther, back.StatusCode);

        var page = await browser.GetStringAsync(back.Headers.Location);
        Assert.Contains("账号已连接", page, StringComparison.Ordinal);
        Assert.DoesNotContain("还没有授权", page, StringComparison.Ordinal);
        Assert.True((await Book.Open(Account, default)).Ok);
        var read = (await host.Services.GetRequiredService<AccountAbilities>().Read(default))[Account].Single(a => a.Kind == AbilityKind.ReadComments);
        Assert.Equal(AbilityState.Works, read.State);
    }

    [Fact]
    public async Task What_comes_back_is_believed_once_and_in_the_browser_that_began_it()
    {
        using var toPlatform = await Press(browser);
        using var agreed = await browser.GetAsync(toPlatform.Headers.Location);
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = host.BaseUrl };
        await SignIn(stranger, Role.Admin);
        using var stolen = await stranger.GetAsync(agreed.Headers.Location);
        Assert.Equal(HttpStatusCode.BadRequest, stolen.StatusCode);

        using var back = await browser.GetAsync(agreed.Headers.Location);
        Assert.Equal(HttpStatusCode.SeeOther, back.StatusCode);
        using var again = await browser.GetAsync(agreed.Headers.Location);
        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);
    }

    [Fact]
    public async Task Who_did_not_agree_is_told_so_and_nothing_is_connected()
    {
        using var toPlatform = await Press(browser);
        var state = StateIn().Match(toPlatform.Headers.Location!.Query).Groups[1].Value;
        using var back = await browser.GetAsync($"console/accounts/return?state={state}");
        Assert.Equal(HttpStatusCode.BadRequest, back.StatusCode);
        Assert.Contains("没有同意授权", await back.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False((await Book.Open(Account, default)).Ok);
    }

    [Fact]
    public async Task Who_may_not_connect_has_no_button_and_is_refused()
    {
        using var viewer = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = host.BaseUrl };
        await SignIn(viewer, Role.Viewer);
        Assert.DoesNotContain("accounts/connect", await viewer.GetStringAsync("console/accounts"), StringComparison.Ordinal);
        using var back = await viewer.GetAsync("console/accounts/return?code=c&state=s");
        Assert.Equal(HttpStatusCode.Forbidden, back.StatusCode);
    }

    private AccountBook Book => host.Services.GetRequiredService<AccountBook>();

    private async Task SignIn(HttpClient client, Role role)
    {
        using var form = new FormUrlEncodedContent([new("code", host.Services.GetRequiredService<OneTimeLinks>().Create("lin", role))]);
        using var signedIn = await client.PostAsync("console/sign-in", form);
        Assert.Equal(HttpStatusCode.SeeOther, signedIn.StatusCode);
    }

    private static async Task<HttpResponseMessage> Press(HttpClient client)
    {
        var token = TokenField().Match(await client.GetStringAsync("console/accounts"));
        using var form = new FormUrlEncodedContent([new("account", Account), new(token.Groups[1].Value, token.Groups[2].Value)]);
        return await client.PostAsync("console/accounts/connect", form);
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"(__[^\"]+)\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();

    [GeneratedRegex("state=([0-9a-f]+)")]
    private static partial Regex StateIn();
}
