using Funnel.Console.Frame;
using Funnel.Console.Today;
using Funnel.Leads;
using Microsoft.AspNetCore.Http;

namespace Funnel.Console.Leads;

/// <summary>What an operator may do about a parked step. Each lands in the lead's journal under the operator's name.</summary>
internal sealed class ParkedActions(LeadStore leads, LeadLists lists, LiveNumbers live, TimeProvider time)
{
    public const string Replay = "replay";
    public const string Done = "done";
    public const string GiveUp = "give-up";

    /// <returns>The outcome's word, or why it was refused.</returns>
    public async Task<(string Outcome, string? Refusal)> Do(ConsoleRequest request, LeadId id, IFormCollection form, CancellationToken ct)
    {
        var (now, by, effect) = (time.GetUtcNow(), request.Operator!.Name, form["effect"].ToString());
        (LeadCommand? command, var outcome) = form["do"].ToString() switch
        {
            Replay => (new LeadCommand.Replay(now, effect) { By = by }, Outcomes.Replayed),
            Done => (new LeadCommand.DoneByHand(now, effect) { By = by }, Outcomes.Done),
            GiveUp => ((LeadCommand)new LeadCommand.GiveUp(now, effect) { By = by }, Outcomes.GivenUp),
            _ => (null, ""),
        };
        if (command is null)
        {
            return ("", request.Texts.Missing);
        }

        var decided = await leads.Apply(id, lead => LeadDecider.Decide(lead, command), ct);

        // The list behind Parked follows the lead after a moment: not for the one who is about to look at it.
        await lists.Flush(ct);
        live.Forget();
        return (outcome, decided.Refusal is { } why ? request.Texts.Of(why) : null);
    }
}
