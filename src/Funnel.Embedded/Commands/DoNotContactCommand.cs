using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Funnel.Embedded.Triggers.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Embedded.Commands;

/// <summary><c>funnel do-not-contact</c>: who wants to be left alone, in a running host.</summary>
internal static class DoNotContactCommand
{
    private const string Path = "api/do-not-contact";

    internal static Command Create() => new("do-not-contact", "Lists who is not to be contacted in a running host, puts people on the list or takes them off it.")
    {
        List(),
        Change("add", "Puts a person on the list: nothing is sent to them any more, in any account.", HttpMethod.Post),
        Change("lift", "Takes a person off the list. What was dropped stays dropped until they ask again.", HttpMethod.Delete),
    };

    private static Command List()
    {
        var host = new RunningHost();
        var command = new Command("list", "Prints the list, the latest first. It holds no names: an id is a keyed hash.");
        host.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            for (string? next = Path; next is not null;)
            {
                var page = await Send(host, parsed, HttpMethod.Get, next, null, null, ct);
                foreach (var person in page.GetProperty("people").EnumerateArray())
                {
                    await output.WriteLineAsync(Line(person));
                }

                next = page.TryGetProperty("next", out var more) ? more.GetString()!.TrimStart('/') : null;
            }

            return CommandLine.Done;
        });
        return command;
    }

    private static Command Change(string name, string description, HttpMethod method)
    {
        var host = new RunningHost();
        var lead = new Option<string?>("--lead") { Description = "The person's lead, by its id." };
        var account = new Option<string?>("--account") { Description = "Instead of --lead: an account of the source." };
        var person = new Option<string?>("--person") { Description = "With --account: the person's id on the platform." };
        var by = new Option<string>("--by") { Description = "Your name, for the audit.", Required = true };
        var command = new Command(name, description) { lead, account, person, by };
        host.AddTo(command);
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(lead) is null == parsed.GetValue(account) is null || parsed.GetValue(account) is null != parsed.GetValue(person) is null)
            {
                parsed.AddError("Say who: --lead ID, or --account ID --person ID.");
            }
        });
        command.SetAction(async (parsed, ct) =>
        {
            var body = new { lead = parsed.GetValue(lead), account = parsed.GetValue(account), person = parsed.GetValue(person) };
            var answer = await Send(host, parsed, method, Path, body, parsed.GetValue(by), ct);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"{(method == HttpMethod.Post ? "Listed" : "Lifted")}: {Line(answer)}");
            return CommandLine.Done;
        });
        return command;
    }

    private static string Line(JsonElement person) => string.Create(CultureInfo.InvariantCulture,
        $"{person.GetProperty("id").GetString()}  {person.GetProperty("at").GetDateTimeOffset():yyyy-MM-dd HH:mm}  {person.GetProperty("source").GetString(),-8}  {person.GetProperty("account").GetString()}  {person.GetProperty("by").GetString()}");

    private static async Task<JsonElement> Send(RunningHost host, ParseResult parsed, HttpMethod method, string path, object? body, string? by, CancellationToken ct)
    {
        var (address, key) = await host.Read(parsed, ct);
        await using var services = new ServiceCollection().AddHttpClient().BuildServiceProvider();
        using var client = services.GetRequiredService<IHttpClientFactory>().CreateClient();
        using var request = new HttpRequestMessage(method, new Uri(address, path)) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add(HostKeys.Header, key);
        if (by is not null && !request.Headers.TryAddWithoutValidation("From", by))
        {
            throw new UsageException($"--by: '{by}' is not what a header may hold");
        }

        try
        {
            using var answer = await client.SendAsync(request, ct);
            var text = await answer.Content.ReadAsStringAsync(ct);
            return answer.IsSuccessStatusCode ? JsonDocument.Parse(text).RootElement
                : answer.StatusCode == HttpStatusCode.BadRequest ? throw new UsageException(text)
                : throw new StartupException("The host refused.", [$"{(int)answer.StatusCode} {answer.ReasonPhrase}: {text}"]);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            throw new StartupException($"The host at {address} gave no answer.", [$"{e.Message}: is it running, at this --port or --url?"], e);
        }
    }
}
