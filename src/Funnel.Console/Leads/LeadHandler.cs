using System.Globalization;
using Funnel.Console.Frame;
using Funnel.Console.Hiding;
using Funnel.Growth;
using Funnel.Intake;
using Funnel.Leads;
using Funnel.Moderation;
using Microsoft.AspNetCore.Http;

namespace Funnel.Console.Leads;

/// <summary>One lead with everything that happened to it.</summary>
/// <param name="Events">A page of them, newest first.</param>
/// <param name="Next">Where the next page of them begins; null when there is none.</param>
/// <param name="Flash">What became of the action that led here.</param>
public sealed record LeadModel(Lead Lead, IReadOnlyList<LeadEvent> Events, int? Next, string Account, IReadOnlyDictionary<string, VideoState> Videos, FlashMessage? Flash)
{
    /// <summary>Names of the accounts by id.</summary>
    public required IReadOnlyDictionary<string, string> Accounts { get; init; }

    /// <summary>What an operator can say of the person's arrival; null for nothing.</summary>
    public string? Arrival { get; init; }

    /// <summary>Who came by the person's link, and whether they count for what is promised for friends.</summary>
    public IReadOnlyList<CountedFriend> Friends { get; init; } = [];

    /// <summary>What of hiding its comments the platform lets programs do.</summary>
    public required HidingAbility Hiding { get; init; }

    public string AccountOf(string id) => Accounts.GetValueOrDefault(id, id);
}

internal sealed class LeadHandler(
    LeadStore leads, VideoNames videos, Referrals referrals, ParkedActions actions, RefusalActions refusals, ArrivalActions arrivals, PersonActions person, HidingActions hiding)
{
    private const string Before = "before";
    private const int EntriesAPage = 50;

    public async Task<ConsoleResult> Get(ConsoleRequest request, string id, CancellationToken ct) =>
        LeadId.TryParse(id, out var leadId) ? await Show(request, leadId, Outcomes.Find(request), StatusCodes.Status200OK, ct) : ConsoleResult.NotFound(request);

    public async Task<ConsoleResult> Post(ConsoleRequest request, string id, IFormCollection form, CancellationToken ct)
    {
        if (!LeadId.TryParse(id, out var leadId) || !(request.SeesAll || (await leads.Find(leadId, ct) is { } lead && request.Sees(lead.AccountId))))
        {
            return ConsoleResult.NotFound(request);
        }

        var what = form["do"].ToString();
        var (outcome, refusal) = RefusalActions.IsOne(what) ? await refusals.Do(request, leadId, what, ct)
            : ArrivalActions.IsOne(what) ? await arrivals.Do(request, leadId, what, ct)
            : HidingActions.IsOne(what) ? await hiding.Do(request, leadId, what, form["comment"].ToString(), ct)
            : PersonActions.Is(form) ? await person.Do(request, leadId, form, ct)
            : await actions.Do(request, leadId, form, ct);
        return refusal is null
            ? ConsoleResult.SeeOther(request.Url("leads/" + leadId, (Outcomes.Query, outcome)))
            : await Show(request, leadId, new(request.Texts.Refused + refusal, false), StatusCodes.Status409Conflict, ct);
    }

    private async Task<ConsoleResult> Show(ConsoleRequest request, LeadId id, FlashMessage? flash, int status, CancellationToken ct)
    {
        if (await leads.Find(id, ct) is not { } lead || !request.Sees(lead.AccountId))
        {
            return ConsoleResult.NotFound(request);
        }

        int? before = int.TryParse(request.Http.Request.Query[Before], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        var (events, next) = await leads.Journal(lead, before, EntriesAPage, ct);
        var named = await videos.Of(lead.Asks.Select(a => (lead.AccountId, a.VideoId)), ct);
        var names = LeadsHandler.Names(request);
        var account = names.GetValueOrDefault(lead.AccountId, lead.AccountId);
        var friends = await referrals.Count(lead, lead.OfferId, ct);
        var model = new LeadModel(lead, events, next, account, named, flash) { Accounts = names, Arrival = arrivals.Choice(lead), Hiding = hiding.Of(lead.AccountId), Friends = friends };
        return ConsoleResult.Page<LeadPage>(request, model, status);
    }
}
