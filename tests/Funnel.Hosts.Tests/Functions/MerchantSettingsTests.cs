using System.Net;
using System.Text;
using System.Text.Json;
using Funnel.Embedded;

namespace Funnel.Hosts.Tests.Functions;

/// <summary>Settings that merchants change, as a script sees them at a whole embedded host.</summary>
public sealed class MerchantSettingsTests : IAsyncLifetime
{
    private const string Course = """{"reply":["课程表发你私信啦"],"chat":["点卡片"],"welcome":["你好"]}""";
    private const string Path = "api/settings/offers/course";

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("funnel-settings-");
    private readonly HttpClient http = new();
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
        using var keys = JsonDocument.Parse(await File.ReadAllTextAsync(System.IO.Path.Combine(data.FullName, "host-keys.json")));
        http.DefaultRequestHeaders.Add("x-functions-key", keys.RootElement.GetProperty("default").GetString());
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await host.DisposeAsync();
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task An_offer_is_made_read_changed_and_deleted_under_its_versions()
    {
        using var made = await Put(Path, Course, none: "*", from: "anna@example.com");
        Assert.Equal((HttpStatusCode.Created, "\"1\""), (made.StatusCode, made.Headers.ETag?.Tag));

        using var read = await http.GetAsync(Path);
        Assert.Equal((HttpStatusCode.OK, "\"1\"", "store", "application/json"), (read.StatusCode, read.Headers.ETag?.Tag, Source(read), read.Content.Headers.ContentType?.MediaType));
        Assert.Equal(["GET", "PUT", "DELETE"], read.Content.Headers.Allow);
        Assert.True(DateTimeOffset.UtcNow - read.Content.Headers.LastModified < TimeSpan.FromMinutes(5));
        var value = await read.Content.ReadAsStringAsync();
        Assert.Contains("课程表发你私信啦", value, StringComparison.Ordinal);

        using var same = await Put(Path, value, match: "\"1\"");
        Assert.Equal((HttpStatusCode.OK, "\"1\""), (same.StatusCode, same.Headers.ETag?.Tag));
        using var changed = await Put(Path, value.Replace("课程表", "新课程表", StringComparison.Ordinal), match: "\"1\"");
        Assert.Equal((HttpStatusCode.OK, "\"2\""), (changed.StatusCode, changed.Headers.ETag?.Tag));
        using var late = await Put(Path, Course, match: "\"1\"");
        Assert.Equal((HttpStatusCode.PreconditionFailed, "\"2\""), (late.StatusCode, late.Headers.ETag?.Tag));
        Assert.Equal("it has version 2 by now, of api: read it, and decide again", await Error(late));
        using var twice = await Put(Path, Course, none: "*");
        Assert.Equal(HttpStatusCode.PreconditionFailed, twice.StatusCode);

        Assert.Equal(HttpStatusCode.PreconditionFailed, await Delete(Path, "\"1\""));
        Assert.Equal(HttpStatusCode.NoContent, await Delete(Path, "\"2\""));
        Assert.Equal(HttpStatusCode.NotFound, await Delete(Path, "\"3\""));
        using var gone = await http.GetAsync(Path);
        Assert.Equal((HttpStatusCode.NotFound, "there is no offers/course"), (gone.StatusCode, await Error(gone)));

        var versions = JsonDocument.Parse(await http.GetStringAsync(Path + "/versions")).RootElement.EnumerateArray().ToList();
        Assert.Equal([(3, "api", true), (2, "api", false), (1, "anna@example.com", false)], versions.Select(v => (v.GetProperty("version").GetInt32(), v.GetProperty("by").GetString(), v.GetProperty("isDeleted").GetBoolean())));
        Assert.Equal("课程表发你私信啦", versions[2].GetProperty("value").GetProperty("reply")[0].GetString());
        Assert.Equal(1, JsonDocument.Parse(await http.GetStringAsync(Path + "/versions?before=2")).RootElement.GetArrayLength());
    }

