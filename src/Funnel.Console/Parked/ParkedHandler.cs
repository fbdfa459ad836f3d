using Funnel.Console.Languages;
using Funnel.Console.Today;
using Funnel.Accounts;
using Funnel.Console.Frame;
using Funnel.Console.Leads;
using Funnel.Intake;
using Funnel.Leads;
using Microsoft.AspNetCore.Http;

namespace Funnel.Console.Parked;

/// <summary>One step that waits for a person.</summary>
public sealed record ParkedStep(LeadSummary Lead, WaitingEffect Waiting);

/// <summary>The oldest steps that wait.</summary>
public sealed record ParkedModel(
    IReadOnlyList<ParkedStep> Steps, int Found, IReadOnlyDictionary<string, string> Accounts, IReadOnlyDictionary<string, VideoState> Videos, FlashMessage? Flash);

internal sealed class ParkedHandler(LeadLists lists, AccountBook accounts, VideoNames videos, ParkedActions actions) : IConsolePage
{
    private const int Shown = 100;

    public string Path => "parked";

    public IReadOnlyList<string> Routes { get; } = ["GET parked", "POST parked"];

    public string NameIn(Texts texts) => texts.Parked;

    public string? CountOf(Needs? needs) => needs?.ParkedText;

    public Task<ConsoleResult> Get(ConsoleRequest request, string? id, CancellationToken ct) =>
        id is null ? Show(request, Outcomes.Find(request), StatusCodes.Status200OK, ct) : Task.FromResult(ConsoleResult.NotFound(request));

    public async Task<ConsoleResult> Post(ConsoleRequest request, string? id, IFormCollection form, CancellationToken ct)
    {
        if (id is not null || !LeadId.TryParse(form["lead"], out var lead))
        {
            return ConsoleResult.NotFound(request);
        }

        var (outcome, refusal) = await actions.Do(request, lead, form, ct);
        return refusal is null
            ? ConsoleResult.SeeOther(request.Url("parked", (Outcomes.Query, outcome)))
            : await Show(request, new(request.Texts.Refused + refusal, false), StatusCodes.Status409Conflict, ct);
    }

    private async Task<ConsoleResult> Show(ConsoleRequest request, FlashMessage? flash, int status, CancellationToken ct)
    {
        var waiting = new List<LeadSummary>();
        foreach (var account in accounts.All.Select(a => a.Id).Concat(await accounts.Removed(ct)))
        {
            waiting.AddRange(await lists.Waiting(account, ct));
        }

        var steps = waiting.OrderBy(l => l.MovedAt).SelectMany(l => l.Waiting.Select(w => new ParkedStep(l, w))).ToList();
        var shown = steps.Take(Shown).ToList();
        var named = await videos.Of(shown.Select(s => (s.Lead.AccountId, s.Lead.VideoId)), ct);
        return ConsoleResult.Page<ParkedPage>(request, new ParkedModel(shown, steps.Count, LeadsHandler.Names(accounts), named, flash), status);
    }
}
