using System.CommandLine;
using System.Net.Http.Json;
using System.Text.Json;
using Funnel.Embedded.Triggers.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Embedded.Commands;

/// <summary><c>funnel link</c>: a new sign-in link from a running host.</summary>
internal static class LinkCommand
{
    internal static Command Create()
    {
        var data = new Option<string>("--data") { Description = "The running host's data folder.", Required = true };
        var port = new Option<int>("--port") { Description = "The running host's port.", DefaultValueFactory = _ => ServeCommand.DefaultPort };
        Ports.Check(port);
        var command = new Command("link", "Prints a new one-time link into the console of a running host.") { data, port };
        command.SetAction((parsed, ct) => Run(parsed.GetValue(data)!, parsed.GetValue(port), ct));
        return command;
    }

    private static async Task<int> Run(string data, int port, CancellationToken ct)
    {
        await using var services = new ServiceCollection().AddHttpClient().BuildServiceProvider();
        using var client = services.GetRequiredService<IHttpClientFactory>().CreateClient();
        client.DefaultRequestHeaders.Add(HostKeys.Header, await RunningHost.KeyOf(data, "master", ct));
        try
        {
            using var answer = await client.PostAsync(new Uri(RunningHost.Local(port), "api/console-link"), null, ct);
            answer.EnsureSuccessStatusCode();
            var link = await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
            await System.Console.Out.WriteLineAsync(link.GetProperty("url").GetString());
            return CommandLine.Done;
        }
        catch (HttpRequestException e)
        {
            throw new StartupException($"The host on port {port} gave no link.", [$"{e.Message}: is it running, with this --data folder and --port?"], e);
        }
    }
}
