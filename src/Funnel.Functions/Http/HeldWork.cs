using System.Globalization;
using Funnel.Accounts;
using Funnel.Audit;
using Funnel.Console.SignIn;
using Funnel.Sending;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Http;

/// <summary>
/// What waits until it may be sent, with its words: <c>GET api/held?account=shop</c>, in the order in which it goes out. Under a dry run this is who would get what.
/// <c>POST api/accounts/shop/resume</c> lets replies go on that have stopped by themselves; repeating it changes nothing.
/// </summary>
public sealed class HeldWork(SendGate gate, AccountBook accounts, AuditLog audit, ClientAddresses addresses)
{
    private const int MostItems = 1_000;
    private const int Usual = 100;

    [Function(nameof(HeldWork))]
    public async Task<IActionResult> List([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/held")] HttpRequest request, CancellationToken ct)
    {
        var (account, text) = (request.Query["account"].ToString(), request.Query["take"].ToString());
        var take = text.Length == 0 ? Usual : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is >= 1 and <= MostItems ? n : 0;
        return accounts.Find(account) is null ? Unknown(account)
            : take == 0 ? JsonAnswer.Of(new { error = $"take must be a number from 1 to {MostItems}" }, StatusCodes.Status400BadRequest)
            : JsonAnswer.Of(await Answer(account, take, ct));
    }

    [Function("ResumeReplies")]
    public async Task<IActionResult> Resume(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/accounts/{account}/resume")] HttpRequest request, string account, CancellationToken ct)
    {
        if (accounts.Find(account) is null)
        {
            return Unknown(account);
        }

        if (Caller.Read(request, "script") is not { } by)
        {
            return JsonAnswer.Of(new { error = Caller.Wrong }, StatusCodes.Status400BadRequest);
        }

        var resumed = await gate.Resume(account, ct);
        if (resumed)
        {
            await audit.Write(new(by, AuditActions.RepliesResumed, "account/" + account) { Address = addresses.Of(request.HttpContext).Text });
        }

        return JsonAnswer.Of(new { account, resumed });
    }

    private async Task<object> Answer(string account, int take, CancellationToken ct)
    {
        var (status, held) = (await gate.Status(account, ct), await gate.Held(account, take, ct));
        return new
        {
            account,
            stopped = status.Stopped is { } why ? new { at = status.StoppedAt, code = why.Code, why = why.ToString() } : null,
            switched = status.Switched?.ToString(),
            waiting = status.Held,
            nextLook = status.Next,
            items = held.Select(h => new { lead = h.Lead.ToString(), h.Effect, h.VideoId, h.Nick, h.Since, h.Text }),
        };
    }

    private IActionResult Unknown(string account) =>
        JsonAnswer.Of(new { error = account.Length == 0 ? "account must be given" : $"there is no account '{TextCutter.Chars(account, 40)}'; there are {string.Join(", ", accounts.All.Select(a => a.Id))}" }, StatusCodes.Status404NotFound);
}
