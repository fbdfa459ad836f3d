using Funnel.Accounts;
using Funnel.Leads;
using Funnel.Connectors;
using Funnel.Reasons;

namespace Funnel.Outreach;

/// <summary>The reply that is looked for.</summary>
/// <param name="CommentId">The comment it answers.</param>
/// <param name="ThreadId">The first-level comment under which it is listed; null when that is not known.</param>
/// <param name="PersonId">Who is answered.</param>
/// <param name="Receipt">The platform's id of it, when it is known to have been accepted and the platform gives one.</param>
/// <param name="Nick">Their name, which may stand in the text.</param>
internal sealed record SoughtReply(string CommentId, string? ThreadId, string PersonId, string? Nick, string Text, DateTimeOffset AttemptedAt, string? Receipt)
{
    /// <summary>What else it may say, when nobody knows what was said.</summary>
    public IReadOnlyList<string> OrElse { get; init; } = [];

    /// <summary>From when on it may have been posted.</summary>
    public DateTimeOffset PostedFrom { get; init; } = AttemptedAt;

    /// <summary>Nobody knows whether there ever was one: see <see cref="Assumed"/>.</summary>
    public bool IsAssumed { get; init; }

    /// <summary>The platform took it and gave no id of it.</summary>
    public bool IsAcceptedWithoutId { get; init; }

    /// <summary>The platform said that it took it: what is not listed then is hidden.</summary>
    public bool IsAccepted => Receipt is not null || IsAcceptedWithoutId;

    /// <summary>Ids of the replies that the person is known to have for something else.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>Whether it says this.</summary>
    public bool Says(string listed) => ReplyText.Same(Text, listed) || OrElse.Any(text => ReplyText.Same(text, listed));

    /// <summary>An answer of ours, or of the merchant's hand, to one of the person's comments, of which nothing is known.</summary>
    public static SoughtReply Assumed(Lead lead, Effect effect, Ask ask, IReadOnlyList<string> texts) =>
        new(ask.CommentId, Effect.ThreadOf(ask), lead.PersonId, lead.Nick, effect.Text ?? "", effect.AttemptedAt ?? DateTimeOffset.MinValue, null)
        {
            IsAssumed = true,
            OrElse = texts,
            PostedFrom = ask.At,
            Others = Known(lead, effect),
        };

    public static SoughtReply Of(Lead lead, Effect effect) =>
        new(effect.CommentId!, effect.ThreadId, lead.PersonId, lead.Nick, effect.Text ?? "", effect.AttemptedAt ?? effect.SentAt ?? DateTimeOffset.MinValue, effect.Receipt)
        {
            IsAcceptedWithoutId = effect is { Status: EffectStatus.Sent, Receipt: null, Hand: null },
            Others = Known(lead, effect),
        };

    private static IReadOnlyList<string> Known(Lead lead, Effect sought) =>
        [.. lead.Effects.Where(e => e.Kind == EffectKind.Reply && e.Receipt is not null && !string.Equals(e.Id, sought.Id, StringComparison.Ordinal)).Select(e => e.Receipt!)];
}

/// <summary>What was read of a thread.</summary>
/// <param name="Complete">Everything the platform lists, to the last item.</param>
internal sealed record ReadThread(IReadOnlyList<Comment> Items, bool Complete);

/// <param name="Reply">The listed reply, when it was found.</param>
/// <param name="Certain">It was found, and it is ours without doubt: its author's id is one of ours.</param>
/// <param name="Why">What proves it, or why nothing is proved.</param>
/// <param name="Wait">The platform asked to be left alone for so long; null when it was looked at.</param>
internal sealed record ReplyFinding(ReadBackResult Result, Reason Why, Comment? Reply = null, bool Certain = false, TimeSpan? Wait = null);

/// <summary>
/// What reading a thread proves about a reply. A second public reply is the worst that can happen, so in doubt nothing is proved: found is
/// whatever may be ours, absent only what would certainly be listed and known.
/// </summary>
internal static class ReplyProof
{
    /// <summary>How far the platform's clock may be from ours.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);

    /// <summary>A name of fewer letters may stand in our words by chance.</summary>
    private const int FewestOfName = 2;

    private enum Likeness
    {
        No,
        Maybe,
        Ours,
    }

    /// <param name="trusted">Enough replies of the account were seen, and none hidden since.</param>
    /// <param name="visibleAfter">How long after the attempt an accepted reply is listed at the latest.</param>
    /// <param name="seenAfter">How long after the attempt those were seen: what moderation takes away later is not known.</param>
    public static ReplyFinding Conclude(SoughtReply sought, ReadThread thread, OwnReplies own, bool trusted, TimeSpan visibleAfter, TimeSpan seenAfter, DateTimeOffset now)
    {
        if (thread.Items.FirstOrDefault(c => Is(c.Id, sought.Receipt)) is { } receipt)
        {
            return new(ReadBackResult.Found, Reason.ListedByReceipt, receipt, Certain: true);
        }

        var likeness = thread.Items.Select(c => (Reply: c, Likeness: Judge(c, sought, thread, own))).ToList();
        if (likeness.FirstOrDefault(l => l.Likeness == Likeness.Ours).Reply is { } ours)
        {
            // Words alone convince when it is certain that they were accepted: nobody else writes them there.
            return new(ReadBackResult.Found, Reason.ListedAsOurs, ours, Certain: own.IsOwn(ours.PersonId) || (sought.IsAccepted && sought.Says(ours.Text)));
        }

        return likeness.Any(l => l.Likeness == Likeness.Maybe)
            ? new(ReadBackResult.Impossible, Reason.ListedPerhaps)
            : Absence(sought, thread, own, trusted, visibleAfter, seenAfter, now);
    }

