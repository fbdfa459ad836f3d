using Funnel.Console.Frame;
using Funnel.Console.Today;
using Funnel.Leads;
using Funnel.Reasons;
using Funnel.Replay;
using Microsoft.AspNetCore.Http;

namespace Funnel.Console.Leads;

/// <summary>What an operator may do about a parked step. Each lands in the lead's journal under the operator's name.</summary>
internal sealed class ParkedActions(LeadStore leads, ParkedWork parked, LeadLists lists, LiveNumbers live, TimeProvider time)
{
    public const string Replay = "replay";
    public const string ReplayUnsent = "replay-unsent";
    public const string Done = "done";
    public const string GiveUp = "give-up";

    /// <returns>The outcome's word, or why it was refused.</returns>
    public async Task<(string Outcome, string? Refusal)> Do(ConsoleRequest request, LeadId id, IFormCollection form, CancellationToken ct)
    {
        var (now, by, effect) = (time.GetUtcNow(), request.Operator!.Name, form["effect"].ToString());
        var what = form["do"].ToString();
        (Decided? decided, var outcome) = what switch
        {
            Replay or ReplayUnsent => (await parked.Replay(id, effect, string.Equals(what, ReplayUnsent, StringComparison.Ordinal), by, ct), Outcomes.Replayed),
            Done => (await Apply(id, new LeadCommand.DoneByHand(now, effect) { By = by }, ct), Outcomes.Done),
            GiveUp => (await Apply(id, new LeadCommand.GiveUp(now, effect) { By = by }, ct), Outcomes.GivenUp),
            _ => (null, ""),
        };
        if (decided is null)
        {
            return ("", request.Texts.Missing);
        }

        // The list behind Parked follows the lead after a moment: not for the one who is about to look at it.
        await lists.Flush(ct);
        live.Forget();
        outcome = Equals(ParkedWork.NextOf(decided), Reason.LooksFirst) ? Outcomes.LooksFirst : outcome;
        return (outcome, decided.Refusal is { } why ? request.Texts.Of(why) : null);
    }

    private async Task<Decided> Apply(LeadId id, LeadCommand command, CancellationToken ct) => await leads.Apply(id, lead => LeadDecider.Decide(lead, command), ct);
}
