using Funnel.Accounts;
using Funnel.Console.Frame;
using Funnel.Intake;
using Funnel.Leads;
using Microsoft.AspNetCore.Http;

namespace Funnel.Console.Leads;

/// <summary>One lead with everything that happened to it.</summary>
/// <param name="Events">Newest first.</param>
/// <param name="Said">What became of the action that led here.</param>
public sealed record LeadModel(Lead Lead, IReadOnlyList<LeadEvent> Events, string Account, IReadOnlyDictionary<string, VideoState> Videos, Said? Said);

internal sealed class LeadRoom(LeadStore leads, AccountBook accounts, VideoNames videos, ParkedActions actions)
{
    public async Task<Answer> Get(Visit visit, string id, CancellationToken ct) =>
        LeadId.TryParse(id, out var leadId) ? await Show(visit, leadId, Outcomes.Find(visit), StatusCodes.Status200OK, ct) : Answer.Missing(visit);

    public async Task<Answer> Post(Visit visit, string id, IFormCollection form, CancellationToken ct)
    {
        if (!LeadId.TryParse(id, out var leadId))
        {
            return Answer.Missing(visit);
        }

        var (outcome, refusal) = await actions.Do(visit, leadId, form, ct);
        return refusal is null
            ? Answer.See(visit.Url("leads/" + leadId, (Outcomes.Query, outcome)))
            : await Show(visit, leadId, new(visit.Texts.Refused + refusal, false), StatusCodes.Status409Conflict, ct);
    }

    private async Task<Answer> Show(Visit visit, LeadId id, Said? said, int status, CancellationToken ct)
    {
        if (await leads.Find(id, ct) is not { } lead)
        {
            return Answer.Missing(visit);
        }

        var events = await leads.Journal(id, ct);
        var named = await videos.Of(lead.Asks.Select(a => (lead.AccountId, a.VideoId)), ct);
        var account = LeadsRoom.Names(accounts).GetValueOrDefault(lead.AccountId, lead.AccountId);
        return Answer.Page<LeadPage>(visit, new LeadModel(lead, [.. events.Reverse()], account, named, said), status);
    }
}