    /// <summary>Nothing like it is listed. What does that prove?</summary>
    private static ReplyFinding Absence(SoughtReply sought, ReadThread thread, OwnReplies own, bool trusted, TimeSpan visibleAfter, TimeSpan seenAfter, DateTimeOffset now)
    {
        if (!thread.Complete)
        {
            return new(ReadBackResult.Impossible, Reason.ListIncomplete);
        }

        if (sought.ThreadId is null)
        {
            return new(ReadBackResult.Impossible, Reason.ThreadUnknown);
        }

        // Answers to answers stand flat in the thread. A list without the comment itself is another thread's, or it was deleted.
        if (!Is(sought.ThreadId, sought.CommentId) && !thread.Items.Any(c => Is(c.Id, sought.CommentId)))
        {
            return new(ReadBackResult.Impossible, Reason.CommentNotListed);
        }

        if (now < sought.AttemptedAt + visibleAfter)
        {
            return new(ReadBackResult.NotYet, Reason.NotListedYet);
        }

        if (!own.Recognised)
        {
            return new(ReadBackResult.NotYet, Reason.NoneRecognised);
        }

        if (sought.IsAccepted)
        {
            return new(ReadBackResult.Absent, Reason.AcceptedNotListed);
        }

        return own.AreHiddenAtTimes(now) ? new(ReadBackResult.Impossible, Reason.RepliesHidden)
            : now - sought.AttemptedAt > seenAfter && !sought.IsAssumed ? new(ReadBackResult.Impossible, Reason.LookedTooLate)
            : !trusted ? new(ReadBackResult.NotYet, Reason.TooFewSeen)
            : new(ReadBackResult.Absent, Reason.NotListed);
    }

    private static Likeness Judge(Comment c, SoughtReply sought, ReadThread thread, OwnReplies own)
    {
        var isOwn = own.IsOwn(c.PersonId);
        var same = sought.Says(c.Text);
        if (Is(c.PersonId, sought.PersonId) || Is(c.Id, sought.CommentId) || sought.Others.Contains(c.Id, StringComparer.Ordinal) || !(isOwn || same) || AnswersSomebodyElse(c, sought, thread, own))
        {
            return Likeness.No;
        }

        var newer = c.At >= sought.PostedFrom - ClockSkew;
        var answersThis = Is(c.AnswersId, sought.CommentId) && !Is(sought.ThreadId, sought.CommentId);
        if (answersThis || (NobodyElseIsAnswered(c, sought, thread, own) && !AnswersWhatIsNotListed(c, sought, thread)))
        {
            // In other words it may still answer the next thing that the person wrote there.
            var toThis = same || answersThis || !thread.Items.Any(other => Is(other.PersonId, sought.PersonId));
            return !(same || newer) ? Likeness.No : toThis ? Likeness.Ours : Likeness.Maybe;
        }

        // Several people may be answered in this thread: our words to another of them are the same, but for the name; and an own answer may be to them.
        return same && newer && NamesThePerson(c, sought) ? Likeness.Ours : same || newer ? Likeness.Maybe : Likeness.No;
    }

    private static bool NamesThePerson(Comment c, SoughtReply sought) =>
        ReplyText.Letters(sought.Nick ?? "") is { Length: >= FewestOfName } name
        && sought.OrElse.Append(sought.Text).Any(text => ReplyText.Letters(text).Contains(name, StringComparison.Ordinal)) && ReplyText.Letters(c.Text).Contains(name, StringComparison.Ordinal);

    /// <summary>The platform names the comment that this one answers, and it is another person's.</summary>
    private static bool AnswersSomebodyElse(Comment c, SoughtReply sought, ReadThread thread, OwnReplies own) =>
        c.AnswersId is { } answers && !Is(answers, sought.CommentId)
        && thread.Items.Any(other => Is(other.Id, answers) && !Is(other.PersonId, sought.PersonId) && !own.IsOwn(other.PersonId));

    /// <summary>The platform names the comment that this one answers, and it is gone or hidden: it may have been another person's.</summary>
    private static bool AnswersWhatIsNotListed(Comment c, SoughtReply sought, ReadThread thread) =>
        c.AnswersId is { } answers && !Is(answers, sought.CommentId) && !thread.Items.Any(other => Is(other.Id, answers));

    /// <summary>The thread is the person's own, and nobody but them and us has written in it.</summary>
    private static bool NobodyElseIsAnswered(Comment c, SoughtReply sought, ReadThread thread, OwnReplies own) =>
        thread.Complete && Is(sought.ThreadId, sought.CommentId)
        && thread.Items.All(other => Is(other.PersonId, sought.PersonId) || Is(other.PersonId, c.PersonId) || own.IsOwn(other.PersonId));

    private static bool Is(string? id, string? other) => id is not null && string.Equals(id, other, StringComparison.Ordinal);
}
