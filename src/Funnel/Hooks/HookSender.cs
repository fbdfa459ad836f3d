using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Funnel.Hooks;

/// <summary>What one request came to.</summary>
/// <param name="Error">Why it was not taken; null when it was.</param>
/// <param name="IsGone">The receiver wants no more.</param>
/// <param name="After">How long the receiver asks to be left alone.</param>
internal sealed record HookAnswer(string? Error, bool IsGone = false, TimeSpan? After = null)
{
    public static HookAnswer Taken { get; } = new((string?)null);
}

/// <summary>Makes one signed request. No redirection is followed, and an answer's body is not read.</summary>
internal sealed class HookSender(IHttpClientFactory clients, TimeProvider time)
{
    /// <summary>The client for hooks that may be in a private network, and for those that may not.</summary>
    public const string Anywhere = "hook-anywhere";
    public const string Public = "hook-public";

    public async Task<HookAnswer> Send(HookOptions hook, string id, byte[] body, CancellationToken ct)
    {
        var seconds = time.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, hook.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Funnel", "1"));
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", seconds.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", HookSignature.Of(HookSignature.KeyOf(hook.Secret)!, id, seconds, body));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(hook.Timeout);
        try
        {
            using var answer = await clients.CreateClient(hook.AllowPrivate || hook.Url!.IsLoopback ? Anywhere : Public).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return answer.IsSuccessStatusCode ? HookAnswer.Taken
                : new($"answered {(int)answer.StatusCode}{((int)answer.StatusCode is >= 300 and < 400 ? ", and redirections are not followed: write the address it leads to" : "")}",
                    answer.StatusCode == HttpStatusCode.Gone, Wait(answer.Headers.RetryAfter));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new(string.Create(CultureInfo.InvariantCulture, $"no answer within {hook.Timeout.TotalSeconds} s"));
        }
        catch (HttpRequestException e)
        {
            return new(TextCutter.Chars(e.InnerException is PrivateAddressException inner ? inner.Message : e.Message, 200));
        }
    }

    /// <summary>Connects to public addresses alone: what a name leads to is looked at when it is connected to, so that a name that changes in between changes nothing.</summary>
    public static async ValueTask<Stream> ConnectInPublic(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, ct);
        var allowed = addresses.Where(a => !IsPrivate(a)).ToArray();
        if (allowed.Length == 0)
        {
            throw new PrivateAddressException($"{context.DnsEndPoint.Host} is in a private network: write allowPrivate if that is meant");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Loopback, link-local, shared, private and unspecified addresses of both families.</summary>
    internal static bool IsPrivate(IPAddress address)
    {
        var a = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (IPAddress.IsLoopback(a) || a.Equals(IPAddress.Any) || a.Equals(IPAddress.IPv6Any))
        {
            return true;
        }

        var bytes = a.GetAddressBytes();
        return a.AddressFamily == AddressFamily.InterNetwork
            ? bytes[0] is 0 or 10 or >= 224 || (bytes[0], bytes[1]) is (169, 254) or (192, 168) || (bytes[0] == 172 && bytes[1] is >= 16 and < 32) || (bytes[0] == 100 && bytes[1] is >= 64 and < 128)
            : a.IsIPv6LinkLocal || a.IsIPv6SiteLocal || a.IsIPv6UniqueLocal || a.IsIPv6Multicast;
    }

    private TimeSpan? Wait(RetryConditionHeaderValue? header) => header?.Delta ?? (header?.Date is { } at && at - time.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : null);

    private sealed class PrivateAddressException(string message) : IOException(message);
}
