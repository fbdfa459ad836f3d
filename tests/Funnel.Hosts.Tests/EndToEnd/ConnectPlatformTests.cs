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

/// <summary>Connecting an account of each platform that has OAuth, against its sandbox: the way there differs from platform to platform.</summary>
[Collection(Stage.OthersOneByOne)]
public sealed partial class ConnectPlatformTests
{
    [Theory]
    [InlineData("instagram")]
    [InlineData("tiktok")]
    [InlineData("youtube")]
    public async Task From_not_connected_to_reading(string platform)
    {
        var data = Directory.CreateTempSubdirectory("funnel-connect-");
        try
        {
            await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Audience = 0, Sources = [platform] });
            var configuration = JsonNode.Parse(sandbox.ConfigJson())!;
            var account = configuration["accounts"]![0]!.AsObject();
            account.Remove("accessToken");
            account.Remove("refreshToken");
            configuration["host"]!.AsObject().Remove("announceTo");
            await using var host = await EmbeddedHost.Start(
                new EmbeddedSetup(HostFile.Read(Encoding.UTF8.GetBytes(configuration.ToJsonString()), "a configuration without tokens"), data.FullName, Port: 0, Quiet: true), default);
            using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = host.BaseUrl };
            using var signIn = new FormUrlEncodedContent([new("code", host.Services.GetRequiredService<OneTimeLinks>().Create("lin", Role.Admin))]);
            using var signedIn = await browser.PostAsync("console/sign-in", signIn);

            var (id, book) = (SandboxSources.AccountOf(platform), host.Services.GetRequiredService<AccountBook>());
            Assert.Equal("not-connected", (await book.Open(id, default)).Failure!.Because!.Code);
            var token = TokenField().Match(await browser.GetStringAsync("console/accounts"));
            using var form = new FormUrlEncodedContent([new("account", id), new(token.Groups[1].Value, token.Groups[2].Value)]);
            using var toPlatform = await browser.PostAsync("console/accounts/connect", form);
            using var agreed = await browser.GetAsync(toPlatform.Headers.Location);
            using var back = await browser.GetAsync(agreed.Headers.Location);
            Assert.Equal(HttpStatusCode.SeeOther, back.StatusCode);

            Assert.True((await book.Open(id, default)).Ok);
            var abilities = (await host.Services.GetRequiredService<AccountAbilities>().Read(default))[id];
            Assert.DoesNotContain(abilities, a => a.State is AbilityState.Fails or AbilityState.NotGranted);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"(__[^\"]+)\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
