using Funnel.Accounts;
using Funnel.Audit;
using Funnel.Leads;
using Funnel.Persons;
using Funnel.Telemetry;

namespace Funnel.DoNotContact;

/// <summary>Puts people on the list and takes them off, and tells their leads in every account.</summary>
public sealed class RefusedPeople(DoNotContactList list, LeadStore leads, AccountBook accounts, AuditLog audit, TimeProvider time, FunnelMetrics? metrics = null, ErasedPeople? erased = null)
{
    /// <summary>Puts a person on the list, and drops what is wanted of them in every account. Idempotent: may be called again after a crash.</summary>
    /// <param name="saidAt">See <see cref="DoNotContactList.Set"/>.</param>
    /// <param name="said">What the person wrote; it goes into the journal of this account's lead alone.</param>
    /// <returns>As listed; null when an operator took them off the list since they said so.</returns>
    public async Task<ListedPerson?> Refuse(
        string accountId, string personId, RefusalSource source, string by, DateTimeOffset saidAt, string? said, CancellationToken ct)
    {
        var listed = await Note(accountId, personId, source, by, saidAt, ct);
        if (listed is not null)
        {
            await Tell(accountId, personId, listed, said, ct);
        }

        return listed;
    }

    /// <summary>An operator puts a person on the list, or writes them down as on it already. Audited.</summary>
    /// <param name="by">The operator's name.</param>
    /// <param name="address">Where the operator is; null when that is no network.</param>
    public async Task<ListedPerson> Set(string accountId, string personId, string by, string? address, CancellationToken ct)
    {
        var listed = await Refuse(accountId, personId, RefusalSource.Operator, by, DateTimeOffset.MaxValue, null, ct);
        await audit.Write(new(by, AuditActions.DoNotContactSet, $"lead/{LeadId.Of(accountId, personId)}") { After = Words(listed!.Refusal), Address = address });
        return listed;
    }

    /// <summary>Puts a person on the list and nothing more: whoever calls this tells the leads (<see cref="Tell"/>).</summary>
    public async Task<ListedPerson?> Note(string accountId, string personId, RefusalSource source, string by, DateTimeOffset saidAt, CancellationToken ct)
    {
        var known = list.Find(accountId, personId) is not null;
        var listed = await list.Set(accountId, personId, new(time.GetUtcNow(), source, by, accountId), saidAt, ct);
        if (!known && listed is not null)
        {
            metrics?.Refused(source);
        }

        return listed;
    }

    /// <summary>Tells the person's leads in all accounts that the merchant has on the platform. One read each where there is none.</summary>
    public async Task Tell(string accountId, string personId, ListedPerson listed, string? said, CancellationToken ct)
    {
        foreach (var account in SameSource(accountId))
        {
            var own = string.Equals(account, accountId, StringComparison.Ordinal);
            var command = new LeadCommand.Decline(time.GetUtcNow(), own ? said : null) { By = listed.Refusal.By, Refused = listed.Refusal };
            await leads.Apply(LeadId.Of(account, personId), l => l is null ? Decided.Nothing(l) : LeadDecider.Decide(l, command), ct);
        }
    }

    /// <summary>
    /// Takes a person off the list, and tells their leads. Audited. What was dropped stays so until they ask again, and who was erased for good is answered when they do. Idempotent.
    /// </summary>
    /// <param name="by">The operator's name.</param>
    /// <param name="address">Where the operator is; null when that is no network.</param>
    /// <returns>As they were listed; null when they were not.</returns>
    public async Task<ListedPerson?> Lift(string accountId, string personId, string by, string? address, CancellationToken ct)
    {
        var listed = list.Find(accountId, personId);
        if (listed is not null)
        {
            await list.Lift(listed, by, ct);
            metrics?.RefusalLifted();
        }

        var mark = erased is null ? null : await erased.AnswerAgain(personId, ct);
        foreach (var account in SameSource(accountId))
        {
            var command = new LeadCommand.LiftRefusal(time.GetUtcNow()) { By = by };
            await leads.Apply(LeadId.Of(account, personId), l => l is null ? Decided.Nothing(l) : LeadDecider.Decide(l, command), ct);
        }

        await audit.Write(new(by, AuditActions.DoNotContactLifted, $"lead/{LeadId.Of(accountId, personId)}") { Before = Before(listed, mark), Address = address });
        return listed ?? (mark is null ? null : new(LeadId.Of(accountId, personId).ToString(), new(mark.At, RefusalSource.Operator, "erasure", accountId)));
    }

    private static string? Before(ListedPerson? listed, ErasedMark? mark) =>
        string.Join(", ", new[] { listed is null ? null : Words(listed.Refusal), mark is null ? null : "erased for good" }.OfType<string>()) is { Length: > 0 } was ? was : null;

    private static string Words(Refusal refusal) => refusal.Source.ToString().ToLowerInvariant();

    /// <summary>The merchant's accounts on the same platform: they know the same people.</summary>
    private IEnumerable<string> SameSource(string accountId) => accounts.Find(accountId) is { } account
        ? accounts.All.Where(a => string.Equals(a.Platform, account.Platform, StringComparison.Ordinal) && string.Equals(a.Merchant, account.Merchant, StringComparison.Ordinal)).Select(a => a.Id)
        : [accountId];
}
