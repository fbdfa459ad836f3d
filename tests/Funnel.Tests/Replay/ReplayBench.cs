using System.Text.Json;
using Funnel.Replay;
using Funnel.Tests.Simulation;
using Microsoft.AspNetCore.Mvc;

namespace Funnel.Tests.Replay;

/// <summary>Replays by HTTP, with the messages that they ask for.</summary>
internal static class ReplayBench
{
    /// <summary>Starts one, works on all of its slices, and reads its results.</summary>
    public static async Task<IReadOnlyList<ReplayItem>> RunReplay(this SimulatedProcess process, string json, string? by = null, string? key = null)
    {
        var id = await process.Begin(json, by, key);
        await process.WorkOn(id);
        return await process.Told(id);
    }

    /// <returns>The id of what was started.</returns>
    public static async Task<string> Begin(this SimulatedProcess process, string json, string? by = null, string? key = null)
    {
        var answer = Assert.IsType<ContentResult>(await process.StartReplay(json, by, key));
        Assert.True(answer.StatusCode == 202, answer.Content);
        return JsonDocument.Parse(answer.Content!).RootElement.GetProperty("id").GetString()!;
    }

    public static async Task WorkOn(this SimulatedProcess process, string id)
    {
        while (await process.Replays.Find(id, default) is { IsOpen: true } replay)
        {
            await process.Slices.Handle(new(id, replay.Slice), default);
        }
    }

    public static async Task<IReadOnlyList<ReplayItem>> Told(this SimulatedProcess process, string id)
    {
        var all = new List<ReplayItem>();
        for (string? after = ""; after is not null;)
        {
            var page = await process.Replays.Items(id, after, default);
            all.AddRange(page.Items);
            after = page.Next;
        }

        return all;
    }
}
