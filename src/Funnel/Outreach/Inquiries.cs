using Funnel.Accounts;
using Funnel.Connectors;
using Funnel.DoNotContact;
using Funnel.Leads;
using Funnel.Persons;
using Funnel.Triage;

namespace Funnel.Outreach;

/// <summary>What triage says of one comment, and which offer answers it.</summary>
public sealed record Judged(Comment Comment, Verdict Verdict, Offer? Offer);

/// <summary>Opens leads for inquiries, whoever saw that they are some.</summary>
public sealed class Inquiries(LeadStore leads, MerchantDays days, DoNotContactList doNotContact, CommentWindows windows, TimeProvider time, ErasedPeople? erased = null)
{
    /// <summary>Opens a lead for an inquiry, or adds it to the person's lead. Idempotent by comment. Opens nothing for what a person wrote before they were erased.</summary>
    /// <param name="queueWork">See <see cref="LeadStore.Apply"/>.</param>
    /// <param name="hidden">That the comment is hidden from the public: then it is not answered there.</param>
    public async Task<Decided> Open(string accountId, Judged inquiry, string by, CancellationToken ct, bool queueWork = true, HiddenComment? hidden = null)
    {
        var (comment, verdict) = (inquiry.Comment, inquiry.Verdict);
        if (erased is not null && (await erased.Now(ct)).Has(comment.PersonId, comment.At))
        {
            return Decided.Nothing(null);
        }

        var ask = new Ask(comment.Id, comment.VideoId, comment.At, TextCutter.Chars(comment.Text, Ask.MaxText), inquiry.Offer!.Id, verdict.P, verdict.Kind, verdict.Tier)
        {
            ParentId = comment.ParentId,
            Hidden = hidden,
        };
        var now = time.GetUtcNow();
        var command = new LeadCommand.Inquire(now, accountId, comment.PersonId, comment.Nick, ask)
        {
            By = by,
            UtcOffset = days.OffsetOf(accountId),
            Window = windows.Of(accountId, comment, inquiry.Offer, now),
            InvitesInReply = windows.InReply(accountId, inquiry.Offer),
            Follows = windows.Follows(accountId),
            Refused = doNotContact.Find(accountId, comment.PersonId)?.Refusal,
        };
        return await leads.Apply(LeadId.Of(accountId, comment.PersonId), l => LeadDecider.Decide(l, command), ct, mayBeNew: true, queueWork);
    }
}
