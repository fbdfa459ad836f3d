using System.Collections.Immutable;

namespace Funnel.Accounts;

/// <summary>What is known of how an account's own replies look on its platform: it need not show them under the id the account was connected with.</summary>
/// <param name="OpenId">The account's id when this was learned: another account's replies look otherwise.</param>
/// <param name="Ids">Person ids under which replies of ours were listed. Empty: none was ever recognised.</param>
/// <param name="Seen">Accepted replies that were then seen in a list, since the last one that was not; no longer counted once they are enough.</param>
/// <param name="HiddenAt">When an accepted reply was last found to be shown to nobody.</param>
public sealed record OwnReplies(string OpenId, ImmutableArray<string> Ids, int Seen = 0, DateTimeOffset? HiddenAt = null)
{
    /// <summary>More than platforms have; a bound all the same.</summary>
    internal const int MaxIds = 8;

    /// <summary>Moderation comes and goes: after a month without a hidden reply, lists may be trusted again.</summary>
    private static readonly TimeSpan Distrusted = TimeSpan.FromDays(30);

    internal static OwnReplies Unknown(string openId) => new(openId, []);

    /// <summary>Whether a reply of ours was ever seen and known for one. Until then, not seeing one means nothing.</summary>
    public bool Recognised => !Ids.IsEmpty;

    /// <summary>Whether the platform takes replies of this account and shows them to nobody: then not seeing one does not mean that it was not accepted.</summary>
    public bool AreHiddenAtTimes(DateTimeOffset now) => HiddenAt > now - Distrusted;

    public bool IsOwn(string personId) => string.Equals(personId, OpenId, StringComparison.Ordinal) || Ids.Contains(personId, StringComparer.Ordinal);
}
