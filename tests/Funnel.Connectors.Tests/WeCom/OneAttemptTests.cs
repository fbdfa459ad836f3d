using System.Net;
using System.Net.Sockets;
using System.Text;
using Funnel.Connectors.WeCom;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Connectors.Tests.WeCom;

public sealed class OneAttemptTests
{
    /// <summary>
    /// The socket handler repeats requests by itself when a pooled connection turns out to be dead. This server takes each request on a connection that was used before,
    /// reads all of it and closes without an answer.
    /// </summary>
    [Fact]
    public async Task A_send_on_a_reused_connection_that_dies_is_not_repeated()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var requests = new List<string>();
        using var stop = new CancellationTokenSource();
        var serving = Serve(listener, requests, stop.Token);
        await using var services = new ServiceCollection()
            .AddWeCom(LoopbackWeCom.Settings($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"))
            .BuildServiceProvider();
        var wecom = services.GetRequiredService<WeComDestination>();

        Assert.True((await wecom.Welcome(new("staff", "wx"), "FIRST", new("hi", []), default)).Ok);
        Assert.Equal(FailureKind.Unknown, (await wecom.Welcome(new("staff", "wx"), "SECOND", new("hi", []), default)).Failure!.Kind);
        Assert.Equal(1, requests.Count(request => request.Contains("FIRST", StringComparison.Ordinal)));
        Assert.Equal(1, requests.Count(request => request.Contains("SECOND", StringComparison.Ordinal)));

        await stop.CancelAsync();
        await serving;
    }

    [Fact]
    public async Task A_host_that_cannot_be_reached_has_certainly_done_nothing()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        await using var services = new ServiceCollection().AddWeCom(LoopbackWeCom.Settings($"http://127.0.0.1:{port}")).BuildServiceProvider();
        var failure = (await services.GetRequiredService<WeComDestination>().Welcome(new("staff", "wx"), "CODE", new("hi", []), default)).Failure!;
        Assert.Equal((FailureKind.Transient, "connect"), (failure.Kind, failure.Code));
    }

    private static async Task Serve(TcpListener listener, List<string> requests, CancellationToken ct)
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(Talk(await listener.AcceptTcpClientAsync(ct), requests, ct));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private static async Task Talk(TcpClient client, List<string> requests, CancellationToken ct)
    {
        using var connection = client;
        var stream = connection.GetStream();
        try
        {
            for (var sends = 0; await Request(stream, ct) is { } request;)
            {
                lock (requests)
                {
                    requests.Add(request);
                }

                if (request.StartsWith("POST", StringComparison.Ordinal) && ++sends > 1)
                {
                    return;
                }

                const string body = """{"errcode":0,"access_token":"T","expires_in":7200}""";
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"), ct);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private static async Task<string?> Request(NetworkStream stream, CancellationToken ct)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (true)
        {
            var read = await stream.ReadAsync(buffer, ct);
            if (read == 0)
            {
                return null;
            }

            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            var all = text.ToString();
            var head = all.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            var length = all.Split("Content-Length: ") is [_, var rest, ..] ? int.Parse(rest.Split('\r')[0]) : 0;
            if (head >= 0 && all.Length >= head + 4 + length)
            {
                return all;
            }
        }
    }
}
