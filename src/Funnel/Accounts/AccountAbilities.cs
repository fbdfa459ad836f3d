using Funnel.Connectors;
using Funnel.Reasons;

namespace Funnel.Accounts;

/// <summary>What can be done for an account, as an operator thinks of it.</summary>
public enum AbilityKind
{
    ReadComments = 1,
    HearAtOnce,
    Reply,
    Message,
    HideComments,
    RenewAccess,
}

/// <summary>How an ability stands.</summary>
public enum AbilityState
{
    /// <summary>It went well the last time.</summary>
    Works = 1,

    /// <summary>It is there, and was not needed yet.</summary>
    Untried,

    /// <summary>It is there, and failed the last time.</summary>
    Fails,

    /// <summary>The grant does not hold the permission for it.</summary>
    NotGranted,

    /// <summary>The platform has nothing of the kind for programs: people do it, or it is left out.</summary>
    Absent,
}

/// <param name="At">When it last went well.</param>
/// <param name="Why">Of one that fails: how.</param>
/// <param name="Scope">Of one that is not granted: the permission's name on the platform.</param>
public sealed record Ability(AbilityKind Kind, AbilityState State, DateTimeOffset? At = null, Reason? Why = null, string? Scope = null);

/// <summary>Says what works for an account and what does not: from what its connector can do, what its grant holds, and how calls went. Nothing is tried for it.</summary>
public sealed class AccountAbilities(AccountBook accounts, AccountFacts facts)
{
    private static readonly (AbilityKind Kind, Type[] Ports, FactKind[] Facts)[] All =
    [
        (AbilityKind.ReadComments, [typeof(ICommentFeed), typeof(IAccountFeed)], [FactKind.ListComments, FactKind.ListVideos]),
        (AbilityKind.HearAtOnce, [typeof(IWebhook)], []),
        (AbilityKind.Reply, [typeof(ICommentReply)], [FactKind.Reply]),
        (AbilityKind.Message, [typeof(IChat)], [FactKind.Message]),
        (AbilityKind.HideComments, [typeof(ICommentHide)], [FactKind.Hide]),
        (AbilityKind.RenewAccess, [typeof(IOAuthGrant)], []),
    ];

    /// <summary>Of all accounts, by account. One storage operation, and one for each account with a grant.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<Ability>>> Read(CancellationToken ct)
    {
        var known = (await facts.All(ct)).ToDictionary(f => (f.Fact.Kind, f.Fact.Subject), f => f.Fact);
        var all = new Dictionary<string, IReadOnlyList<Ability>>(StringComparer.Ordinal);
        foreach (var account in accounts.All)
        {
            var scopes = await accounts.Scopes(account.Id, ct);
            all[account.Id] = [.. All.Select(a => Of(a.Kind, a.Ports, a.Facts.Select(kind => known.GetValueOrDefault((kind, account.Id))), accounts.ConnectorOf(account.Id), scopes))];
        }

        return all;
    }

    private static Ability Of(AbilityKind kind, Type[] ports, IEnumerable<Fact?> facts, Connector? connector, IReadOnlyList<string>? scopes)
    {
        if (connector is null || !connector.Parts.Any(p => ports.Any(port => port.IsInstanceOfType(p))))
        {
            return new(kind, AbilityState.Absent);
        }

        if (scopes is not null && connector.Lacking(scopes, ports) is { } missing)
        {
            return new(kind, AbilityState.NotGranted, Scope: missing.Scope);
        }

        var noted = facts.OfType<Fact>().ToList();
        var at = noted.Max(f => f.At);
        return noted.FirstOrDefault(f => f is { Failures: > 0, Failure: not null }) is { } failed ? new(kind, AbilityState.Fails, at, failed.Failure!.ToReason())
            : new(kind, at is null ? AbilityState.Untried : AbilityState.Works, at);
    }
}
