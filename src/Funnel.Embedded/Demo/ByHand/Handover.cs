using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Funnel.Embedded.Commands;
using Funnel.Sandbox;

namespace Funnel.Embedded.Demo.ByHand;

/// <summary>Takes the comments of a platform that no host can read to <c>POST api/comments</c>, as far as they were not taken yet.</summary>
internal sealed class Handover(SandboxSource source, HostClient host, HostClient sandbox)
{
    private int taken;

    /// <returns>Whether there were new ones.</returns>
    /// <exception cref="StartupException">The host does not take them: they are handed over the next time, and the host knows those that it has.</exception>
    public async Task<bool> Go(CancellationToken ct)
    {
        using var list = new HttpRequestMessage(HttpMethod.Get, $"sandbox/{source.Name}/comments?after={taken}");
        var export = await sandbox.Send(list, ct);
        var comments = JsonArray.Create(export.GetProperty("comments"))!;
        if (comments.Count == 0)
        {
            return false;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "api/comments") { Content = JsonContent.Create(new JsonObject { ["account"] = source.Account, ["comments"] = comments }) };
        await host.Send(request, ct);
        taken = export.GetProperty("next").GetInt32();
        return true;
    }
}
