using Funnel.Reasons;

namespace Funnel.Leads;

/// <summary>
/// The whole journey as one pure function. Nothing else moves a lead. Commands may come twice, late or out of order: a repeated one changes
/// nothing, an impossible one is refused with its reason, and neither throws.
/// </summary>
public static partial class LeadDecider
{
    public static Decided Decide(Lead? lead, LeadCommand command) => Stay.Followed(lead, Move(lead, command), command);

    private static Decided Move(Lead? lead, LeadCommand command) => (lead, command) switch
    {
        ({ Exit: not Exit.Declined }, { Refused: not null } and (LeadCommand.Inquire or LeadCommand.OpenChat or LeadCommand.Arrive or LeadCommand.AddedByHand)) => AfterRefusal(lead, command),
        (_, LeadCommand.Inquire c) => Inquire(lead, c),
        (null, LeadCommand.Arrive { LinkOf: { } other } c) => CameByLink(other, c),
        (null, _) => Decided.Refuse(null, Reason.NoLead),
        (_, LeadCommand.LinkPassedOn c) => LinkPassedOn(lead, c),
        (_, LeadCommand.Assume c) => Assume(lead, c),
        (_, LeadCommand.Claim c) => Claim(lead, c),
        (_, LeadCommand.Hold c) => Hold(lead, c),
        (_, LeadCommand.Settle c) => Settle(lead, c),
        (_, LeadCommand.ReadBack c) => ReadBack(lead, c),
        (_, LeadCommand.OpenChat c) => OpenChat(lead, c),
        (_, LeadCommand.ChatReceipt c) => ChatReceipt(lead, c),
        (_, LeadCommand.OpenLink c) => OpenLink(lead, c),
        (_, LeadCommand.Arrive c) => Arrive(lead, c),
        (_, LeadCommand.AddedByHand c) => AddedByHand(lead, c),
        (_, LeadCommand.NotAdded c) => NotAdded(lead, c),
        (_, LeadCommand.Leave c) => Leave(lead, c),
        (_, LeadCommand.ReplySeen c) => ReplySeen(lead, c),
        (_, LeadCommand.Decline c) => Decline(lead, c),
        (_, LeadCommand.LiftRefusal c) => LiftRefusal(lead, c),
        (_, LeadCommand.Park c) => Park(lead, c),
        (_, LeadCommand.Replay c) => Replay(lead, c),
        (_, LeadCommand.DoneByHand c) => DoneByHand(lead, c),
        (_, LeadCommand.GiveUp c) => GiveUp(lead, c),
        (_, LeadCommand.Drop c) => Drop(lead, c),
        (_, LeadCommand.NotInquiry c) => NotInquiry(lead, c),
        (_, LeadCommand.PutBack c) => PutBack(lead, c),
        (_, LeadCommand.JoinGroup c) => JoinGroup(lead, c),
        (_, LeadCommand.LeaveGroup c) => LeaveGroup(lead, c),
        (_, LeadCommand.HideComment c) => HideComment(lead, c),
        (_, LeadCommand.UnhideComment c) => UnhideComment(lead, c),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, "unknown command"),
    };

    private static Decided Inquire(Lead? lead, LeadCommand.Inquire c)
    {
        if (lead is null)
        {
            var opened = new Lead
            {
                Id = LeadId.Of(c.AccountId, c.PersonId),
                AccountId = c.AccountId,
                PersonId = c.PersonId,
                Nick = c.Nick,
                Origin = Origin.Of(c.Now, c.UtcOffset, c.Ask.VideoId, c.Ask.OfferId, c.Ask.Tier),
                Stage = Stage.Inquired,
                OpenedAt = c.Now,
                MovedAt = c.Now,
            };
            return Followed(Permitted(Ask(Born(opened, c), c, LeadEventKind.Inquired), c), c) is var begun && c.Refused is { } refusal
                ? begun.And(new LeadEvent(LeadEventKind.Declined, c.Now, c.By) { Reason = WhyNot(refusal) })
                : begun;
        }

        var known = KeptAsks.Knows(lead, c.Ask.CommentId) || (!Answers(lead, c.Ask) && KeptAsks.AreEnough(lead, c.Ask));
        return known ? Decided.Nothing(lead) : Followed(Permitted(Ask(lead, c, LeadEventKind.AskedAgain), c), c);
    }

    /// <summary>A lead of somebody who is on the do-not-contact list begins as one who declined.</summary>
    private static Lead Born(Lead opened, LeadCommand c) => c.Refused is { } refusal ? opened with { Exit = Exit.Declined, Refusal = refusal } : opened;

    private static Decided Ask(Lead lead, LeadCommand.Inquire c, LeadEventKind kind)
    {
        lead = KeptAsks.Add(lead, c.Ask) with { Nick = c.Nick ?? lead.Nick };
        var asked = new LeadEvent(kind, c.Now, c.By, Stage: kind == LeadEventKind.Inquired ? Stage.Inquired : null, Detail: c.Ask.Text)
        {
            VideoId = c.Ask.VideoId,
            CommentId = c.Ask.CommentId,
        };

        if (!Answers(lead, c.Ask))
        {
            return Decided.Move(lead, asked);
        }

        var id = Effect.ReplyId(c.Ask.OfferId);
        var before = lead.Find(id);
        var reply = new Effect(id, EffectKind.Reply, c.Ask.OfferId, EffectStatus.Wanted)
        {
            VideoId = c.Ask.VideoId,
            CommentId = c.Ask.CommentId,
            ThreadId = Effect.ThreadOf(c.Ask),
            CarriesLink = c.InvitesInReply,
        };
        if (c.Ask.Hidden is { } hidden)
        {
            return AskedHidden(Decided.Move(lead, asked), reply, hidden, c);
        }

        var wanted = Decided.Move(lead.With(reply), asked, Work.On(reply, TimeSpan.Zero));
        return before is null ? wanted : wanted.And(Event(LeadEventKind.Replayed, c, reply, AskedAnew(before)));
    }

    /// <summary>One reply per person and offer, whatever else is asked; and nothing to someone who said no.</summary>
    private static bool Answers(Lead lead, Ask ask) => lead.Exit != Exit.Declined && (lead.Find(Effect.ReplyId(ask.OfferId)) is not { } before || MayBeAskedAnew(before));

    private static Decided Change(Lead lead, Effect from, Effect to, LeadEvent what, params ReadOnlySpan<Work> work) =>
        EffectMoves.IsLegal(from.Status, to.Status)
            ? Decided.Move(lead.With(to), what, from.Status == EffectStatus.Parked ? Reviving(work) : work)
            : Decided.Refuse(lead, Reason.IllegalMove(from.Id, from.Status, to.Status));

    private static Work[] Reviving(ReadOnlySpan<Work> work)
    {
        var revives = work.ToArray();
        for (var i = 0; i < revives.Length; i++)
        {
            revives[i] = revives[i] with { Revives = true };
        }

        return revives;
    }

    private static Lead Advance(Lead lead, Stage stage, DateTimeOffset now) =>
        stage > lead.Stage ? lead with { Stage = stage, MovedAt = now } : lead;

    /// <summary>The stage that it proves when it is accepted.</summary>
    internal static Stage? StageOf(Effect effect) => effect.Kind switch
    {
        EffectKind.Reply => effect.CarriesLink ? Stage.Invited : Stage.Replied,
        EffectKind.Invite => Stage.Invited,
        EffectKind.Welcome => Stage.Served,
        _ => null,
    };

    private static Decided MarkSent(Lead lead, Effect effect, string? receipt, LeadEvent how, TimeSpan? confirmAfter = null)
    {
        if (!EffectMoves.IsLegal(effect.Status, EffectStatus.Sent))
        {
            return Decided.Refuse(lead, Reason.IllegalMove(effect.Id, effect.Status, EffectStatus.Sent));
        }

        var stage = StageOf(effect);
        var moved = stage is { } s ? Advance(lead, s == Stage.Served && lead.IsInGroup ? Stage.Grouped : s, how.At) : lead;
        var sent = effect with { Status = EffectStatus.Sent, Receipt = receipt, SentAt = how.At, Reason = null, NotBefore = null };
        var what = how with { Stage = moved.Stage != lead.Stage ? moved.Stage : null };

        // Accepted is not visible: somebody looks for the reply later.
        return confirmAfter is { } after && effect.Kind == EffectKind.Reply
            ? Change(moved, effect, sent, what, Work.Later(effect.Id, after))
            : Change(moved, effect, sent, what);
    }

    private static LeadEvent Event(LeadEventKind kind, LeadCommand c, Effect effect, Reason? reason = null) =>
        new(kind, c.Now, c.By, effect.Id) { Reason = reason, VideoId = effect.VideoId, CommentId = effect.CommentId, Variant = effect.Variant };
}
