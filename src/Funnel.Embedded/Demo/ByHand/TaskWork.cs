using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Funnel.Embedded.Commands;
using Funnel.Sandbox;

namespace Funnel.Embedded.Demo.ByHand;

/// <summary>
/// Works the tasks of one account as <c>GET api/tasks</c> lists them: does by hand on the platform what each asks for, then says that it is done. What was done is never done
/// again, however often a task is seen; what nobody can know (whether something was sent) is left alone.
/// </summary>
internal sealed class TaskWork(SandboxSource source, bool onlyRewards, HostClient host, HostClient sandbox)
{
    private const string By = "demo";
    private readonly HashSet<string> done = new(StringComparer.Ordinal);

    /// <returns>Whether there was anything that could be done.</returns>
    /// <exception cref="StartupException">The host or the sandbox does not answer, or refuses.</exception>
    public async Task<bool> Go(CancellationToken ct)
    {
        var did = false;
        for (var path = $"api/tasks?account={source.Account}&take=100"; path is not null;)
        {
            using var list = new HttpRequestMessage(HttpMethod.Get, path);
            var page = await host.Send(list, ct);
            foreach (var task in page.GetProperty("tasks").EnumerateArray())
            {
                did |= await Do(task, ct);
            }

            path = Text(page, "next")?.TrimStart('/');
        }

        return did;
    }

    private async Task<bool> Do(JsonElement task, CancellationToken ct)
    {
        var (id, kind) = (Text(task, "id")!, Text(task, "kind"));
        if (DeedOf(kind, Text(task.GetProperty("cause"), "code")) is not { } deed || (deed.Length > 0 && (Text(task, "comment") is null || Words(task) is null)))
        {
            return false;
        }

        if (!done.Contains(id) && deed.Length > 0)
        {
            await Send(sandbox, $"sandbox/{source.Name}/{deed}", new() { ["comment"] = Text(task, "comment"), ["text"] = Words(task) }, ct);
        }

        done.Add(id);
        await Send(host, $"api/tasks/{id}", new() { ["do"] = "done" }, ct);
        return true;
    }

    /// <summary>What is done on the platform; empty where nothing of it is seen there; null for what is left alone.</summary>
    private string? DeedOf(string? kind, string? cause) => kind switch
    {
        "reward" => string.Equals(cause, "reward-by-hand", StringComparison.Ordinal) ? "reward" : null,
        _ when onlyRewards => null,
        "reply" => source.IsHandedOver ? "reply" : null,
        "message" => "message",
        "welcome" => "welcome",
        "follow" => "follow",
        "label" => "",
        _ => null,
    };

    /// <summary>The words, with the link where they do not have it.</summary>
    private static string? Words(JsonElement task) => (Text(task, "text"), Text(task, "link")) switch
    {
        (null, var link) => link,
        (var text, null) => text,
        var (text, link) => text.Contains(link, StringComparison.Ordinal) ? text : $"{text} {link}",
    };

    private static async Task Send(HostClient to, string path, JsonObject body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.From = By;
        await to.Send(request, ct);
    }

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
