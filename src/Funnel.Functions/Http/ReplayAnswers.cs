using Funnel.Replay;

namespace Funnel.Functions.Http;

/// <summary>What is answered about a replay.</summary>
internal static class ReplayAnswers
{
    public static string PathOf(string id) => "/api/replays/" + id;

    public static string ItemsOf(string id) => PathOf(id) + "/items";

    public static object Of(ReplayHead replay) => new
    {
        replay.Id,
        replay.State,
        replay.Request.DryRun,
        replay.By,
        replay.At,
        replay.StartedAt,
        replay.FinishedAt,
        replay.Request.Selection,
        replay.Request.Step,
        replay.Request.Unsent,
        replay.Counters,
        replay.Why,
        Items = ItemsOf(replay.Id),
    };
}
