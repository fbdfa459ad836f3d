using System.Net;
using System.Net.Http.Json;
using Funnel.Configuration;
using Funnel.Embedded.Sqlite;
using Funnel.Embedded.Triggers;
using Funnel.Functions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Funnel.Embedded;

/// <summary>How an embedded host is set up.</summary>
/// <param name="Data">Folder of the database, keys and everything that must survive; made when missing.</param>
/// <param name="Port">0 takes a free one.</param>
/// <param name="Storage">Registers the storage; SQLite in the data folder by default.</param>
/// <param name="Quiet">Only warnings and errors are logged.</param>
/// <param name="Time">The system's by default.</param>
internal sealed record EmbeddedSetup(
    IConfigurationRoot Configuration, string Data, int Port, Action<IServiceCollection>? Storage = null, bool Quiet = false, TimeProvider? Time = null);

/// <summary>The whole product in one process: the functions, their triggers, the console, and the storage.</summary>
internal sealed partial class EmbeddedHost : IAsyncDisposable
{
    private const string AnnounceClient = "announce";
    private readonly WebApplication app;
    private readonly IDisposable folder;

    private EmbeddedHost(WebApplication app, IDisposable folder) => (this.app, this.folder) = (app, folder);

    public IServiceProvider Services => app.Services;

    /// <summary>Where it listens.</summary>
    public Uri BaseUrl { get; private set; } = new("http://127.0.0.1/");

    /// <exception cref="SettingsException">The configuration is wrong.</exception>
    /// <exception cref="StartupException">The host cannot start.</exception>
    public static async Task<EmbeddedHost> Start(EmbeddedSetup setup, CancellationToken ct)
    {
        var configuration = new ConfigurationBuilder().AddConfiguration(setup.Configuration).AddConfiguration(TelemetryRegistration.Variables()).Build();
        var settings = new SettingsReader(configuration);
        var options = settings.Read<EmbeddedOptions>(EmbeddedOptions.SectionName);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddConfiguration(configuration);
        Logging(builder, setup.Quiet);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k =>
        {
            k.AddServerHeader = false;
            Connections.Limit(k, options.MaxConnections);
            var connections = Connections.Of(k.ApplicationServices, options.MaxConnections);
            k.Listen(IPAddress.Parse(options.Bind), setup.Port, l => l.Use(next => connection => connections.Take(connection, next)));
        });
        builder.Services.AddRouting();
        AddProduct(builder.Services, setup, options, settings);
        settings.Check();
        var loose = DataFolder.Make(setup.Data);
        await AddHost(builder.Services.AddTelemetry(configuration), setup, options, ct);
        var folder = DataFolder.Share(setup.Data);
        var app = builder.Build();
        var host = new EmbeddedHost(app, folder);
        if (loose.Count > 0)
        {
            Log.Tightened(app.Services.GetRequiredService<ILogger<EmbeddedHost>>(), setup.Data, loose.Count);
        }

        try
        {
            await app.Services.GetRequiredService<FirstReads>().Run(ct);
            host.EndWithItsStore();
            app.MapFunctions();
            await app.StartAsync(ct);
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await host.DisposeAsync();
            throw new StartupException("The port is taken.", [$"{options.Bind}:{setup.Port} is in use: stop what listens there, or choose another --port"], e);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }

        host.BaseUrl = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await host.Announce(options, ct);
        return host;
    }

    /// <summary>Cancelled when the host ends, by itself or because it was told to.</summary>
    public CancellationToken Stopping => Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;

    /// <summary>Why it ended by itself; null when it did not.</summary>
    public string? Fault { get; private set; }

    /// <summary>Takes no new work, lets running work end, flushes.</summary>
    public Task Stop() => app.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>What is done without the file that was opened is forgotten: the host ends when it is gone. The health check fails by itself in the meantime.</summary>
    private void EndWithItsStore()
    {
        var log = Services.GetRequiredService<ILogger<EmbeddedHost>>();
        var stop = Services.GetRequiredService<IHostApplicationLifetime>().StopApplication;
        Services.GetService<SqliteStore>()?.Gone.Register(() =>
        {
            Fault = SqliteStore.WhyGone(Services.GetRequiredService<SqliteStore>().File);
            Log.StoreGone(log, Fault);
            stop();
        });
    }

    /// <summary>The product with its storage, without what makes it run.</summary>
    internal static void AddProduct(IServiceCollection services, EmbeddedSetup setup, EmbeddedOptions options, SettingsReader settings)
    {
        services.AddSingleton(setup.Time ?? TimeProvider.System);
        (setup.Storage ?? (s => s.AddSqliteStorage(setup.Data)))(services);
        services.AddFunnelFunctions(settings);
        if (setup.Storage is null)
        {
            services.AddFileKeyRing(new DirectoryInfo(Path.Combine(setup.Data, DataFolder.Keys)), options, settings);
        }
        else
        {
            services.AddSharedKeyRing(settings); // others may work on the same storage
        }
    }

    private static async Task AddHost(IServiceCollection services, EmbeddedSetup setup, EmbeddedOptions options, CancellationToken ct)
    {
        services.AddHttpClient(AnnounceClient, c => c.Timeout = TimeSpan.FromSeconds(10)).RemoveAllLoggers();
        var hostJson = await HostJson.Load(Path.Combine(AppContext.BaseDirectory, "host.json"), ct);
        services.AddFunctionHost([FunctionsRegistration.Assembly], hostJson, o =>
        {
            options.Apply(o);
            o.DataFolder = setup.Data;
        });
    }

    private static void Logging(WebApplicationBuilder builder, bool quiet)
    {
        builder.Logging.SetMinimumLevel(quiet ? LogLevel.Error : LogLevel.Information).FilterFrameworks();
        builder.Logging.AddSimpleConsole(c =>
        {
            c.SingleLine = true;
            c.TimestampFormat = "HH:mm:ss ";
            c.IncludeScopes = false;
        });
        builder.Logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    private async Task Announce(EmbeddedOptions options, CancellationToken ct)
    {
        if (options.AnnounceTo is not { } to)
        {
            return;
        }

        var log = Services.GetRequiredService<ILogger<EmbeddedHost>>();
        using var client = Services.GetRequiredService<IHttpClientFactory>().CreateClient(AnnounceClient);
        try
        {
            using var answer = await client.PostAsJsonAsync(to, new { baseUrl = BaseUrl.AbsoluteUri.TrimEnd('/') }, ct);
            if (!answer.IsSuccessStatusCode)
            {
                Log.NotAnnounced(log, to, await answer.Content.ReadAsStringAsync(ct));
            }
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            Log.NotAnnounced(log, to, e.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4001, LogLevel.Warning, "The address could not be announced to {To}: {Why}. Callbacks will not arrive; polling and reconciling go on.")]
        public static partial void NotAnnounced(ILogger log, Uri to, string why);

        [LoggerMessage(4003, LogLevel.Warning,
            "{Folder}: other users of this machine could have read it or files in it ({Count}); now only the user who runs this host may. Whoever else made copies of it has them still")]
        public static partial void Tightened(ILogger log, string folder, int count);

        [LoggerMessage(4002, LogLevel.Critical, "{Why}")]
        public static partial void StoreGone(ILogger log, string why);
    }
}
