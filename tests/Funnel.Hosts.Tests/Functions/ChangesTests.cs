using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Funnel.Embedded;
using Funnel.Leads;
using Funnel.Triage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Funnel.Hosts.Tests.Functions;

/// <summary>What other systems get of a whole embedded host: by asking, and by being told.</summary>
public sealed class ChangesTests : IAsyncLifetime
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("funnel-changes-");
    private readonly HttpClient http = new();
    private readonly List<string> told = [];
    private WebApplication receiver = null!;
    private EmbeddedHost host = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        receiver = builder.Build();
        receiver.Urls.Add("http://127.0.0.1:0");
        receiver.MapPost("/in", async (HttpRequest request) =>
        {
            using var json = await JsonDocument.ParseAsync(request.Body);
            lock (told)
            {
                told.AddRange(json.RootElement.GetProperty("changes").EnumerateArray().Select(c => $"{c.GetProperty("person").GetProperty("id").GetString()} {c.GetProperty("change").GetString()}"));
            }
        });
        await receiver.StartAsync();
        var address = receiver.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        var configuration = HostFile.Read(
            System.Text.Encoding.UTF8.GetBytes($$$"""
            {"accounts":[{"id":"shop","platform":"douyin","openId":"o","accessToken":"a","refreshToken":"r","paused":true}],
             "offers":[{"id":"guide","reply":["打开私信领取"],"chat":["点"],"welcome":["你好"]}],
             "hooks":[{"name":"crm","url":"{{{address}}}/in","secret":"a secret of these tests, long enough"}],
             "douyin":{"clientKey":"k","clientSecret":"s","baseUrl":"http://127.0.0.1:9/"}}
            """), "a test's configuration");
        host = await EmbeddedHost.Start(new EmbeddedSetup(configuration, data.FullName, Port: 0, Quiet: true), default);
        http.BaseAddress = host.BaseUrl;
        http.DefaultRequestHeaders.Add(
            "x-functions-key", JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllTextAsync(Path.Combine(data.FullName, "host-keys.json")))!["default"]);
        foreach (var person in new[] { "ann", "ben", "cai" })
        {
            var now = TimeProvider.System.GetUtcNow();
            await host.Services.GetRequiredService<LeadStore>().Apply(LeadId.Of("shop", person), l => LeadDecider.Decide(l, new LeadCommand.Inquire(
                now, "shop", person, person, new Ask("c" + person, "v1", now, "求资料", "guide", 0.9f, InquiryKind.Material, Tier.Rule))), default, mayBeNew: true);
        }
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await host.DisposeAsync();
        await receiver.DisposeAsync();
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task They_come_by_themselves_and_by_asking_page_by_page_and_again_when_that_is_asked_for()
    {
        await Until(3);
        Assert.Equal(["ann inquired", "ben inquired", "cai inquired"], told.Order(StringComparer.Ordinal));

        var seen = new List<string>();
        for (var (next, more) = ("", true); more;)
        {
            var page = await http.GetFromJsonAsync<JsonElement>($"api/changes?take=2&after={next}");
            seen.AddRange(page.GetProperty("changes").EnumerateArray().Select(c => c.GetProperty("person").GetProperty("id").GetString()!));
            (next, more) = (page.GetProperty("next").GetString()!, page.GetProperty("more").GetBoolean());
        }

        Assert.Equal(["ann", "ben", "cai"], seen.Order(StringComparer.Ordinal));
        Assert.Equal(0, (await http.GetFromJsonAsync<JsonElement>("api/changes?changes=lost,added")).GetProperty("changes").GetArrayLength());

        var hook = (await http.GetFromJsonAsync<JsonElement>("api/hooks")).GetProperty("hooks")[0];
        Assert.Equal((3, false), (hook.GetProperty("delivered").GetInt32(), hook.GetProperty("behind").GetBoolean()));
        Assert.Equal(3, (await Post("""{"do":"replay","from":"1.0","dryRun":true}""", HttpStatusCode.OK)).GetProperty("changes").GetInt32());
        await Post("""{"do":"replay","from":"2026-01-01"}""", HttpStatusCode.OK);
        await Until(6);
    }

    [Theory]
    [InlineData("after=1", "after")]
    [InlineData("after=x.y", "after")]
    [InlineData("take=0", "take")]
    [InlineData("take=501", "take")]
    [InlineData("changes=liked", "changes")]
    [InlineData("account=nobody", "account")]
    public async Task What_is_asked_for_wrong_is_refused_with_the_reason(string query, string names)
    {
        var answer = await http.GetAsync(new Uri("api/changes?" + query, UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.StartsWith(names + ":", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_that_never_was_is_gone_and_what_is_asked_of_hooks_wrong_is_refused()
    {
        Assert.Equal(HttpStatusCode.Gone, (await http.GetAsync(new Uri("api/changes?after=1.999", UriKind.Relative))).StatusCode);
        await Post("""{"do":"resume"}""", HttpStatusCode.NotFound, "erp");
        await Post("""{"do":"restart"}""", HttpStatusCode.BadRequest);
        await Post("""{"do":"replay","from":"yesterday"}""", HttpStatusCode.BadRequest);
        await Post("""{"do":"replay","from":"1.999"}""", HttpStatusCode.Conflict);
        await Post("[1", HttpStatusCode.BadRequest);
        await Post("""{"do":"pause"}""", HttpStatusCode.OK);
        Assert.Equal("paused", (await http.GetFromJsonAsync<JsonElement>("api/hooks")).GetProperty("hooks")[0].GetProperty("stopped").GetString());
    }

    private async Task<JsonElement> Post(string body, HttpStatusCode expected, string hook = "crm")
    {
        using var content = new StringContent(body);
        var answer = await http.PostAsync(new Uri("api/hooks/" + hook, UriKind.Relative), content);
        Assert.Equal(expected, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task Until(int count)
    {
        for (var patience = 0; patience < 1_500; patience++)
        {
            lock (told)
            {
                if (told.Count >= count)
                {
                    return;
                }
            }

            await Task.Delay(20);
        }

        Assert.Fail($"{told.Count} of {count} changes were told");
    }
}
