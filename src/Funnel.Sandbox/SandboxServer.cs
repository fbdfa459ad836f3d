using System.Globalization;
using System.Net;
using Funnel.Sandbox.Books;
using Funnel.Sandbox.Callbacks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Sandbox;

/// <summary>
/// Platforms on which people comment (Douyin by default) and WeCom on one loopback port, with an audience that comments, reads, opens chats, adds and leaves. Speaks only the wire: it shares no
/// code with what it tests. All state is in memory and ends with it.
/// </summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly TimeProvider time;
    private int begun;

    private SandboxServer(WebApplication app, World world, TimeProvider time) => (this.app, World, this.time) = (app, world, time);

    /// <summary><c>http://127.0.0.1:PORT/</c>, for all platforms.</summary>
    public Uri BaseUrl { get; private set; } = new("http://127.0.0.1/");

    /// <summary>The platforms on which people comment, in the order in which arrivals are dealt to them.</summary>
    public IReadOnlyList<SandboxSource> Sources =>
        [.. World.Sources.Select(source => new SandboxSource(source.Name, SandboxSources.AccountOf(source.Name), source.IsHandedOver, source.HasOperator))];

    /// <summary>What happened up to now, by person.</summary>
    public SandboxBooks Books => World.Books.Snapshot();

    /// <summary>Comments of which a host can know up to now: first-level ones, and the answers to them that it was told of.</summary>
    public int Comments => World.Sources.Sum(source => source.Shop.Wall.Comments) + World.Crowd.AnswersTold;

    /// <summary>Comments that asked; fewer people, for some ask twice.</summary>
    public int Asked => World.Books.Count(Page.Asked);

    /// <summary>No more people come, nobody has a move left, and no callback is on its way. A call of the host can end it.</summary>
    public bool IsQuiet => World.Moves.Quiet;

    /// <summary>Faults of the sandbox itself: always empty unless it is wrong.</summary>
    public IReadOnlyList<string> Troubles => World.Troubles.All;

    internal World World { get; }

    /// <summary>Starts all servers and, if there is one that does not wait, the audience.</summary>
    /// <exception cref="ArgumentException">Options are out of range; the message names all of them.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static Task<SandboxServer> StartAsync(SandboxOptions options, CancellationToken ct = default) => StartAsync(options, TimeProvider.System, ct);

    /// <inheritdoc cref="StartAsync(SandboxOptions, CancellationToken)"/>
    /// <param name="time">The clock of all limits, lifetimes and delays.</param>
    public static async Task<SandboxServer> StartAsync(SandboxOptions options, TimeProvider time, CancellationToken ct = default)
    {
        options.Validate();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, options.Port));
        builder.Services.AddRouting();
        builder.Services.AddHttpClient(CallbackSender.Client).RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });
        var app = builder.Build();
        var server = new SandboxServer(app, new World(options, time, app.Services.GetRequiredService<IHttpClientFactory>()), time);
        app.Use((context, next) =>
        {
            context.Response.Headers.Date = server.World.Clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
            return next(context);
        });
        server.World.Map(app);
        new SandboxRoutes(server.World, server, time).Map(app);
        try
        {
            await app.StartAsync(ct);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        server.BaseUrl = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        if (!options.AudienceWaits)
        {
            server.StartAudience();
        }

        return server;
    }

    /// <summary>A ready host configuration. <paramref name="announceTo"/> is where the host announces its callback address; this server by default.</summary>
    public string ConfigJson(string? announceTo = null) => SandboxConfig.Write(
        BaseUrl, announceTo ?? new Uri(BaseUrl, "/sandbox/callbacks").AbsoluteUri, World.Options.ListLagBy, World.Sources, World.Corp,
        World.Options.OfficialAccount ? World.Account : null, World.Group, World.Options.FriendsStay);

    /// <summary>See <see cref="SandboxOptions.Grows"/>.</summary>
    public bool Grows => World.Options.Grows;

    /// <summary>Sets where callbacks go (<c>{baseUrl}/api/events/douyin</c>, <c>…/wecom</c> and so on), after the handshakes.</summary>
    /// <exception cref="HttpRequestException">A handshake failed three times; events of all but WeCom are sent there nevertheless.</exception>
    public Task SetCallbacks(Uri baseUrl, CancellationToken ct = default) => World.SetCallbacks(baseUrl, time, ct);

    /// <summary>Who scans where staff sign in to the console: a member's user id, the one member's by default; null for somebody of no corp; empty for somebody who presses "no".</summary>
    public string? Scanner
    {
        get => World.Login.Scanner;
        set => World.Login.Scanner = value;
    }

    /// <summary>People come from now on. Idempotent.</summary>
    public void StartAudience()
    {
        if (Interlocked.Exchange(ref begun, 1) == 0)
        {
            World.Crowd.Start();
        }
    }

    /// <summary>No new comments from now on; people who are in the middle of something finish it. Idempotent.</summary>
    public void StopAudience() => World.Crowd.Stop();

    /// <summary>Changes fault rates; the ones not named stay.</summary>
    /// <exception cref="ArgumentException">A name or rate is wrong; nothing was changed.</exception>
    public void SetFaults(IReadOnlyDictionary<string, double> rates) => World.Faults.Set(rates);

    public async ValueTask DisposeAsync()
    {
        await World.Moves.Stop();
        await app.DisposeAsync();
        World.Dispose();
    }

    private static void Listen(KestrelServerOptions kestrel, int port)
    {
        kestrel.Limits.MaxRequestBodySize = 32 << 20; // the largest media file is 20 MB
        kestrel.Listen(IPAddress.Loopback, port);
    }
}
