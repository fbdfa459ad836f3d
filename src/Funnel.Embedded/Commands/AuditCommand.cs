using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Funnel.Audit;
using Funnel.Embedded.Triggers.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Embedded.Commands;

/// <summary><c>funnel audit</c>: who did what in a running host, the newest first.</summary>
internal static class AuditCommand
{
    private static readonly JsonSerializerOptions Lines = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static Command Create()
    {
        var host = new RunningHost();
        string[] names = ["from", "to", "by", "what", "on"];
        string[] meanings =
        [
            "The first day, as 2026-03-01, or a moment such as 2026-03-01T08:00:00Z; 31 days ago when not given.", "The last day or moment; now when not given.",
            "Part of a name.", "An action, such as signed-in.", "Part of what it was done to, such as lead/ or offers/guide.",
        ];
        var asked = names.Zip(meanings, (name, meaning) => new Option<string?>("--" + name) { Description = meaning }).ToList();
        var csv = new Option<bool>("--csv") { Description = "Prints CSV instead of JSON lines." };
        var command = new Command("audit", "Prints who did what in a running host, when, and what was refused: the newest first.");
        asked.ForEach(command.Options.Add);
        command.Options.Add(csv);
        host.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            var query = new QueryBuilder();
            foreach (var (option, name) in asked.Zip(names).Where(a => parsed.GetValue(a.First) is not null))
            {
                query.Add(name, parsed.GetValue(option)!);
            }

            query.Add("take", "1000");
            var (address, key) = await host.Read(parsed, ct);
            await Print(address, key, "api/audit" + query, parsed.GetValue(csv), parsed.InvocationConfiguration.Output, ct);
            return CommandLine.Done;
        });
        return command;
    }

    private static async Task Print(Uri address, string key, string path, bool csv, TextWriter output, CancellationToken ct)
    {
        await using var services = new ServiceCollection().AddHttpClient().BuildServiceProvider();
        using var client = services.GetRequiredService<IHttpClientFactory>().CreateClient();
        client.BaseAddress = address;
        client.DefaultRequestHeaders.Add(HostKeys.Header, key);
        await output.WriteAsync(csv ? AuditCsv.Head : "");
        for (string? next = path; next is not null;)
        {
            var page = await Read(client, next.TrimStart('/'), ct);
            foreach (var line in page.GetProperty("lines").EnumerateArray())
            {
                await (csv ? output.WriteAsync(AuditCsv.Row(Of(line))) : output.WriteLineAsync(JsonSerializer.Serialize(line, Lines)));
            }

            next = page.TryGetProperty("next", out var more) ? more.GetString() : null;
        }
    }

    private static AuditLine Of(JsonElement line)
    {
        string? Text(string name) => line.TryGetProperty(name, out var value) ? value.GetString() : null;
        return new(Text("by")!, Text("what")!, Text("on")!)
        {
            At = line.GetProperty("at").GetDateTimeOffset(),
            Before = Text("before"),
            After = Text("after"),
            Address = Text("address"),
            Count = line.GetProperty("count").GetInt32(),
        };
    }

    private static async Task<JsonElement> Read(HttpClient client, string path, CancellationToken ct)
    {
        try
        {
            using var answer = await client.GetAsync(path, ct);
            var text = await answer.Content.ReadAsStringAsync(ct);
            var json = JsonDocument.Parse(text).RootElement;
            return answer.IsSuccessStatusCode ? json
                : (int)answer.StatusCode == 400 ? throw new UsageException(json.GetProperty("error").GetString()!)
                : throw new StartupException("The host refused.", [$"{(int)answer.StatusCode} {answer.ReasonPhrase}: {text}"]);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            throw new StartupException($"The host at {client.BaseAddress} gave no answer.", [$"{e.Message}: is it running, at this --port or --url?"], e);
        }
    }
}
