using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Funnel.Console.SignIn;

/// <summary>Where a request comes from.</summary>
/// <param name="Text">The address; empty when it is not known.</param>
/// <param name="Bucket">What is counted together: an IPv4 address, or an IPv6 network of 64 bits, which is one customer's.</param>
/// <param name="IsOneClient">Whether nobody else's requests come from there, as far as a proxy that is trusted can tell. Without one, the address may be that of a proxy, and everybody's.</param>
public sealed record ClientAddress(string Text, string Bucket, bool IsOneClient);

/// <summary>
/// Tells where requests come from. <c>X-Forwarded-For</c> is believed from the proxies in <see cref="ConsoleOptions.TrustedProxies"/> alone, from its end on, as
/// far as those wrote it: anybody can send the rest.
/// </summary>
public sealed class ClientAddresses(IOptions<ConsoleOptions> options)
{
    private const string Header = "X-Forwarded-For";
    private const int MostHops = 20;
    private readonly IReadOnlyList<IPNetwork> trusted = [.. options.Value.TrustedProxies.Select(Network).OfType<IPNetwork>()];

    /// <summary>A network, or one address as one.</summary>
    /// <returns>Null for what is neither.</returns>
    public static IPNetwork? Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var one) ? new IPNetwork(one, one.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)
        : null;

    public ClientAddress Of(HttpContext http)
    {
        if (Plain(http.Connection.RemoteIpAddress) is not { } address)
        {
            return new("", "", false);
        }

        var hops = http.Request.Headers[Header].SelectMany(h => (h ?? "").Split(',')).Reverse().Take(MostHops);
        foreach (var hop in hops)
        {
            if (!IsTrusted(address) || Address(hop.Trim()) is not { } before)
            {
                break;
            }

            address = before;
        }

        return new(address.ToString(), Bucket(address), trusted.Count > 0 && !IsTrusted(address));
    }

    /// <summary>Whether the machine that made this connection is a proxy that is trusted.</summary>
    public bool ComesFromProxy(HttpContext http) => Plain(http.Connection.RemoteIpAddress) is { } address && IsTrusted(address);

    private bool IsTrusted(IPAddress address) => trusted.Any(t => t.Contains(address));

    /// <summary>Some proxies write a port behind it.</summary>
    private static IPAddress? Address(string hop) =>
        IPAddress.TryParse(hop, out var address) ? Plain(address) : IPEndPoint.TryParse(hop, out var end) ? Plain(end.Address) : null;

    private static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;

    private static string Bucket(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address.ToString();
        }

        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes) + "/64";
    }
}
