using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Funnel.Embedded.Commands;

/// <summary><c>funnel replays</c>: runs parked work of a running host again. Not <c>funnel replay</c>, which tries recorded comments.</summary>
internal static class ReplaysCommand
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(0.5);
    private static readonly JsonSerializerOptions Lines = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static Command Create() => new("replays", "Runs again what is parked in a running host, or shows what would come of it.")
    {
        Start(), OfOne("show", "Shows how far a replay is, and what it came to.", (client, id, ct) => client.Read(id, ct)),
        OfOne("cancel", "Cancels a replay: what was not begun is not begun.", (client, id, ct) => client.Cancel(id, ct)),
    };

    private static Command Start()
    {
        var (host, selection, items) = (new RunningHost(), new ReplaySelectionOptions(), Items());
        var by = new Option<string?>("--by") { Description = "Your name, for the people's journals." };
        var key = new Option<string?>("--idempotency-key") { Description = "The same key and selection start one replay, however often they are sent." };
        var noWait = new Option<bool>("--no-wait") { Description = "Only starts it and prints its id." };
        var command = new Command("start", "Starts a replay and waits for its end. What may have been sent is looked for first; nothing that happened is repeated.");
        selection.AddTo(command);
        Array.ForEach<Option>([by, key, noWait, items], command.Options.Add);
        host.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            await using var client = await Client(host, parsed, ct);
            var replay = await client.Start(selection.Body(parsed), parsed.GetValue(by), parsed.GetValue(key), ct);
            if (parsed.GetValue(noWait))
            {
                await output.WriteLineAsync(replay.GetProperty("id").GetString());
                return CommandLine.Done;
            }

            replay = await Wait(client, replay, error, ct);
            return await Report(client, replay, parsed.GetValue(items), output, ct);
        });
        return command;
    }

    private static Command OfOne(string name, string description, Func<ReplaysClient, string, CancellationToken, Task<JsonElement>> ask)
    {
        var (host, items) = (new RunningHost(), Items());
        var id = new Argument<string>("ID") { Description = "The replay's id, as start printed it." };
        var command = new Command(name, description) { id, items };
        host.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            await using var client = await Client(host, parsed, ct);
            return await Report(client, await ask(client, parsed.GetValue(id)!, ct), parsed.GetValue(items), parsed.InvocationConfiguration.Output, ct);
        });
        return command;
    }

    private static Option<bool> Items() => new("--items") { Description = "Prints the results as JSON lines instead of their counts." };

    private static async Task<ReplaysClient> Client(RunningHost host, ParseResult parsed, CancellationToken ct)
    {
        var (address, key) = await host.Read(parsed, ct);
        return new(address, key);
    }

    private static async Task<JsonElement> Wait(ReplaysClient client, JsonElement replay, TextWriter error, CancellationToken ct)
    {
        var id = replay.GetProperty("id").GetString()!;
        var progress = new ProgressLine<JsonElement>(error, TimeProvider.System, r => string.Create(CultureInfo.InvariantCulture,
            $"replay {id} is {r.GetProperty("state")}: {Count(r, "looked")} people looked at, {Count(r, "selected")} selected …"));
        while (replay.GetProperty("state").GetString() is "queued" or "running")
        {
            progress.Report(replay);
            await Task.Delay(Every, TimeProvider.System, ct);
            replay = await client.Read(id, ct);
        }

        return replay;
    }

    /// <returns>The exit code.</returns>
    private static async Task<int> Report(ReplaysClient client, JsonElement replay, bool items, TextWriter output, CancellationToken ct)
    {
        var id = replay.GetProperty("id").GetString()!;
        if (items)
        {
            await foreach (var item in client.Items(id, ct))
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(item, Lines));
            }
        }
        else
        {
            await Summarise(id, replay, output);
        }

        return string.Equals(replay.GetProperty("state").GetString(), "failed", StringComparison.Ordinal) ? CommandLine.Failed : CommandLine.Done;
    }

    private static async Task Summarise(string id, JsonElement replay, TextWriter output)
    {
        var dryRun = replay.GetProperty("dryRun").GetBoolean();
        await output.WriteLineAsync($"Replay {id} is {replay.GetProperty("state")}{(dryRun ? "; it is a dry run, nothing was sent" : "")}.");
        (string, string)[] counters =
        [
            ("selected", "selected"), ("send", dryRun ? "would be sent" : "queued to be sent again"), ("look", dryRun ? "would be looked for first" : "looked for first"),
            ("notFound", "not found"), ("refused", "refused"),
        ];
        foreach (var (counter, words) in counters)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {Count(replay, counter),7}  {words}"));
        }

        foreach (var refusal in replay.GetProperty("counters").GetProperty("refusals").EnumerateObject())
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {refusal.Value.GetInt32(),11}  {refusal.Name}"));
        }

        if (replay.TryGetProperty("why", out var why))
        {
            await output.WriteLineAsync(why.GetProperty("words").GetString());
        }
    }

    private static int Count(JsonElement replay, string counter) => replay.GetProperty("counters").GetProperty(counter).GetInt32();
}
