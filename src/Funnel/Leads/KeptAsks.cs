using System.Collections.Immutable;

namespace Funnel.Leads;

/// <summary>
/// What a lead keeps of what the person asked, whatever that is: the first, those that replies answer, the latest. Of others only that there were some, so that none is taken for a new
/// one; and after <see cref="MaxEarlier"/> of these not even that. So a row stays small, and somebody who asks ten thousand times costs nothing any more.
/// </summary>
internal static class KeptAsks
{
    /// <summary>Comments that are known by a hash of their id, four bytes each.</summary>
    public const int MaxEarlier = 1_000;

    public static bool Knows(Lead lead, string commentId) =>
        lead.Asks.Any(a => string.Equals(a.CommentId, commentId, StringComparison.Ordinal)) || (lead.EarlierAsks is { } earlier && earlier.Contains(Fnv1a.Hash32(commentId)));

    /// <summary>The person asked so often that one more, for what they asked for last, says nothing.</summary>
    public static bool AreEnough(Lead lead, Ask ask) =>
        lead.EarlierAsks?.Length >= MaxEarlier && (string.Equals(ask.OfferId, lead.OfferId, StringComparison.Ordinal) || ask.At <= lead.Asks[^1].At);

    public static Lead Add(Lead lead, Ask ask)
    {
        var asks = lead.Asks.Add(ask);
        if (asks.Length <= Lead.MaxAsks)
        {
            return lead with { Asks = asks };
        }

        var goes = Enumerable.Range(1, asks.Length - 2).FirstOrDefault(i => !lead.Effects.Any(e => string.Equals(e.CommentId, asks[i].CommentId, StringComparison.Ordinal)), 1);
        ImmutableArray<uint> earlier = lead.EarlierAsks ?? [];
        return lead with { Asks = asks.RemoveAt(goes), EarlierAsks = earlier.Length < MaxEarlier ? earlier.Add(Fnv1a.Hash32(asks[goes].CommentId)) : earlier };
    }
}
