using System.Globalization;
using Funnel.Accounts;
using Funnel.Hooks;
using Funnel.Leads;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Http;

/// <summary>
/// What happened to leads, for other systems that ask: <c>GET api/changes?after=1.57&amp;changes=added,lost&amp;account=shop</c>, oldest first. <c>next</c> is where to go on, also
/// when nothing came; nothing is passed over by that.
/// </summary>
public sealed class Changes(ChangeReader changes, AccountBook accounts)
{
    private const int Usual = 100;
    private const int Most = 500;

    [Function("ReadChanges")]
    public async Task<IActionResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/changes")] HttpRequest request, CancellationToken ct)
    {
        var (after, takeText) = (request.Query["after"].ToString(), request.Query["take"].ToString());
        var (what, of) = (Listed(request, "changes"), Listed(request, "account"));
        FeedCursor cursor = default;
        var take = takeText.Length == 0 ? Usual : int.TryParse(takeText, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is >= 1 and <= Most ? n : 0;
        string[] wrong =
        [
            .. after.Length > 0 && !FeedCursor.TryParse(after, out cursor) ? ["after: must be what next of the page before says, or be left out to begin with the oldest that is kept"] : Array.Empty<string>(),
            .. take == 0 ? [$"take: must be a number from 1 to {Most}"] : Array.Empty<string>(),
            .. what.Except(LeadChange.All, StringComparer.Ordinal).Any() ? [$"changes: must be some of {string.Join(", ", LeadChange.All)}"] : Array.Empty<string>(),
            .. of.Any(a => accounts.Find(a) is null) ? [$"account: must be some of {string.Join(", ", accounts.All.Select(a => a.Id))}"] : Array.Empty<string>(),
        ];
        if (wrong.Length > 0)
        {
            return JsonAnswer.Of(new { errors = wrong }, StatusCodes.Status400BadRequest);
        }

        if (!changes.IsOn)
        {
            return JsonAnswer.Of(new { error = "nothing is written for others: set changes.feed to true, or name a hook in hooks" }, StatusCodes.Status404NotFound);
        }

        return await changes.Read(after.Length > 0 ? cursor : null, take, new(what, of), ct) is { } page
            ? JsonAnswer.Of(page)
            : JsonAnswer.Of(new { error = "what follows this place is not kept any more, or there never was such a place: leave after out to begin with the oldest that is kept" }, StatusCodes.Status410Gone);
    }

    private static string[] Listed(HttpRequest request, string name) => request.Query[name].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
