using Funnel.Console.Frame;
using Funnel.Console.Today;
using Funnel.DoNotContact;
using Funnel.Leads;

namespace Funnel.Console.Leads;

/// <summary>An operator puts a person on the do-not-contact list, or takes them off it. Both are audited, and stand in the lead's journal under the operator's name.</summary>
internal sealed class RefusalActions(LeadStore leads, RefusedPeople refused, LeadLists lists, LiveNumbers live)
{
    public const string Set = "do-not-contact";
    public const string Lift = "may-contact";

    public static bool IsOne(string what) => what is Set or Lift;

    /// <returns>The outcome's word, or why it was refused.</returns>
    public async Task<(string Outcome, string? Refusal)> Do(ConsoleRequest request, LeadId id, string what, CancellationToken ct)
    {
        if (await leads.Find(id, ct) is not { } lead)
        {
            return ("", request.Texts.Missing);
        }

        var (by, address) = (request.Operator!.Name, request.Address.Text);
        if (what is Set)
        {
            await refused.Set(lead.AccountId, lead.PersonId, by, address, ct);
        }
        else
        {
            await refused.Lift(lead.AccountId, lead.PersonId, by, address, ct);
        }

        await lists.Flush(ct);
        live.Forget();
        return (what is Set ? Outcomes.NotContacted : Outcomes.MayContact, null);
    }
}
