using Funnel.Accounts;
using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Measure;
using Funnel.Outreach;
using Funnel.Outreach.Refusals;
using Funnel.Storage;
using Funnel.Telemetry;
using Microsoft.Extensions.Logging;

namespace Funnel.Intake;

/// <summary>
/// Takes in what a source's webhook told: quick, so that the platform gets its answer in time. Comments go to their queue; an opened chat is answered
/// at once.
/// </summary>
public sealed partial class SourceEvents(
    AccountBook accounts, OwnReplyBook ownReplies, ChatEvents chats, RefusalWords refusals, IQueues queues, TimeProvider time, ILogger<SourceEvents> log,
    FunnelMetrics? metrics = null, AccountFacts? facts = null)
{
    public async Task Queue(string platform, IReadOnlyList<SourceEvent> events, CancellationToken ct)
    {
        foreach (var what in events)
        {
            if (accounts.FindByOpenId(platform, what.AccountOpenId) is { } account)
            {
                await Queue(account, what, ct);
            }
            else if (!IsOwnAnswer(platform, what))
            {
                Log.UnknownAccount(log, platform);
            }
        }
    }

    /// <summary>A reply of an account that is told as sent to the person it answers: there is nothing to do with it.</summary>
    private bool IsOwnAnswer(string platform, SourceEvent what) =>
        what is SourceEvent.Commented c && (accounts.FindByOpenId(platform, c.Comment.PersonId) ?? accounts.FindByOpenId(platform, c.FromId ?? "")) is not null;

    /// <summary>An own comment is the account's, whichever of the ids in the event says so.</summary>
    private async ValueTask<Comment> WithItsAuthor(AccountOptions account, SourceEvent.Commented c, CancellationToken ct) =>
        c.FromId is { } from && (await ownReplies.Recall(account.Id, ct)).IsOwn(from) ? c.Comment with { PersonId = account.OpenId } : c.Comment;

    private async Task Queue(AccountOptions account, SourceEvent what, CancellationToken ct)
    {
        switch (what)
        {
            case SourceEvent.Commented c:
                facts?.Succeeded(FactKind.Commented, account.Id);
                metrics?.Pushed();
                foreach (var page in CommentsMessage.Pack(account.Id, [await WithItsAuthor(account, c, ct)], () => PageCounts.PageOf(c.Comment)))
                {
                    await queues.Enqueue(QueueNames.Comments, page.ToJson(), TimeSpan.Zero, ct);
                }

                break;
            case SourceEvent.ChatOpened c:
                var opened = new WorkMessage(LeadId.Of(account.Id, c.PersonId))
                {
                    Window = FromNow(c.Window),
                    Text = c.Text is null ? null : TextCutter.Chars(c.Text, Ask.MaxText),
                    Person = c.Text is not null && refusals.IsRefusal(c.Text, RefusalPlace.Chat) ? new(account.Id, c.PersonId) : null,
                };
                await chats.Handle(opened, ct);
                break;
            case SourceEvent.MessageSent { ByUs: true } c:
                var receipt = new WorkMessage(LeadId.Of(account.Id, c.PersonId)) { Receipt = new(c.ConversationId, c.MessageId, c.Text is null ? null : "text") };
                await queues.Enqueue(QueueNames.Chats, receipt.ToJson(), TimeSpan.Zero, ct);
                break;
            case SourceEvent.AccessChanged { Granted: false }:
                Log.AccessWithdrawn(log, account.Id);
                break;
            default:
                break;
        }
    }

    /// <summary>
    /// A window as it counts here: from now, by our clock. When it opened by the platform's clock tells which of two is newer, and no more: clocks
    /// differ. Whether it is still open the platform says when we write, and a window that has closed meanwhile costs one call that is refused.
    /// </summary>
    private ChatWindow FromNow(ChatWindow window) => window with { ExpiresAt = time.GetUtcNow() + (window.ExpiresAt - window.OpenedAt) };

    private static partial class Log
    {
        [LoggerMessage(1411, LogLevel.Warning, "A genuine {Platform} event is about an account that is not configured")]
        public static partial void UnknownAccount(ILogger log, string platform);

        [LoggerMessage(1412, LogLevel.Error, "Account {Account}: the merchant withdrew access; calls will fail until it is connected again")]
        public static partial void AccessWithdrawn(ILogger log, string account);
    }
}
