using Funnel.Configuration;
using Funnel.Intake.Handed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Funnel.Embedded.Commands;

/// <summary>The data folder of a host that is stopped: what is handed over waits there until it runs.</summary>
internal sealed class HandedToFolder : IHandedTo
{
    private readonly ServiceProvider services;
    private readonly IDisposable alone;

    private HandedToFolder(ServiceProvider services, IDisposable alone, string where) => (this.services, this.alone, Where) = (services, alone, where);

    public string Where { get; }

    /// <exception cref="StartupException">The folder is in use, or the configuration cannot be read.</exception>
    /// <exception cref="SettingsException">The configuration is wrong.</exception>
    public static async Task<HandedToFolder> Open(string config, string folder, CancellationToken ct)
    {
        var configuration = await HostFile.Load(config, ct);
        var settings = new SettingsReader(configuration);
        var collection = new ServiceCollection().AddLogging(l => l.SetMinimumLevel(LogLevel.Error).AddSimpleConsole());
        EmbeddedHost.AddProduct(collection, new EmbeddedSetup(configuration, folder, Port: 0), settings.Read<EmbeddedOptions>(EmbeddedOptions.SectionName), settings);
        settings.Check();
        DataFolder.Make(folder);
        var alone = DataFolder.Take(folder);
        var services = collection.BuildServiceProvider();
        try
        {
            await services.GetRequiredService<FirstReads>().Run(ct);
        }
        catch
        {
            await services.DisposeAsync();
            alone.Dispose();
            throw;
        }

        return new(services, alone, $"they are worked on when the host runs: funnel serve --config {config} --data {folder}");
    }

    public async Task<HandedResult> Take(string account, IReadOnlyList<HandedComment> comments, HandedWish wish, CancellationToken ct)
    {
        var handed = services.GetRequiredService<HandedComments>();
        return handed.Of(account) switch
        {
            HandedAccount.Takes => await handed.Take(account, comments, wish, ct),
            HandedAccount.Unknown => throw new UsageException($"--account {account}: there is no such account in the configuration"),
            HandedAccount.Off => throw new UsageException($"--account {account}: its platform is switched off"),
            _ => throw new UsageException($"--account {account}: its comments are read by its platform's own connector; hand comments over for an account whose platform is assist"),
        };
    }

    public Task<HandedState?> State(string account, CancellationToken ct) => Task.FromResult<HandedState?>(null);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        alone.Dispose();
    }
}
