using Funnel.Arrival;
using Funnel.Console.Frame;
using Funnel.Console.Today;
using Funnel.Leads;
using Funnel.Reasons;

namespace Funnel.Console.Leads;

/// <summary>An operator says that a person was added where nothing else tells it, or takes that back.</summary>
internal sealed class ArrivalActions(HandArrivals arrivals, LiveNumbers live)
{
    public const string Added = "added";
    public const string NotAdded = "not-added";

    public static bool IsOne(string what) => what is Added or NotAdded;

    /// <summary>What can be said of a lead now; null for nothing.</summary>
    public string? Choice(Lead lead) => arrivals.MayConfirm(lead) ? Added : arrivals.MayTakeBack(lead) ? NotAdded : null;

    /// <returns>The outcome's word, or why it was refused.</returns>
    public async Task<(string Outcome, string? Refusal)> Do(ConsoleRequest request, LeadId id, string what, CancellationToken ct)
    {
        var (by, address) = (request.Operator!.Name, request.Address.Text);
        Reason? refusal = what is Added ? await arrivals.Confirm(id, by, address, ct) : await arrivals.TakeBack(id, by, address, ct);
        live.Forget();
        return (what is Added ? Outcomes.Added : Outcomes.NotAdded, refusal is null ? null : request.Texts.Of(refusal, request.Format));
    }
}
