using Funnel.Claims;
using Funnel.Console.Today;
using Funnel.Leads;
using Funnel.Tasks;
using Microsoft.AspNetCore.Http;

namespace Funnel.Console.Leads;

/// <summary>What an operator may do about a parked step on the page of its lead; the same as on the page of tasks.</summary>
internal sealed class ParkedActions(TaskDesk desk, LiveNumbers live)
{
    /// <returns>The outcome's word, or why it was refused.</returns>
    public async Task<(string Outcome, string? Refusal)> Do(ConsoleRequest request, LeadId id, IFormCollection form, CancellationToken ct)
    {
        var action = TaskActions.Find(form["do"]);
        if (action is not (TaskAction.Done or TaskAction.GiveUp or TaskAction.RunAgain or TaskAction.RunAgainUnsent))
        {
            return ("", request.Texts.Missing);
        }

        var result = await desk.Decide(new TaskId(id, form["effect"].ToString()), action.Value, new(request.Operator!.Name, request.Address.Text), seen: null, ct);
        live.Forget();
        return (TaskActions.WordOf(result.Outcome), result.Refusal is { } why ? request.Texts.Of(why, request.Format) : null);
    }
}
