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

/// <summary>An advertiser that is connected in the console: the code has another name there, and the grant covers a second advertiser of the same merchant.</summary>
[Collection(Stage.OthersOneByOne)]
public sealed partial class ConnectAdvertiserTests : IAsyncLifetime
{
    private const string Account = "sandbox-oceanengine";

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("funnel-advertiser-");
    private SandboxServer sandbox = null!;
    private EmbeddedHost host = null!;
    private HttpClient browser = null!;

    public async Task InitializeAsync()
    {
        sandbox = await SandboxServer.StartAsync(new SandboxOptions { Audience = 0, Sources = ["oceanengine"] });
        var configuration = JsonNode.Parse(sandbox.ConfigJson())!;
        var account = configuration["accounts"]![0]!.AsObject();
        account.Remove("accessToken");
        account.Remove("refreshToken");
        configuration["host"]!.AsObject().Remove("announceTo");
        host = await EmbeddedHost.Start(
            new EmbeddedSetup(HostFile.Read(Encoding.UTF8.GetBytes(configuration.ToJsonString()), "a configuration without tokens"), data.FullName, Port: 0, Quiet: true), default);
        browser = new(new HttpClientHandler { CookieContainer = new(), AllowAutoRedirect = false }) { BaseAddress = host.BaseUrl };
        using var form = new FormUrlEncodedContent([new("code", host.Services.GetRequiredService<OneTimeLinks>().Create("lin", Role.Admin))]);
        using var signedIn = await browser.PostAsync("console/sign-in", form);
        Assert.Equal(HttpStatusCode.SeeOther, signedIn.StatusCode);
    }

    public async Task DisposeAsync()
    {
        browser.Dispose();
        await host.DisposeAsync();
        await sandbox.DisposeAsync();
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task From_not_connected_to_reading()
    {
        var token = TokenField().Match(await browser.GetStringAsync("console/accounts"));
        using var form = new FormUrlEncodedContent([new("account", Account), new(token.Groups[1].Value, token.Groups[2].Value)]);
        using var toPlatform = await browser.PostAsync("console/accounts/connect", form);
        using var agreed = await browser.GetAsync(toPlatform.Headers.Location);
        Assert.Contains("auth_code=", agreed.Headers.Location!.Query, StringComparison.Ordinal);
        using var back = await browser.GetAsync(agreed.Headers.Location);
        Assert.Equal(HttpStatusCode.SeeOther, back.StatusCode);

        Assert.True((await host.Services.GetRequiredService<AccountBook>().Open(Account, default)).Ok);
        var read = (await host.Services.GetRequiredService<AccountAbilities>().Read(default))[Account].Single(a => a.Kind == AbilityKind.ReadComments);
        Assert.Equal(AbilityState.Works, read.State);
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"(__[^\"]+)\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
