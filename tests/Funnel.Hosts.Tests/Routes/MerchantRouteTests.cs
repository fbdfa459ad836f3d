using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Funnel.Embedded;
using Funnel.Embedded.Sqlite;

namespace Funnel.Hosts.Tests.Routes;

/// <summary>Routes of a deployment that two merchants share.</summary>
public sealed class MerchantRouteTests : IAsyncLifetime
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("funnel-merchants-");
    private EmbeddedHost host = null!;
    private HttpClient http = null!;

    public async Task InitializeAsync()
    {
        var configuration = HostFile.Read(
            """
            {"accounts":[{"id":"books","platform":"assist","merchant":"dawn"},{"id":"tea","platform":"assist","merchant":"hill"}],
             "offers":[{"id":"guide","merchant":"dawn","reply":["打开私信领取"],"chat":["点"],"welcome":["你好"]}],
             "tokenKey":"0f1e2d3c4b5a69788796a5b4c3d2e1f0"}
            """u8.ToArray(), "a test's configuration");
        host = await EmbeddedHost.Start(new EmbeddedSetup(configuration, data.FullName, Port: 0, s => s.AddSqliteStorage(data.FullName), Quiet: true), default);
        using var kept = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(data.FullName, "host-keys.json")));
        http = new() { BaseAddress = host.BaseUrl };
        http.DefaultRequestHeaders.Add("x-functions-key", kept.RootElement.GetProperty("master").GetString());
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await host.DisposeAsync();
        data.Delete(recursive: true);
    }

    [Theory]
    [InlineData("", HttpStatusCode.OK)]
    [InlineData("?merchant=dawn", HttpStatusCode.OK)]
    [InlineData("?merchant=dawn&account=books", HttpStatusCode.OK)]
    [InlineData("?merchant=dawn&account=tea", HttpStatusCode.NotFound)]
    [InlineData("?merchant=moon", HttpStatusCode.NotFound)]
    [InlineData("?account=moon", HttpStatusCode.NotFound)]
    public async Task Numbers_are_of_whom_is_asked_for(string query, HttpStatusCode expected)
    {
        using var totals = await http.GetAsync("api/funnel" + query);
        using var leads = await http.GetAsync("api/leads" + query);
        Assert.Equal((expected, expected), (totals.StatusCode, leads.StatusCode));
    }

    [Theory]
    [InlineData("dawn", HttpStatusCode.OK)]
    [InlineData("moon", HttpStatusCode.BadRequest)]
    public async Task A_link_is_for_a_merchant_that_there_is(string merchant, HttpStatusCode expected)
    {
        using var made = await http.PostAsJsonAsync("api/console-link", new { name = "chen", role = "viewer", merchants = new[] { merchant } });
        Assert.Equal(expected, made.StatusCode);
        Assert.Contains(merchant, await made.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
