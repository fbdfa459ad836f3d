using System.Net;
using System.Text;

namespace Funnel.Hosts.Tests.Triggers;

public sealed class HttpTests
{
    [Fact]
    public async Task A_route_gives_its_parameters_and_a_result_is_executed()
    {
        await using var host = await new TestHost().Start(typeof(Web));
        Assert.Equal("""{"video":"v 1","page":"2","tag":"x","name":"GetVideo"}""", await host.Http.GetStringAsync("/api/videos/v%201/comments/2?tag=x"));
        Assert.Equal("""{"video":"v","page":"1","tag":"","name":"GetVideo"}""", await host.Http.GetStringAsync("/api/videos/v/comments"));
    }

    [Fact]
    public async Task Methods_share_a_route_and_others_are_refused()
    {
        await using var host = await new TestHost().Start(typeof(Web));
        using var put = await host.Http.PutAsync("/api/videos/v/comments", new StringContent("four"));
        Assert.Equal("length 4", await put.Content.ReadAsStringAsync());
        Assert.Equal("text/plain", put.Content.Headers.ContentType!.MediaType);
        using var deleted = await host.Http.DeleteAsync("/api/videos/v/comments");
        Assert.Equal(HttpStatusCode.NotFound, deleted.StatusCode); // as the Functions host, which does not know 405
    }

    [Fact]
    public async Task A_function_without_route_and_methods_has_its_name_as_route_and_takes_any_method()
    {
        await using var host = await new TestHost { HostJson = Embedded.Triggers.HostJson.Default with { RoutePrefix = "" } }.Start(typeof(Web));
        using var patched = await host.Http.PatchAsync("/Nothing", null);
        Assert.Equal(HttpStatusCode.Accepted, patched.StatusCode);
    }

    [Theory]
    [InlineData("keyed", null, 401)]
    [InlineData("keyed", "wrong", 401)]
    [InlineData("keyed", "", 401)]
    [InlineData("keyed", "d", 200)]
    [InlineData("keyed", "m", 200)]
    [InlineData("masters", "d", 401)]
    [InlineData("masters", "m", 200)]
    public async Task A_level_is_opened_by_its_key_in_header_or_query(string route, string? key, int status)
    {
        await using var host = new TestHost();
        host.Settings["Host:Keys:default"] = "d";
        host.Settings["Host:Keys:master"] = "m";
        await host.Start(typeof(Web));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/" + route);
        request.Headers.Add("x-functions-key", key is null ? [] : [key]);
        using var byHeader = await host.Http.SendAsync(request);
        using var byQuery = await host.Http.GetAsync($"/api/{route}?code={key}");
        Assert.Equal(status, (int)byHeader.StatusCode);
        Assert.Equal(status, (int)byQuery.StatusCode);
    }

    [Fact]
    public async Task Missing_keys_are_made_once_and_kept_for_the_owner_only()
    {
        var folder = Directory.CreateTempSubdirectory("funnel-keys-").FullName;
        var path = Path.Combine(folder, "host-keys.json");
        string[] keys = ["", ""];
        for (var start = 0; start < 2; start++)
        {
            await using var host = await new TestHost { Settings = { ["Host:Keys:master"] = null }, Configure = options => options.DataFolder = folder }.Start(typeof(Web));
            keys[start] = System.Text.Json.JsonDocument.Parse(await File.ReadAllTextAsync(path)).RootElement.GetProperty("master").GetString()!;
            Assert.Equal("open /api/masters", await host.Http.GetStringAsync("/api/masters?code=" + keys[start]));
        }

        Assert.Equal(keys[0], keys[1]);
        Assert.Equal(64, keys[0].Length);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Without_keys_and_without_a_place_to_keep_them_the_host_does_not_start()
    {
        await using var host = new TestHost { Settings = { ["Host:Keys:default"] = null, ["Host:Keys:master"] = null } };
        var fault = await Assert.ThrowsAsync<Embedded.StartupException>(() => host.Start(typeof(Web)));
        Assert.Contains("Host:Keys:default", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_the_limit_is_refused(bool isChunked)
    {
        await using var host = await new TestHost { Configure = options => options.MaxRequestBodyBytes = 1000 }.Start(typeof(Web));
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/videos/v/comments") { Content = new ByteArrayContent(new byte[1001]) };
        request.Headers.TransferEncodingChunked = isChunked;
        using var refused = await host.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        Assert.Equal("""{"error":"The request body is over the limit of 1000 bytes."}""", await refused.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_fault_is_answered_without_its_details_and_logged_with_them()
    {
        await using var host = new TestHost();
        host.Probe.Behaviour = (_, _) => throw new InvalidOperationException("secret detail");
        await host.Start(typeof(Web));
        using var failed = await host.Http.PostAsync("/api/enter", null);
        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.Equal("""{"error":"Enter failed. The reason is in the host\u0027s log."}""", await failed.Content.ReadAsStringAsync());
        Assert.Contains("Enter failed. secret detail", host.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_that_leaves_cancels_the_function()
    {
        await using var host = new TestHost();
        host.Probe.Behaviour = (_, ct) => Task.Delay(Timeout.Infinite, ct);
        await host.Start(typeof(Web));
        using var left = new CancellationTokenSource();
        var call = host.Http.PostAsync("/api/enter", new StringContent("", Encoding.UTF8), left.Token);
        await host.Probe.Until(probe => probe.Running == 1);
        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await host.Probe.Until(probe => probe.Cancelled == 1);
        await host.Stop();
        Assert.Equal(["Enter cancelled"], host.Runs);
        Assert.DoesNotContain("Error ", host.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/videos/v/comments", "PutVideo cancelled")]
    [InlineData("/api/deaf", "Deaf cancelled")]
    public async Task A_caller_that_leaves_in_the_middle_of_the_body_is_no_failed_run(string path, string run)
    {
        await using var host = await new TestHost().Start(typeof(Web));
        using (var caller = new System.Net.Sockets.TcpClient())
        {
            await caller.ConnectAsync(host.Http.BaseAddress!.Host, host.Http.BaseAddress.Port);
            await caller.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"PUT {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n"));
            var interim = new byte[25];
            await caller.GetStream().ReadExactlyAsync(interim);
            Assert.StartsWith("HTTP/1.1 100", Encoding.ASCII.GetString(interim), StringComparison.Ordinal);
            await caller.GetStream().WriteAsync("half"u8.ToArray());
        }

        await TestHost.Until(() => host.Runs.Count == 1);
        Assert.Equal([run], host.Runs);
        Assert.DoesNotContain("Error ", host.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_outlives_the_stop_is_answered_503()
    {
        await using var host = new TestHost();
        host.Probe.Behaviour = (_, ct) => Task.Delay(Timeout.Infinite, ct);
        await host.Start(typeof(Web));
        var call = host.Http.PostAsync("/api/enter", null);
        await host.Probe.Until(probe => probe.Running == 1);
        var stopped = host.Stop();
        await host.Time.Armed(20 * TestHost.Second);
        host.Time.Advance(20 * TestHost.Second);
        using var answer = await call;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        await stopped;
    }
}
