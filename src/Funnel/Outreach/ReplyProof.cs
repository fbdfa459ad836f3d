using Funnel.Accounts;
using Funnel.Leads;
using Funnel.Connectors;

namespace Funnel.Outreach;

/// <summary>The reply that is looked for.</summary>
/// <param name="CommentId">The comment it answers.</param>
/// <param name="ThreadId">The first-level comment under which it is listed; null when that is not known.</param>
/// <param name="PersonId">Who is answered.</param>
/// <param name="Receipt">The platform's id of it, when it is known to have been accepted.</param>
/// <param name="Nick">Their name, which may stand in the text.</param>
internal sealed record SoughtReply(string CommentId, string? ThreadId, string PersonId, string? Nick, string Text, DateTimeOffset AttemptedAt, string? Receipt)
{
    public static SoughtReply Of(Lead lead, Effect effect) =>
        new(effect.CommentId!, effect.ThreadId, lead.PersonId, lead.Nick, effect.Text ?? "", effect.AttemptedAt ?? effect.SentAt ?? DateTimeOffset.MinValue, effect.Receipt);
}

/// <summary>What was read of a thread.</summary>
/// <param name="Complete">Everything the platform lists, to the last item.</param>
internal sealed record ReadThread(IReadOnlyList<Comment> Items, bool Complete);

/// <param name="Reply">The listed reply, when it was found.</param>
/// <param name="Certain">It was found, and it is ours without doubt: its author's id is one of ours.</param>
/// <param name="Why">For the log.</param>
internal sealed record ReplyFinding(ReadBackResult Result, string Why, Comment? Reply = null, bool Certain = false);

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
    public static ReplyFinding Conclude(SoughtReply sought, ReadThread thread, OwnReplies own, bool trusted, TimeSpan visibleAfter, DateTimeOffset now)
    {
        if (thread.Items.FirstOrDefault(c => Is(c.Id, sought.Receipt)) is { } receipt)
        {
            return new(ReadBackResult.Found, "listed under its receipt", receipt, Certain: true);
        }

        var likeness = thread.Items.Select(c => (Reply: c, Likeness: Judge(c, sought, thread, own))).ToList();
        if (likeness.FirstOrDefault(l => l.Likeness == Likeness.Ours).Reply is { } ours)
        {
            // Words alone convince when it is certain that they were accepted: nobody else writes them there.
            return new(ReadBackResult.Found, "listed in our words or by us", ours, Certain: own.IsOwn(ours.PersonId) || (sought.Receipt is not null && ReplyText.Same(sought.Text, ours.Text)));
        }

        return likeness.Any(l => l.Likeness == Likeness.Maybe)
            ? new(ReadBackResult.Impossible, "an answer is listed that may be this one or another of ours")
            : Absence(sought, thread, own, trusted, visibleAfter, now);
    }

    /// <summary>Nothing like it is listed. What does that prove?</summary>
    private static ReplyFinding Absence(SoughtReply sought, ReadThread thread, OwnReplies own, bool trusted, TimeSpan visibleAfter, DateTimeOffset now)
    {
        if (!thread.Complete)
        {
            return new(ReadBackResult.Impossible, "the list could not be read to its end");
        }

        if (sought.ThreadId is null)
        {
            return new(ReadBackResult.Impossible, "it is not known under which first-level comment it would be listed");
        }

        // Answers to answers stand flat in the thread. A list without the comment itself is another thread's, or it was deleted.
        if (!Is(sought.ThreadId, sought.CommentId) && !thread.Items.Any(c => Is(c.Id, sought.CommentId)))
        {
            return new(ReadBackResult.Impossible, "the comment itself is not listed in the thread");
        }

        if (now < sought.AttemptedAt + visibleAfter)
        {
            return new(ReadBackResult.NotYet, "it may not be listed yet");
        }

        if (!own.Recognised)
        {
            return new(ReadBackResult.NotYet, "no reply of this account was recognised in a list so far");
        }

        if (sought.Receipt is not null)
        {
            return new(ReadBackResult.Absent, "accepted, and not listed");
        }

        return own.AreHiddenAtTimes(now) ? new(ReadBackResult.Impossible, "the platform hides replies of this account: it may have been accepted and hidden")
            : !trusted ? new(ReadBackResult.NotYet, "too few replies of this account were seen to know that none is hidden")
            : new(ReadBackResult.Absent, "not listed");
    }

    private static Likeness Judge(Comment c, SoughtReply sought, ReadThread thread, OwnReplies own)
    {
        var isOwn = own.IsOwn(c.PersonId);
        var same = ReplyText.Same(sought.Text, c.Text);
        if (Is(c.PersonId, sought.PersonId) || Is(c.Id, sought.CommentId) || !(isOwn || same) || AnswersSomebodyElse(c, sought, thread, own))
        {
            return Likeness.No;
        }

        var newer = c.At >= sought.AttemptedAt - ClockSkew;
        var answersThis = Is(c.AnswersId, sought.CommentId) && !Is(sought.ThreadId, sought.CommentId);
        if (answersThis || NobodyElseIsAnswered(c, sought, thread, own))
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
        && ReplyText.Letters(sought.Text).Contains(name, StringComparison.Ordinal) && ReplyText.Letters(c.Text).Contains(name, StringComparison.Ordinal);

    /// <summary>The platform names the comment that this one answers, and it is another person's.</summary>
    private static bool AnswersSomebodyElse(Comment c, SoughtReply sought, ReadThread thread, OwnReplies own) =>
        c.AnswersId is { } answers && !Is(answers, sought.CommentId)
        && thread.Items.Any(other => Is(other.Id, answers) && !Is(other.PersonId, sought.PersonId) && !own.IsOwn(other.PersonId));

    /// <summary>The thread is the person's own, and nobody but them and us has written in it.</summary>
    private static bool NobodyElseIsAnswered(Comment c, SoughtReply sought, ReadThread thread, OwnReplies own) =>
        thread.Complete && Is(sought.ThreadId, sought.CommentId)
        && thread.Items.All(other => Is(other.PersonId, sought.PersonId) || Is(other.PersonId, c.PersonId) || own.IsOwn(other.PersonId));

    private static bool Is(string? id, string? other) => id is not null && string.Equals(id, other, StringComparison.Ordinal);
}
