using Funnel.Audit;
using Funnel.Console.Frame;
using Funnel.Console.Today;
using Funnel.Leads;
using Funnel.Reasons;
using Funnel.Replay;
using Microsoft.AspNetCore.Http;

namespace Funnel.Console.Leads;

/// <summary>What an operator may do about a parked step. Each lands in the lead's journal under the operator's name.</summary>
internal sealed class ParkedActions(LeadStore leads, ParkedWork parked, LeadLists lists, LiveNumbers live, AuditLog audit, TimeProvider time)
{
    public const string Replay = "replay";
    public const string ReplayUnsent = "replay-unsent";
    public const string Done = "done";
    public const string GiveUp = "give-up";

    /// <summary>What is run again here is no part of a replay.</summary>
    private const string OneByOne = "console";

    /// <returns>The outcome's word, or why it was refused.</returns>
    public async Task<(string Outcome, string? Refusal)> Do(ConsoleRequest request, LeadId id, IFormCollection form, CancellationToken ct)
    {
        var (now, by, effect) = (time.GetUtcNow(), request.Operator!.Name, form["effect"].ToString());
        var what = form["do"].ToString();
        (string Outcome, Reason? Refusal)? done = what switch
        {
            Replay or ReplayUnsent => Replayed(await parked.Replay(id, effect, new(OneByOne, by, string.Equals(what, ReplayUnsent, StringComparison.Ordinal)), ct)),
            Done => (Outcomes.Done, await Apply(id, new LeadCommand.DoneByHand(now, effect) { By = by }, ct)),
            GiveUp => (Outcomes.GivenUp, await Apply(id, new LeadCommand.GiveUp(now, effect) { By = by }, ct)),
            _ => null,
        };
        if (done is not var (outcome, refusal))
        {
            return ("", request.Texts.Missing);
        }

        await audit.Write(new(by, Named(what), $"lead/{id}") { Before = effect, After = refusal is { } no ? $"refused: {no.Code}" : outcome, Address = request.Address.Text });

        // The list behind Parked follows the lead after a moment: not for the one who is about to look at it.
        await lists.Flush(ct);
        live.Forget();
        return (outcome, refusal is { } why ? request.Texts.Of(why) : null);
    }

    private static string Named(string what) => what switch
    {
        Replay => AuditActions.StepReplayed,
        ReplayUnsent => AuditActions.StepReplayedUnsent,
        Done => AuditActions.StepDoneByHand,
        _ => AuditActions.StepGivenUp,
    };

    private static (string, Reason?) Replayed(ReplayItem item) => item.Outcome switch
    {
        ReplayOutcome.Send => (Outcomes.Replayed, null),
        ReplayOutcome.Look => (Outcomes.LooksFirst, null),
        _ => ("", item.Why),
    };

    /// <returns>Why it was refused.</returns>
    private async Task<Reason?> Apply(LeadId id, LeadCommand command, CancellationToken ct) => (await leads.Apply(id, lead => LeadDecider.Decide(lead, command), ct)).Refusal;
}
