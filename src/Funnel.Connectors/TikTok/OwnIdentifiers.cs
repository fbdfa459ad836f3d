using System.Collections.Concurrent;

namespace Funnel.Connectors.TikTok;

/// <summary>
/// Under which <c>unique_identifier</c> accounts appear themselves. Lists mark own comments (<c>owner</c>), events do not: what lists and answers to replies say is remembered
/// for them. In memory: after a start the first own comment that is listed tells again.
/// </summary>
internal sealed class OwnIdentifiers
{
    private readonly ConcurrentDictionary<string, string> byAccount = new(StringComparer.Ordinal);

    public void Learn(string accountOpenId, string? identifier)
    {
        if (!string.IsNullOrEmpty(identifier))
        {
            byAccount[accountOpenId] = identifier;
        }
    }

    /// <summary>The account's open id for its own identifier; any other as it is.</summary>
    public string PersonOf(string accountOpenId, string identifier) =>
        byAccount.TryGetValue(accountOpenId, out var own) && string.Equals(own, identifier, StringComparison.Ordinal) ? accountOpenId : identifier;
}
