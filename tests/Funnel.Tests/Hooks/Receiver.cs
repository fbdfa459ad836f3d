using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Funnel.Tests.Hooks;

/// <summary>Another system on this machine that gets what hooks are told, and is as unfriendly as a test wants it.</summary>
internal sealed class Receiver : IDisposable
{
    private readonly HttpListener listener = new();

    public Receiver()
    {
        using (var port = new TcpListener(IPAddress.Loopback, 0))
        {
            port.Start();
            Address = new($"http://127.0.0.1:{((IPEndPoint)port.LocalEndpoint).Port}/funnel");
        }

        listener.Prefixes.Add(Address.GetLeftPart(UriPartial.Authority) + "/");
        listener.Start();
        _ = Listen();
    }

    public Uri Address { get; }

    /// <summary>Status of each next request; 200 when there is none left; -1 never answers.</summary>
    public ConcurrentQueue<int> Answers { get; } = new();

    public ConcurrentQueue<(string Id, string Timestamp, string Signature, string Body, string Path)> Requests { get; } = new();

    /// <summary>Ids of changes in all requests that were taken, in their order.</summary>
    public List<string> Taken { get; } = [];

    public void Dispose() => listener.Close();

    private async Task Listen()
    {
        while (listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                continue; // closed, or a connection that ended
            }

            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            var body = await reader.ReadToEndAsync();
            var headers = context.Request.Headers;
            Requests.Enqueue((headers["webhook-id"] ?? "", headers["webhook-timestamp"] ?? "", headers["webhook-signature"] ?? "", body, context.Request.Url!.AbsolutePath));
            var status = Answers.TryDequeue(out var next) ? next : 200;
            if (status > 0)
            {
                if (status is >= 200 and < 300)
                {
                    using var json = JsonDocument.Parse(body);
                    lock (Taken)
                    {
                        Taken.AddRange(json.RootElement.TryGetProperty("changes", out var changes) ? changes.EnumerateArray().Select(c => c.GetProperty("id").GetString()!) : []);
                    }
                }

                context.Response.StatusCode = status;
                context.Response.Headers["Location"] = "/elsewhere";
                context.Response.Close();
            }
        }
    }
}
