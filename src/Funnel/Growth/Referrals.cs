using Funnel.Leads;
using Funnel.Outreach;
using Funnel.Reasons;
using Microsoft.Extensions.Logging;

namespace Funnel.Growth;

/// <summary>Somebody who came by a person's link, and whether they count.</summary>
/// <param name="WhyNot">Null when they do.</param>
public sealed record CountedFriend(LeadId Id, Reason? WhyNot);

/// <summary>Counts friends: distinct people who came by the link of the one who gets the reward, whom nobody knew before, and who are still there.</summary>
public sealed partial class Referrals(OfferBook offers, LeadStore leads, ContactIndex contacts, ContactLinks links, ILogger<Referrals> log)
{
    private const string Placeholder = "{link}";

    /// <summary>What an offer promises for friends; null when nothing.</summary>
    public ReferralTerms? TermsOf(string offerId) => offers.Find(offerId)?.Referral is { } r ? new(offerId, r.Friends, r.Stay) : null;

    /// <summary>Everybody who came by the person's link, with whether they count for what this offer promises: each counts for one.</summary>
    public async Task<IReadOnlyList<CountedFriend>> Count(Lead lead, string offerId, CancellationToken ct)
    {
        var counted = new List<CountedFriend>();
        foreach (var id in lead.Friends.Distinct())
        {
            var friend = await leads.Find(id, ct);
            counted.Add(new(id, WhyNot(lead, friend, id, offerId) ?? await WhyKnown(friend!, ct)));
        }

        return counted;
    }

    /// <summary>What a welcome adds: the invitation to bring friends, with the person's link. Null when there is none, it does not fit, or its link
    /// cannot be had now: a welcome waits for nothing.</summary>
    internal async ValueTask<string?> WordsFor(Lead lead, Offer offer, int room, CancellationToken ct)
    {
        if (offer.Referral is not { } referral)
        {
            return null;
        }

        var (handed, _) = await links.ForFriends(lead, offer, ct);
        var words = handed?.Link is { } url ? referral.Words.Replace(Placeholder, url.AbsoluteUri, StringComparison.Ordinal) : null;
        if (words is null || words.Length > room)
        {
            Log.LeftOut(log, lead.Id, offer.Id);
            return null;
        }

        return words;
    }

    private static Reason? WhyNot(Lead lead, Lead? friend, LeadId id, string offerId) => friend switch
    {
        _ when id == lead.Id => Reason.FriendIsSelf,
        null => Reason.FriendUnknown,
        { CameBy: var by } when by?.Lead != lead.Id => Reason.FriendKnownBefore,
        { Contact: null } => Reason.FriendUnknown,
        { CameBy.OfferId: var promised } when !string.Equals(promised, offerId, StringComparison.Ordinal) => Reason.FriendOfOtherOffer(promised),
        { Contact.PersonId: var person } when string.Equals(person, lead.Contact?.PersonId, StringComparison.Ordinal) => Reason.FriendIsSelf,
        { LeftAt: not null } => Reason.FriendLeft,
        _ => null,
    };

    /// <summary>Who was a contact by another link before is no new one.</summary>
    private async Task<Reason?> WhyKnown(Lead friend, CancellationToken ct) =>
        (await contacts.OfPerson(friend.Contact!.PersonId, ct)).Any(l => l != friend.Id) ? Reason.FriendKnownBefore : null;

    private static partial class Log
    {
        [LoggerMessage(1691, LogLevel.Warning, "Lead {Lead}: the welcome of offer {Offer} leaves out the invitation to bring friends: it does not fit, or its link cannot be had now")]
        public static partial void LeftOut(ILogger log, LeadId lead, string offer);
    }
}
