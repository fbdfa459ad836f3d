using System.Collections.Concurrent;
using Funnel.Accounts;
using Funnel.Leads;
using Funnel.Connectors;
using Funnel.Reasons;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Funnel.Outreach;

/// <summary>Looks for a reply of ours in the platform's list; what that proves is <see cref="ReplyProof"/>'s. Learns how our replies look there.</summary>
public sealed partial class ReplyReadBack(
    AccountBook accounts, OwnReplyBook ownReplies, CallBudget budget, IOptions<FunnelOptions> options, TimeProvider time, ILogger<ReplyReadBack> log)
{
    /// <summary>Threads are short; one that is longer cannot prove an absence.</summary>
    private const int MaxPages = 20;

    /// <summary>Quotas come back without a word.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>Whoever says our words to so many people is us: nothing else tells who we are when everything that was known is lost.</summary>
    private const int Often = 3;
    private const int Remembered = 10_000;

    private readonly ConcurrentDictionary<(string Account, string Person, LeadId To), bool> heard = new();

    internal async Task<ReplyFinding> Look(Lead lead, Effect effect, CancellationToken ct)
    {
        // Whether a second reply goes out depends on the newest knowledge; whether an accepted one is seen can wait for it, and costs nothing.
        var sought = SoughtReply.Of(lead, effect);
        var own = await (sought.IsAccepted ? ownReplies.Recall(lead.AccountId, ct) : ownReplies.Read(lead.AccountId, ct));
        var finding = await Search(lead.AccountId, sought, effect.VideoId!, own, ct);
        return await Conclude(lead, effect, sought.IsAccepted, finding, ct);
    }

    /// <summary>Looks under one of the person's comments for an answer of which nothing is known.</summary>
    /// <param name="texts">What we may have said.</param>
    /// <param name="isBegun">It was looked under another of them just now: half of them prove nothing, and would be read anew each time, for ever where there are more than a minute's budget.</param>
    internal async Task<ReplyFinding> LookUnder(Ask ask, Lead lead, Effect effect, IReadOnlyList<string> texts, bool isBegun, CancellationToken ct)
    {
        var own = await ownReplies.Read(lead.AccountId, ct);
        var finding = await Search(lead.AccountId, SoughtReply.Assumed(lead, effect, ask, texts), ask.VideoId, own, ct, isBegun);
        return await Conclude(lead, effect, accepted: false, finding, ct);
    }

    private async Task<ReplyFinding> Conclude(Lead lead, Effect effect, bool accepted, ReplyFinding finding, CancellationToken ct)
    {
        Log.Looked(log, accepted ? LogLevel.Debug : LogLevel.Information, lead.Id, effect.Id, finding.Result, finding.Why);
        if (finding.Reply is { } reply && (finding.Certain || IsHeardOften(lead, reply.PersonId)))
        {
            await ownReplies.Recognise(lead.AccountId, reply.PersonId, ct);
        }

        return finding;
    }

    private bool IsHeardOften(Lead lead, string person)
    {
        if (heard.Count > Remembered)
        {
            heard.Clear();
        }

        heard[(lead.AccountId, person, lead.Id)] = true;
        return heard.Keys.Count(h => string.Equals(h.Account, lead.AccountId, StringComparison.Ordinal) && string.Equals(h.Person, person, StringComparison.Ordinal)) >= Often;
    }

    private RetryRules Rules => options.Value.Outreach.Rules;

    private async Task<ReplyFinding> Search(string accountId, SoughtReply sought, string videoId, OwnReplies own, CancellationToken ct, bool isBegun = false)
    {
        var (items, complete, cursor) = (new List<Comment>(), true, default(string));
        for (var page = 0; page < MaxPages; page++)
        {
            // A thread that was begun is read to its end: half of it proves nothing, and would be read anew each time.
            if (!await budget.TrySpend(accountId, CallKind.ListReplies, ct) && page == 0 && !isBegun)
            {
                return new(ReadBackResult.NotYet, Reason.ReadBudgetSpent, Wait: SomeTimeNextMinute(sought));
            }

            var at = cursor;
            var list = await accounts.Call<IReplyFeed, Page<Comment>>(
                accountId, FactKind.ListReplies, (feed, account) => feed.ListReplies(account, videoId, sought.ThreadId ?? sought.CommentId, at, ct), ct);
            if (list.Failure is { } failure)
            {
                if (failure.Kind == FailureKind.RateLimited)
                {
                    await budget.SlowDown(accountId, CallKind.ListReplies, ct);
                }

                return new(failure.Kind == FailureKind.Gone ? ReadBackResult.Gone : ReadBackResult.NotYet, failure.ToReason(), Wait: LeftAlone(failure));
            }

            items.AddRange(list.Value.Items);
            complete &= !list.Value.IsPartial;
            cursor = list.Value.Next;
            var finding = ReplyProof.Conclude(
                sought, new(items, complete && cursor is null), own, ownReplies.AreTrusted(own), Rules.ReadBackAfter, Rules.ConfirmAfter, time.GetUtcNow());
            if (finding.Result == ReadBackResult.Found || cursor is null)
            {
                return finding;
            }
        }

        return new(ReadBackResult.Impossible, Reason.ListTooLong);
    }

    /// <summary>Spread over it, so that all who wait do not come at its first second.</summary>
    private TimeSpan SomeTimeNextMinute(SoughtReply sought)
    {
        var left = TimeSpan.TicksPerMinute - (time.GetUtcNow().Ticks % TimeSpan.TicksPerMinute);
        return TimeSpan.FromTicks(left + (long)(Fnv1a.Hash64(sought.CommentId) % (ulong)TimeSpan.TicksPerMinute));
    }

    /// <summary>How long the platform wants to hear nothing. It was not looked at then, so that says nothing of the reply.</summary>
    private TimeSpan? LeftAlone(Failure failure)
    {
        TimeSpan? wait = failure.Kind switch
        {
            FailureKind.RateLimited => failure.RetryAfter ?? Rules.ReadBackAfter,
            FailureKind.QuotaExhausted => failure.RetryAfter ?? Rules.MaxDelay,
            _ => null,
        };
        return wait is { } asked ? TimeSpan.FromTicks(Math.Clamp(asked.Ticks, Rules.FirstDelay.Ticks, LongestWait.Ticks)) : null;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1202, Message = "Lead {Lead}: {Effect} looked for in its thread: {Result} ({Why})")]
        public static partial void Looked(ILogger log, LogLevel level, LeadId lead, string effect, ReadBackResult result, Reason why);
    }
}
