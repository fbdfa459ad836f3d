using System.CommandLine;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Funnel.Console.SignIn;
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
        var name = new Option<string?>("--name") { Description = "Who gets it: the name in journals and in the audit." };
        var role = new Option<Role?>("--role") { Description = "What they may do: viewer, operator or admin. Operator for who is named, else admin." };
        var merchants = new Option<string[]>("--merchant") { Description = "For whom they work, as accounts name their merchant; may be given several times. Without it for all." };
        Ports.Check(port);
        var command = new Command("link", "Prints a new one-time link into the console of a running host.") { data, port, name, role, merchants };
        command.SetAction((parsed, ct) => Run(
            parsed.GetValue(data)!, parsed.GetValue(port), parsed.GetValue(name), parsed.GetValue(role), parsed.GetValue(merchants) ?? [], parsed.InvocationConfiguration.Output, ct));
        return command;
    }

    private static async Task<int> Run(string data, int port, string? name, Role? role, string[] merchants, TextWriter output, CancellationToken ct)
    {
        await using var services = new ServiceCollection().AddHttpClient().BuildServiceProvider();
        using var client = services.GetRequiredService<IHttpClientFactory>().CreateClient();
        client.DefaultRequestHeaders.Add(HostKeys.Header, await RunningHost.KeyOf(data, "master", ct));
        try
        {
            using var answer = await client.PostAsJsonAsync(new Uri(RunningHost.Local(port), "api/console-link"), new { name, role = role?.ToString(), merchants }, ct);
            if (answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Conflict)
            {
                throw new UsageException((await answer.Content.ReadFromJsonAsync<JsonElement>(ct)).GetProperty("error").GetString()!);
            }

            answer.EnsureSuccessStatusCode();
            var link = await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
            if ((name is not null || role is not null || merchants.Length > 0) && !link.TryGetProperty(merchants.Length > 0 ? "merchants" : "role", out _))
            {
                throw new StartupException("The host is of a version that knows no names, roles or merchants of links.", ["its links are an admin's: none is printed, and the one it made ends by itself"]);
            }

            await output.WriteLineAsync(link.GetProperty("url").GetString());
            return CommandLine.Done;
        }
        catch (HttpRequestException e)
        {
            throw new StartupException($"The host on port {port} gave no link.", [$"{e.Message}: is it running, with this --data folder and --port?"], e);
        }
    }
}
