using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Funnel.Sandbox;

namespace Funnel.Connectors.Tests.Sandbox;

public sealed class SandboxRouteTests
{
    [Fact]
    public async Task A_host_announces_itself_and_events_reach_it()
    {
        await using var bench = await Bench.Start();
        await using var receiver = await Receiver.Start(bench.Server);
        var status = await bench.Json("/sandbox/callbacks", new JsonObject { ["baseUrl"] = receiver.Address.AbsoluteUri });
        Assert.Equal(receiver.Address.AbsoluteUri, (string?)status["callbacks"]!["to"]);
        bench.Server.World.Events.Balance(exhausted: true);
        var message = receiver.Open((await receiver.Wait(1))[0]);
        Assert.Equal("balance_exhausted", message.Element("ChangeType")!.Value);
    }

    [Theory]
    [InlineData("http://example.com/")]
    [InlineData("not an address")]
    public async Task Only_loopback_addresses_are_called(string address)
    {
        await using var bench = await Bench.Start();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sandbox/callbacks") { Content = JsonContent.Create(new JsonObject { ["baseUrl"] = address }) };
        using var answer = await bench.Raw(request);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Nobody_there_is_told_to_whoever_announced_it()
    {
        await using var bench = await Bench.Start(new SandboxOptions { CallbackRetryGap = TimeSpan.Zero });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sandbox/callbacks")
        {
            Content = JsonContent.Create(new JsonObject { ["baseUrl"] = "http://127.0.0.1:1/" }),
        };
        using var answer = await bench.Raw(request);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    [Fact]
    public async Task A_stopped_audience_says_nothing_new()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Speed = 1000, Audience = 1_000_000 });
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server.BaseUrl };
        using var answer = await http.PostAsync(new Uri("/sandbox/stop", UriKind.Relative), null);
        Assert.True((bool)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["stopped"]!);
        await SandboxCallbackTests.Quiet(server);
        var comments = server.Comments;
        await Task.Delay(50);
        Assert.Equal(comments, server.Comments);
    }

    [Fact]
    public async Task A_taken_port_is_an_IO_error()
    {
        await using var bench = await Bench.Start();
        await Assert.ThrowsAnyAsync<IOException>(() => SandboxServer.StartAsync(new SandboxOptions { Audience = 0, Port = bench.Server.BaseUrl.Port }));
    }
}
