using Funnel.Telemetry;
using System.Collections.Concurrent;
using Funnel.Accounts;
using Funnel.Leads;
using Funnel.Measure;
using Funnel.Outreach;
using Funnel.Outreach.Refusals;
using Funnel.Connectors;
using Funnel.Intake.Handed;
using Funnel.Persons;
using Funnel.Recovery;
using Funnel.Review;
using Funnel.Storage;
using Funnel.Triage;
using Funnel.Triage.Asking;
using Microsoft.Extensions.Logging;

namespace Funnel.Intake;

/// <summary>
/// Triage of a page of comments: own comments are passed over (by the ids under which they are shown, and by what they say), inquiries open leads
/// (or join them), the unsure go to review, the rest is counted and dropped without a row of its own. The same page again changes nothing.
/// </summary>
public sealed partial class CommentTriage(
    AccountBook accounts, OwnReplyBook ownReplies, OfferBook offers, OwnWording ownWording, CommentJudge judge, Corrections corrections, Inquiries inquiries, CommentRefusals refusals, OpenWork open,
    ReviewDesk reviews, PageCounts counts, PageOutbox outbox, IQueues queues, ILogger<CommentTriage> log, LanguageModelTier? languageModel = null,
    FunnelMetrics? metrics = null, CatchUps? catchUps = null, ErasedPeople? erasedPeople = null)
{
    /// <summary>Leads of one page that are written at once: enough to fill a storage batch, few enough for one page not to starve others.</summary>
    private const int AtOnce = 16;

    /// <summary>Questions to the language model at once: a full page of timeouts still ends within the function's time.</summary>
    private const int QuestionsAtOnce = 8;

    /// <summary>Whoever wants to be left alone asks for nothing.</summary>
    private static readonly Verdict Refused = new(0, InquiryKind.None, Decision.Drop, Tier.Filter);

    public async Task Handle(CommentsMessage page, CancellationToken ct)
    {
        if (accounts.Find(page.Account) is not { } account)
        {
            Log.NoAccount(log, page.Account, page.Comments.Count);
            return;
        }

        var correction = await corrections.Of(account.Id, ct);
        var own = await ownReplies.Recall(account.Id, ct);
        var strangers = page.Comments.ToLookup(c => !own.IsOwn(c.PersonId) && !ownWording.IsOurs(account.Id, c));
        var erased = erasedPeople is null ? default : await erasedPeople.Now(ct);
        var known = strangers[true].ToLookup(c => erased.Has(c.PersonId, c.At));
        var late = known[false].ToLookup(c => page.Handed is { } use ? use == HandedUse.Count : catchUps?.IsTooOld(c.At) ?? false);
        var judged = new List<Judged>();
        foreach (var comment in late[false])
        {
            judged.Add(await refusals.Take(account.Id, comment, ct) ? new(comment, Refused, null) : Judge(account.Id, comment, correction));
        }

        await OpenAll(account.Id, judged.Where(j => j.Verdict.Decision == Decision.Answer), ct);
        if (languageModel is not null)
        {
            await AskUnsure(judged, ct); // nobody who is sure has to wait for it
            await OpenAll(account.Id, judged.Where(j => j.Verdict is { Decision: Decision.Answer, Tier: Tier.LanguageModel }), ct);
        }

        await reviews.Add(account.Id, [.. judged.Where(j => j.Verdict.Decision == Decision.Review)], ct);
        await counts.Add(account.Id, page.Page, page.Handed == HandedUse.AnswerCounted ? CountedComments.None : Count(judged, [.. late[true], .. known[true]], strangers[false]), ct);
        outbox.Finished(page);
        catchUps?.PassedOver(page.Handed is null ? late[true].Count() : 0);
        foreach (var same in judged.GroupBy(j => (j.Verdict.Decision, j.Verdict.Tier)))
        {
            metrics?.Judged(same.First().Verdict, same.Count());
        }
    }

    /// <summary>The optional third tier for what the model is unsure of. Whatever goes wrong there, a person decides.</summary>
    private Task AskUnsure(List<Judged> judged, CancellationToken ct) => Parallel.ForEachAsync(
        Enumerable.Range(0, judged.Count).Where(i => judged[i] is { Verdict.Decision: Decision.Review, Offer: not null }),
        new ParallelOptions { MaxDegreeOfParallelism = QuestionsAtOnce, CancellationToken = ct, TaskScheduler = TaskScheduler.Current },
        async (i, stop) => judged[i] = judged[i] with { Verdict = (await languageModel!.Ask(judged[i].Comment.Text, judged[i].Verdict, stop)).Verdict });

    /// <summary>The ladder for one comment: the candidates' own rules first, then the model; and the offer that answers.</summary>
    public Judged Judge(string accountId, Comment comment, AccountCorrection? correction)
    {
        var candidates = offers.For(accountId, comment.VideoId);
        Verdict? first = null;
        foreach (var offer in candidates)
        {
            var verdict = judge.Judge(comment.Text, offer.Rules, correction);
            if (verdict.Tier == Tier.Rule && verdict.Decision == Decision.Answer)
            {
                return new(comment, verdict, offer);
            }

            // An exclusion speaks for its own offer only; the next may still want the comment.
            first = first is null or { Tier: Tier.Rule } ? verdict : first;
        }

        var model = first ?? judge.Judge(comment.Text, null, correction);
        if (model.Decision == Decision.Drop)
        {
            return new(comment, model, null);
        }

        var chosen = OfferBook.ByKind(candidates, model.Kind);
        return new(comment, chosen is null ? model with { Decision = Decision.Review } : model, chosen);
    }

    /// <summary>
    /// Opens the leads of a page, and then queues together what they want at once: replies, and invitations where a comment permits them. The page's own message
    /// is the safety net: after a crash it comes again, finds the leads there and queues what they still want.
    /// </summary>
    private async Task OpenAll(string accountId, IEnumerable<Judged> answered, CancellationToken ct)
    {
        var people = answered.GroupBy(j => j.Comment.PersonId, StringComparer.Ordinal).ToList();
        await open.Add([.. people.Select(p => LeadId.Of(accountId, p.Key))], ct);
        var wanted = new ConcurrentDictionary<(string Queue, WorkMessage Message), bool>();
        var sideBySide = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct, TaskScheduler = TaskScheduler.Current };

        // One person's comments one after the other: they meet in one lead.
        await Parallel.ForEachAsync(people, sideBySide, async (person, stop) =>
        {
            foreach (var one in person)
            {
                var opened = await inquiries.Open(accountId, one, "system", stop, queueWork: false);
                foreach (var effect in WantedBy(one, opened.State))
                {
                    wanted[(Work.On(effect, TimeSpan.Zero).Queue, new(opened.State!.Id, effect.Id))] = true;
                }
            }
        });

        foreach (var queue in wanted.Keys.GroupBy(w => w.Queue, w => w.Message, StringComparer.Ordinal).OrderByDescending(q => q.Key, StringComparer.Ordinal)) // replies before chats
        {
            foreach (var message in WorkMessage.Pack(queue.OrderBy(w => w.Lead!.Value.ToString(), StringComparer.Ordinal).ThenBy(w => w.Effect, StringComparer.Ordinal)))
            {
                await queues.Enqueue(queue.Key, message.ToJson(), TimeSpan.Zero, ct);
            }
        }
    }

    /// <summary>What of the lead is wanted because of this comment: its reply, and the invitation through the window that it opened.</summary>
    private static IEnumerable<Effect> WantedBy(Judged one, Lead? lead) => lead is null ? [] : lead.Effects.Where(e => e.Status == EffectStatus.Wanted && e.Kind switch
    {
        EffectKind.Reply => string.Equals(e.Id, Effect.ReplyId(one.Offer!.Id), StringComparison.Ordinal) && string.Equals(e.CommentId, one.Comment.Id, StringComparison.Ordinal),
        EffectKind.Invite => lead.Window is { IsChat: false } window && string.Equals(window.MessageId, one.Comment.Id, StringComparison.Ordinal),
        _ => false,
    });

    /// <param name="late">Too old to be answered, after a loss or when handed over, or of somebody who was erased since.</param>
    private static CountedComments Count(List<Judged> judged, IReadOnlyList<Comment> late, IEnumerable<Comment> own)
    {
        IReadOnlyList<string> Decided(Decision decision) => [.. judged.Where(j => j.Verdict.Decision == decision).Select(j => j.Comment.Id)];
        return new(Decided(Decision.Answer), Decided(Decision.Review), [.. Decided(Decision.Drop), .. late.Select(c => c.Id)], [.. own.Select(c => c.Id)]);
    }

    private static partial class Log
    {
        [LoggerMessage(1501, LogLevel.Warning, "{Count} comments of account {Account} are dropped: it is not configured any more")]
        public static partial void NoAccount(ILogger log, string account, int count);
    }
}
