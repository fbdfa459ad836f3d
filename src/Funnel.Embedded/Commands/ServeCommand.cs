using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Embedded.Commands;

/// <summary><c>funnel serve</c>: the host for real accounts, or for a sandbox.</summary>
internal static class ServeCommand
{
    public const int DefaultPort = 7080;

    internal static Command Create()
    {
        var config = new Option<string>("--config") { Description = "The configuration: accounts, secrets, offers (see README).", Required = true };
        var data = new Option<string>("--data") { Description = "Folder for everything that must survive a restart.", Required = true };
        var port = new Option<int>("--port") { Description = "Port to listen on; 0 takes a free one.", DefaultValueFactory = _ => DefaultPort };
        var storage = StorageOption.Create();
        var profile = ProfileOption.Create();
        Ports.Check(port);
        var command = new Command("serve", "Runs the host: reads comments, answers, receives callbacks, shows the console. Ctrl-C stops it.") { config, data, port, storage, profile };
        command.SetAction((parsed, ct) => Run(parsed.GetValue(config)!, parsed.GetValue(data)!, parsed.GetValue(port), StorageOption.Parse(parsed.GetValue(storage)), parsed.GetValue(profile), ct));
        return command;
    }

    private static async Task<int> Run(string config, string data, int port, Action<IServiceCollection>? storage, HostProfile? profile, CancellationToken ct)
    {
        var configuration = await HostFile.Load(config, ct);
        ProfileOption.Apply(configuration, profile);
        await using var host = await EmbeddedHost.Start(new EmbeddedSetup(configuration, data, port, storage), ct);
        await System.Console.Out.WriteLineAsync($"Listening on {host.BaseUrl}");
        await host.Services.PrintConsoleLink(host.BaseUrl);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, host.Stopping);
        await Ending.Wait(either.Token);
        await System.Console.Out.WriteLineAsync("Stopping: running work is finished first.");
        await host.Stop();
        return host.Fault is { } fault ? throw new StartupException("The host has ended.", [fault]) : CommandLine.Done;
    }
}
