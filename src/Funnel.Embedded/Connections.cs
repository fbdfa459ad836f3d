using System.Collections.Concurrent;
using System.Net;
using Funnel.Console;
using Funnel.Console.SignIn;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Funnel.Embedded;

/// <summary>
/// How many connections there may be, and how long somebody may take over a request. One address has a quarter of them at most, so that nobody takes them all; that is not asked of this
/// machine and of trusted proxies, which have everybody's.
/// </summary>
internal sealed class Connections(int most, IReadOnlyList<IPNetwork> proxies)
{
    private static readonly TimeSpan HeadersWithin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan KeepAlive = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<IPAddress, int> open = new();

    public static void Limit(KestrelServerOptions kestrel, int most)
    {
        kestrel.Limits.MaxConcurrentConnections = most;
        kestrel.Limits.RequestHeadersTimeout = HeadersWithin;
        kestrel.Limits.KeepAliveTimeout = KeepAlive;
    }

    public static Connections Of(IServiceProvider services, int most) =>
        new(most, [.. services.GetRequiredService<IOptions<ConsoleOptions>>().Value.TrustedProxies.Select(ClientAddresses.Network).OfType<IPNetwork>()]);

    public async Task Take(ConnectionContext connection, ConnectionDelegate next)
    {
        if (connection.RemoteEndPoint is not IPEndPoint { Address: var from } || IsMany(from))
        {
            await next(connection);
            return;
        }

        try
        {
            if (open.AddOrUpdate(from, 1, (_, n) => n + 1) <= Math.Max(1, most / 4))
            {
                await next(connection); // else it ends here, and is closed
            }
        }
        finally
        {
            if (open.AddOrUpdate(from, 0, (_, n) => n - 1) <= 0)
            {
                open.TryRemove(KeyValuePair.Create(from, 0));
            }
        }
    }

    private bool IsMany(IPAddress address) => IPAddress.IsLoopback(address) || proxies.Any(p => p.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));
}
