using System.Net;
using System.Text.Json;
using Funnel.Connectors;
using Funnel.Embedded;
using Funnel.Intake;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Hosts.Tests.Functions;

/// <summary>Export and erasure of a person, as a script sees them at a whole embedded host; and who may look into its folder.</summary>
public sealed class PersonsTests : IAsyncLifetime
{
    private const string Somebody = "_000somebody";

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("funnel-persons-");
    private readonly HttpClient http = new();
    private EmbeddedHost host = null!;

    public async Task InitializeAsync()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(data.FullName, (UnixFileMode)0b111_101_101); // as earlier versions made it
        }

        var configuration = HostFile.Read(
            """
            {"accounts":[{"id":"shop","platform":"douyin","openId":"o","accessToken":"a","refreshToken":"r","paused":true}],
             "offers":[{"id":"guide","rules":{"contains":["求资料"]},"reply":["打开私信领取"],"chat":["点"],"welcome":["你好"]}],
             "host":{"keySecret":"a secret from elsewhere"},
             "douyin":{"clientKey":"k","clientSecret":"s","baseUrl":"http://127.0.0.1:9/"}}
            """u8.ToArray(), "a test's configuration");
        host = await EmbeddedHost.Start(new EmbeddedSetup(configuration, data.FullName, Port: 0, Quiet: true), default);
        http.BaseAddress = host.BaseUrl;
        using var keys = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(data.FullName, "host-keys.json")));
        http.DefaultRequestHeaders.Add("x-functions-key", keys.RootElement.GetProperty("master").GetString());
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await host.DisposeAsync();
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task A_person_is_exported_and_erased()
    {
        Comment[] said = [new("c-somebody", "v1", Somebody, "求资料 就要这套", DateTimeOffset.UtcNow, Nick: "小明不二"), new("c-other", "v1", "other", "求资料", DateTimeOffset.UtcNow)];
        await host.Services.GetRequiredService<CommentTriage>().Handle(new("shop", Guid.CreateVersion7().ToString("N"), said), default);

        using var export = await http.GetAsync($"api/persons/{Somebody}");
        Assert.Contains("就要这套", await export.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var wrong = await http.GetAsync($"api/persons/{Somebody}?by=name");
        using var nobody = await http.GetAsync("api/persons/nobody");
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.NotFound), (wrong.StatusCode, nobody.StatusCode));

        using var begun = await http.DeleteAsync($"api/persons/{Somebody}");
        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        using var report = JsonDocument.Parse(await begun.Content.ReadAsStringAsync());
        var erasure = report.RootElement.GetProperty("erasure").GetString();
        var status = HttpStatusCode.Accepted;
        for (var tries = 0; tries < 60 && status != HttpStatusCode.OK; tries++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            using var again = await http.DeleteAsync($"api/persons/{erasure}");
            status = again.StatusCode;
        }

        Assert.Equal(HttpStatusCode.OK, status);
        using var gone = await http.GetAsync($"api/persons/{Somebody}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public void Nobody_else_may_look_into_the_folder_and_its_key_ring_is_protected()
    {
        var key = Assert.Single(data.GetFiles("keys/*.xml"));
        Assert.DoesNotContain("masterKey", File.ReadAllText(key.FullName), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.All(data.GetDirectories("*", SearchOption.AllDirectories).Append(data), d => Assert.Equal((UnixFileMode)0b111_000_000, File.GetUnixFileMode(d.FullName)));
            Assert.All(data.GetFiles("*", SearchOption.AllDirectories), f => Assert.True((File.GetUnixFileMode(f.FullName) & (UnixFileMode)0b000_111_111) == 0, f.FullName));
        }
    }
}
