using Funnel.Accounts;
using Funnel.Connectors;
using Funnel.DoNotContact;
using Funnel.Effects;
using Funnel.Growth;
using Funnel.Leads;
using Funnel.Recovery;
using Funnel.Storage;
using Microsoft.Extensions.Logging;

namespace Funnel.Arrival;

/// <summary>
/// Takes in what a destination told: people who became contacts, of whom only tokens that we issued are believed, and contacts that deleted us.
/// A welcome goes out inside the call.
/// </summary>
public sealed partial class ContactEvents(
    LeadStore leads, TokenIssuer tokens, ConnectorBook connectors, MerchantDays days, EffectRunner runner, ContactIndex contacts,
    GroupBook groups, GroupRolls rolls, Referrals referrals, IQueues queues, DoNotContactList doNotContact, TimeProvider time,
    ILogger<ContactEvents> log, CatchUps? catchUps = null)
{
    /// <summary>
    /// WeCom: a welcome code is good for 20 s from its event; one second is left for the way. Counted from when we get it, by our clock: theirs may be
    /// another, and a code that has ended is refused with a code of its own.
    /// </summary>
    private static readonly TimeSpan CodeLife = TimeSpan.FromSeconds(19);
    /// <summary>So long after a loss an arrival that is found in a list may have been known before it.</summary>
    private static readonly TimeSpan FoundAfterLoss = TimeSpan.FromDays(7);
    private static readonly TimeSpan FirstGoneRetry = TimeSpan.FromSeconds(3);
    private const int MaxGoneRetries = 12; // doubling: 3 s to 1.7 h apart, 3.4 h in all

    /// <param name="connector">Name of the connector that told it.</param>
    public async Task Handle(string connector, DestinationEvent what, CancellationToken ct)
    {
        switch (what)
        {
            case DestinationEvent.Added added:
                await Arrived(connector, added.Contact, added.State, added.WelcomeCode, time.GetUtcNow() + CodeLife, added.At, ct);
                break;
            case DestinationEvent.DeletedByPerson gone:
                await Left(new WorkMessage(null) { Gone = gone.Contact, GoneAt = gone.At }, ct);
                break;
            case DestinationEvent.GroupMembers members:
                await rolls.Handle(members, ct);
                break;
            case DestinationEvent.GroupChanged group:
                await rolls.Handle(group, ct);
                break;
            case DestinationEvent.Notice notice:
                Log.Notice(log, connector, notice.Name, notice.Detail);
                break;
            default:
                break; // staff deleting or handing over a contact is not the person's doing
        }
    }

    /// <summary>Somebody became a contact: by an event, or found when reconciling (then without a code).</summary>
    /// <param name="at">When it happened; null when it was found in a list.</param>
    /// <returns>False when the token is none of ours, or whose it is is not known yet.</returns>
    public async Task<bool> Arrived(string connector, ContactId contact, string? state, string? code, DateTimeOffset? codeExpiresAt, DateTimeOffset? at, CancellationToken ct)
    {
        var isForFriends = tokens.TryRead(TokenKind.Referral, state, out var id);
        if (!isForFriends && !tokens.TryRead(TokenKind.Invitation, state, out id))
        {
            Log.Unattributed(log, contact.StaffId);
            return false;
        }

        var needsCode = connectors.Find(connector)?.Find<IWelcome>()?.NeedsCode ?? false;
        LeadCommand.Arrive Arrive(Lead? lead, Lead? linkOf, Refusal? refused) => new(time.GetUtcNow(), contact, code, codeExpiresAt, at)
        {
            Via = connector,
            Refused = refused,
            NeedsCode = needsCode,
            LinkOf = linkOf,
            GroupTaskAfter = (lead ?? linkOf) is { } known ? groups.TaskAfter(known.OfferId) : null,
            Terms = lead is null ? null : referrals.TermsOf(lead.OfferId),
            IsAfterLoss = catchUps?.IsRecentLoss ?? false,
            UtcOffset = linkOf is null ? MerchantDays.DefaultOffset : days.OffsetOf(linkOf.AccountId),
        };
        if (!isForFriends)
        {
            await runner.Apply(id, Effect.WelcomeId, l => LeadDecider.Decide(l, Arrive(l, null, l is null ? null : doNotContact.Find(l)?.Refusal)), ct);
        }

        var found = leads.Recall(id) ?? await leads.Find(id, ct);
        if (found is { } lead && (isForFriends ? !IsOf(lead, contact) : lead.Contact is not null && !IsOf(lead, contact)))
        {
            await CameByLink(connector, contact, lead, Arrive, ct);
        }

        return found is not null;
    }

    /// <summary>Whether what is told happened before what was stored was lost, or may have: whatever was done about it then is not known.</summary>
    private bool IsBeforeLoss(LeadCommand.Arrive arrival) =>
        catchUps is { IsKnownLoss: true, Lost: { } lost } && (arrival.At is { } at ? at < lost.FoundAt : (arrival.Now - lost.FoundAt).Duration() < FoundAfterLoss);

    private static bool IsOf(Lead lead, ContactId contact) => string.Equals(lead.Contact?.PersonId, contact.PersonId, StringComparison.Ordinal);

    /// <summary>The link was passed on, or a stranger was quicker: this one is a person of their own. Who was known before by another link comes back, and is nobody's friend.</summary>
    private async Task CameByLink(string connector, ContactId contact, Lead lead, Func<Lead?, Lead?, Refusal?, LeadCommand.Arrive> arrive, CancellationToken ct)
    {
        var person = LeadDecider.PersonOf(connector, contact);
        var friend = LeadId.Of(lead.AccountId, person);
        var before = (await contacts.OfPerson(contact.PersonId, ct)).Where(l => l != friend).ToList();
        if (before.Count > 0)
        {
            foreach (var known in before)
            {
                await runner.Apply(known, Effect.WelcomeId, l => l is null ? Decided.Nothing(l) : LeadDecider.Decide(l, arrive(l, null, doNotContact.Find(l)?.Refusal)), ct);
            }

            return;
        }

        await runner.Apply(friend, Effect.WelcomeId, l => LeadDecider.Decide(l, arrive(l, lead, doNotContact.Find(lead.AccountId, person)?.Refusal)), ct);
        await leads.Apply(lead.Id, l => LeadDecider.Decide(l, new LeadCommand.LinkPassedOn(time.GetUtcNow(), friend)
        {
            Terms = l is null ? null : referrals.TermsOf(l.OfferId), IsAfterLoss = IsBeforeLoss(arrive(null, null, null)),
        }), ct);
    }

    /// <summary>A contact deleted us, and its lead is to be found. Idempotent.</summary>
    public async Task Left(WorkMessage told, CancellationToken ct)
    {
        if (await contacts.Find(told.Gone!, ct) is { } id)
        {
            var now = time.GetUtcNow();
            await leads.Apply(id, l => LeadDecider.Decide(l, new LeadCommand.Leave(now, told.Gone!, told.GoneAt ?? now) { IsFoundLate = told.GoneAt is null }), ct);
        }
        else if (told.Retry < MaxGoneRetries)
        {
            // The index row follows the arrival by seconds, or by hours when its event was lost or work has piled up. A deletion is told only once.
            await queues.Enqueue(QueueNames.FollowUps, (told with { Retry = told.Retry + 1 }).ToJson(), FirstGoneRetry * (1 << told.Retry), ct);
        }
        else
        {
            Log.Unattributed(log, told.Gone!.StaffId);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1301, LogLevel.Information, "A contact of {Staff} came or went without a token of ours")]
        public static partial void Unattributed(ILogger log, string staff);

        [LoggerMessage(1302, LogLevel.Warning, "{Connector} says {Name}: {Detail}")]
        public static partial void Notice(ILogger log, string connector, string name, string detail);
    }
}
