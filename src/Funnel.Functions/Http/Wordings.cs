using System.Globalization;
using Funnel.Outreach.Standings;
using Funnel.Posteriors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Http;

/// <summary>How wordings do, for scripts; and an operator's word that a paused one is to be said again.</summary>
public sealed class Wordings(WordingDesk desk)
{
    private const string Script = "script";
    private const double Probability = 0.95;
    private const int Digits = 4;

    [Function("ListWordings")]
    public async Task<IActionResult> List([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/wordings")] HttpRequest request, CancellationToken ct) =>
        JsonAnswer.Of((await desk.List(ct)).Select(w => new
        {
            Offer = w.OfferId,
            Wording = w.Path,
            w.Text,
            w.InUse,
            w.Standing?.PausedAt,
            w.Findings,
            Reward = w.Standing is null ? null : (object)w.Reward,
            w.Standing?.Tried,
            w.Standing?.Won,
            w.Standing?.Trials,
            WonShare = Share(w.Standing?.Reward),
            w.Standing?.Seen,
            w.Standing?.Hidden,
            HiddenShare = Share(w.Standing?.HiddenShare),
        }));

    [Function("ResumeWording")]
    public async Task<IActionResult> Resume(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/wordings/{offer}/{variant}/resume")] HttpRequest request, string offer, string variant, CancellationToken ct)
    {
        if (Caller.Read(request, Script) is not { } by)
        {
            return JsonAnswer.Of(new { error = Caller.Wrong }, StatusCodes.Status400BadRequest);
        }

        var index = int.TryParse(variant, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        return await desk.Resume(offer, index, by, ct) switch
        {
            ResumeResult.Resumed => JsonAnswer.Of(new { offer, wording = $"reply[{variant}]", resumed = true }),
            ResumeResult.NotPaused => JsonAnswer.Of(new { offer, wording = $"reply[{variant}]", resumed = false }),
            _ => JsonAnswer.Of(new { error = "there is no such public wording: GET /api/wordings lists them" }, StatusCodes.Status404NotFound),
        };
    }

    private static object? Share(BetaPosterior? posterior) => posterior is { } share && share.Interval(Probability) is var (low, high)
        ? new { Mean = Math.Round(share.Mean, Digits), Low = Math.Round(low, Digits), High = Math.Round(high, Digits) } : null;
}
