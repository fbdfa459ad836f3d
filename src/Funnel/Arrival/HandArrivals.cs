using Funnel.Audit;
using Funnel.DoNotContact;
using Funnel.Leads;
using Funnel.Reasons;

namespace Funnel.Arrival;

/// <summary>Takes an operator's word that a person was added, where the contact path tells of nobody: a personal WeChat, a platform without an API.</summary>
public sealed class HandArrivals(LeadStore leads, LeadLists lists, ContactConnectors connectors, DoNotContactList doNotContact, AuditLog audit, TimeProvider time)
{
    /// <summary>Whether somebody has to say it: the person was answered, and no connector will.</summary>
    public bool MayConfirm(Lead lead) => lead is { Stage: >= Stage.Replied and < Stage.Added, Contact: null } && connectors.Teller(lead) is null;

    /// <summary>Whether it can be taken back.</summary>
    public bool MayTakeBack(Lead lead) => LeadDecider.Decide(lead, new LeadCommand.NotAdded(time.GetUtcNow())) is { Refusal: null, Changes: true };

    /// <summary>The person was added. Idempotent.</summary>
    /// <param name="by">The operator's name.</param>
    /// <param name="address">Where from.</param>
    /// <returns>Why nothing was noted; null when it is.</returns>
    public Task<Reason?> Confirm(LeadId id, string by, string? address, CancellationToken ct) => Do(
        id, AuditActions.PersonAdded, by, address,
        l => l is { Contact: null } && connectors.Teller(l) is { } teller ? Decided.Refuse(l, Reason.ArrivalIsTold(teller))
            : LeadDecider.Decide(l, new LeadCommand.AddedByHand(time.GetUtcNow()) { By = by, Refused = l is null ? null : doNotContact.Find(l)?.Refusal }), ct);

    /// <summary>That was a mistake. Idempotent, for <see cref="HandDecision.TakenBackWithin"/>.</summary>
    /// <inheritdoc cref="Confirm"/>
    public Task<Reason?> TakeBack(LeadId id, string by, string? address, CancellationToken ct) =>
        Do(id, AuditActions.PersonNotAdded, by, address, l => LeadDecider.Decide(l, new LeadCommand.NotAdded(time.GetUtcNow()) { By = by }), ct);

    private async Task<Reason?> Do(LeadId id, string what, string by, string? address, Func<Lead?, Decided> decide, CancellationToken ct)
    {
        var decided = await leads.Apply(id, decide, ct);
        await audit.Write(new(by, what, $"lead/{id}") { After = decided.Refusal is { } refusal ? $"refused: {refusal.Code}" : "done", Address = address });
        await lists.Flush(ct); // whoever decided is about to look at the lists
        return decided.Refusal;
    }
}
