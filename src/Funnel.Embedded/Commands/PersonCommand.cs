using System.CommandLine;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Funnel.Embedded.Triggers.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Embedded.Commands;

/// <summary><c>funnel person</c>: what a running host has stored of one person, and its erasure.</summary>
internal static class PersonCommand
{
    private static readonly string[] Keys = ["lead", "person", "contact", "comment"];
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(3);

    internal static Command Create() => new("person", "Prints all that is stored of one person, or erases it.") { Export(), Erase() };

    private static Command Export()
    {
        var (host, id, by) = (new RunningHost("master"), Id(), By());
        var command = new Command("export", "Prints all that is stored of a person as JSON.") { id, by };
        host.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            var (_, text) = await Send(await host.Read(parsed, ct), HttpMethod.Get, parsed.GetValue(id)!, parsed.GetValue(by), "", null, ct);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(text);
            return CommandLine.Done;
        });
        return command;
    }

    private static Command Erase()
    {
        var (host, id, by) = (new RunningHost("master"), Id(), By());
        var yes = new Option<bool>("--yes") { Description = "Really: what is erased cannot be had back." };
        var forGood = new Option<bool>("--for-good") { Description = "The person is not to be answered either when they ask anew. Of who refused that stays in any case." };
        var name = new Option<string?>("--name") { Description = "Who asks for it, for the log." };
        var command = new Command("erase", "Erases a person over all accounts. Waits for what is being sent to them; what is left is a hash.") { id, by, yes, forGood, name };
        host.AddTo(command);
        command.Validators.Add(parsed =>
        {
            if (!parsed.GetValue(yes))
            {
                parsed.AddError("Say --yes: what is erased cannot be had back. funnel person export shows it.");
            }
        });
        command.SetAction(async (parsed, ct) =>
        {
            var running = await host.Read(parsed, ct);
            var query = parsed.GetValue(forGood) ? "&forGood=true" : "";
            var key = (Id: parsed.GetValue(id)!, By: parsed.GetValue(by));
            while (true)
            {
                var (status, text) = await Send(running, HttpMethod.Delete, key.Id, key.By, query, parsed.GetValue(name), ct);
                using var report = JsonDocument.Parse(text);
                if (status != HttpStatusCode.Accepted)
                {
                    await parsed.InvocationConfiguration.Output.WriteLineAsync(
                        $"Erased: {report.RootElement.GetProperty("pieces")} rows and messages. The host looks once more in two minutes ({report.RootElement.GetProperty("erasure").GetString()}).");
                    return CommandLine.Done;
                }

                // By its own name from here on: what the person was found by may be gone with the next call.
                key = (report.RootElement.GetProperty("erasure").GetString()!, null);
                await Task.Delay(Between, ct);
            }
        });
        return command;
    }

    private static Argument<string> Id() => new("id") { Description = "The id of a lead, of the person on the platform, of a contact, or of a comment they wrote." };

    private static Option<string?> By()
    {
        var by = new Option<string?>("--by") { Description = "Which of them it is; without it all are tried: lead, person, contact, then comment, which reads through all leads." };
        by.AcceptOnlyFromAmong(Keys);
        return by;
    }

    private static async Task<(HttpStatusCode Status, string Text)> Send(
        (Uri Address, string Key) host, HttpMethod method, string id, string? by, string query, string? name, CancellationToken ct)
    {
        await using var services = new ServiceCollection().AddHttpClient().BuildServiceProvider();
        using var client = services.GetRequiredService<IHttpClientFactory>().CreateClient();
        client.DefaultRequestHeaders.Add(HostKeys.Header, host.Key);
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var request = new HttpRequestMessage(method, new Uri(host.Address, $"api/persons/{Uri.EscapeDataString(id)}?by={by}{query}"));
        if (name is not null && !request.Headers.TryAddWithoutValidation("From", name))
        {
            throw new UsageException($"--name {name}: is not what a header may hold");
        }

        try
        {
            using var answer = await client.SendAsync(request, ct);
            var text = await answer.Content.ReadAsStringAsync(ct);
            return answer.IsSuccessStatusCode ? (answer.StatusCode, text)
                : throw new StartupException("The host refused.", [$"{(int)answer.StatusCode} {answer.ReasonPhrase}: {text}"]);
        }
        catch (HttpRequestException e)
        {
            throw new StartupException($"The host at {host.Address} gave no answer.", [$"{e.Message}: is it running, at this --port or --url?"], e);
        }
    }
}