    [Fact]
    public async Task What_the_file_has_is_shown_and_stays_as_it_is()
    {
        using var read = await http.GetAsync("api/settings/offers/guide");
        Assert.Equal((HttpStatusCode.OK, null, "file"), (read.StatusCode, read.Headers.ETag, Source(read)));
        Assert.Equal(["GET"], read.Content.Headers.Allow);
        using var put = await Put("api/settings/offers/guide", Course, none: "*");
        Assert.Equal((HttpStatusCode.Conflict, "offers/guide stands in the configuration file: change it there, or take it out there and put it here"), (put.StatusCode, await Error(put)));
        Assert.Equal(HttpStatusCode.Conflict, await Delete("api/settings/offers/guide", "\"1\""));

        using var paused = await Put("api/settings/switches/all", """{"paused":true}""", none: "*");
        var list = JsonDocument.Parse(await http.GetStringAsync("api/settings")).RootElement.EnumerateArray().ToList();
        Assert.Equal(["offers guide file", "switches all store"], list.Select(s => $"{s.GetProperty("kind")} {s.GetProperty("id")} {s.GetProperty("source")}"));
        Assert.False(list[0].TryGetProperty("version", out _));
        Assert.Equal((1, "api", true), (list[1].GetProperty("version").GetInt32(), list[1].GetProperty("by").GetString(), list[1].GetProperty("inForce").GetBoolean()));
        var health = JsonDocument.Parse(await (await http.GetAsync("api/health")).Content.ReadAsStringAsync()).RootElement;
        Assert.StartsWith("sending is paused by the switch 'all'", health.GetProperty("notices")[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Path, null, null, Course, HttpStatusCode.PreconditionRequired)]
    [InlineData(Path, "*", null, Course, HttpStatusCode.BadRequest)]
    [InlineData(Path, "W/\"1\"", null, Course, HttpStatusCode.BadRequest)]
    [InlineData(Path, "\"1\", \"2\"", null, Course, HttpStatusCode.BadRequest)]
    [InlineData(Path, "\"one\"", null, Course, HttpStatusCode.BadRequest)]
    [InlineData(Path, "1", null, Course, HttpStatusCode.BadRequest)]
    [InlineData(Path, null, "\"1\"", Course, HttpStatusCode.BadRequest)]
    [InlineData(Path, "\"1\"", "*", Course, HttpStatusCode.BadRequest)]
    [InlineData(Path, "\"1\"", null, Course, HttpStatusCode.PreconditionFailed)]
    [InlineData("api/settings/offers/Course", null, "*", Course, HttpStatusCode.BadRequest)]
    [InlineData("api/settings/offers/a%7Cb", null, "*", Course, HttpStatusCode.BadRequest)]
    [InlineData("api/settings/offers/a%2Fb", null, "*", Course, HttpStatusCode.BadRequest)]
    [InlineData("api/settings/offers/a/b", null, "*", Course, HttpStatusCode.NotFound)]
    [InlineData("api/settings/roles/anna", null, "*", Course, HttpStatusCode.NotFound)]
    [InlineData(Path, null, "*", "", HttpStatusCode.BadRequest)]
    [InlineData(Path, null, "*", "{", HttpStatusCode.BadRequest)]
    [InlineData(Path, null, "*", """{"reply":["\ud83d"]}""", HttpStatusCode.BadRequest)]
    public async Task What_is_wrong_is_refused_with_its_status(string path, string? match, string? none, string body, HttpStatusCode status)
    {
        using var put = await Put(path, body, match, none);
        Assert.Equal(status, put.StatusCode);
    }

    [Fact]
    public async Task Mistakes_are_listed_with_their_paths_and_bodies_have_a_limit()
    {
        using var wrong = await Put(Path, """{"reply":["加微信"],"chat":["点"],"welcome":["你好"],"replys":1}""", none: "*");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        var errors = JsonDocument.Parse(await wrong.Content.ReadAsStringAsync()).RootElement.GetProperty("errors").EnumerateArray().Select(e => e.GetString()!).ToList();
        Assert.Equal(2, errors.Count);
        Assert.Contains(errors, e => e.StartsWith("reply[0]: has '", StringComparison.Ordinal));
        Assert.Contains(errors, e => e.StartsWith("replys: there is no such setting; did you mean reply?", StringComparison.Ordinal));

        foreach (var length in new[] { 100_001, 400_000 })
        {
            using var large = await Put(Path, new string('x', length), none: "*");
            Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "a value has at most 100000 characters"), (large.StatusCode, await Error(large)));
        }

        using var latin = new HttpRequestMessage(HttpMethod.Put, Path) { Content = new ByteArrayContent([.. "{\"name\":\""u8, 0xE9, .. "\"}"u8]) };
        latin.Headers.TryAddWithoutValidation("If-None-Match", "*");
        using var garbled = await http.SendAsync(latin);
        Assert.Equal("""{"errors":["value: must be JSON in UTF-8"]}""", await garbled.Content.ReadAsStringAsync());

        using var nameless = await Put(Path, Course, none: "*", from: new string('x', 101));
        Assert.Equal(HttpStatusCode.BadRequest, nameless.StatusCode);
    }

    [Fact]
    public async Task Nothing_is_read_or_changed_without_the_key()
    {
        http.DefaultRequestHeaders.Remove("x-functions-key");
        foreach (var path in new[] { "api/settings", "api/settings/offers/guide", "api/settings/offers/guide/versions" })
        {
            using var read = await http.GetAsync(path);
            Assert.Equal(HttpStatusCode.Unauthorized, read.StatusCode);
        }

        using var put = await Put(Path, Course, none: "*");
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (put.StatusCode, await Delete(Path, "\"1\"")));
    }

    private static string? Source(HttpResponseMessage answer) => answer.Headers.GetValues("Funnel-Setting-Source").SingleOrDefault();

    private static async Task<string?> Error(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("error").GetString();

    private async Task<HttpStatusCode> Delete(string path, string match)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, path);
        request.Headers.TryAddWithoutValidation("If-Match", match);
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }

    private async Task<HttpResponseMessage> Put(string path, string body, string? match = null, string? none = null, string? from = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in new[] { ("If-Match", match), ("If-None-Match", none), ("From", from) })
        {
            _ = value is null || request.Headers.TryAddWithoutValidation(name, value);
        }

        return await http.SendAsync(request);
    }
}
