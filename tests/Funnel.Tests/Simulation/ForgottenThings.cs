using Funnel.Connectors;
using Funnel.Leads;

namespace Funnel.Tests.Simulation;

/// <summary>What nobody can know any more after the store was put back: what was told by events alone.</summary>
internal sealed class ForgottenThings(World world)
{
    /// <summary>Whether it happened in the time that is forgotten.</summary>
    public bool At(DateTimeOffset at) => world.Backups.Forgotten is { } span && at >= span.From && at <= span.To;

    /// <summary>Whether somebody asked before that in an answer to another's comment, which stands in no list that is read.</summary>
    public bool Question(Comment comment) => comment.ParentId is not null && comment.At <= world.Backups.Forgotten?.To;

    /// <summary>
    /// Who was answered there, under a comment that an operator took for an inquiry, under one that was deleted, or with another offer than now, was answered without anybody knowing.
    /// </summary>
    /// <param name="says">Whether a reply's text is about the offer in question.</param>
    public bool Answer(string account, string person, string offer, Func<string, bool> says) =>
        world.Platform.Comments.Exists(c => !(CanBeReadAgain(c) && IsAbout(c.Comment, offer)) && IsOf(c, account, person) && c.Replies.Exists(r => At(r.At) && says(r.Text)));

    private static bool IsAbout(Comment comment, string offer) =>
        SimulatedPeople.Inquiries.Any(i => string.Equals(i.Offer, offer, StringComparison.Ordinal) && string.Equals(i.Text, comment.Text, StringComparison.Ordinal));

    /// <summary>It was done to the lead; now it may wait for its turn, or never have one.</summary>
    public bool Deed(Lead lead, Effect effect) => effect switch
    {
        { Kind: EffectKind.Invite } => world.Platform.Cards.Exists(c => IsTo(lead, c.Account, c.PersonId) && At(c.At)),
        { Kind: EffectKind.Reply, Status: EffectStatus.Dropped } => world.Platform.Comments.Exists(c => IsOf(c, lead.AccountId, lead.PersonId) && c.Replies.Exists(r => At(r.At))),
        { Kind: EffectKind.RefusalConfirmation, Status: EffectStatus.Dropped } => world.Platform.Texts.Exists(t => IsTo(lead, t.Account, t.PersonId) && At(t.At)),
        _ => false,
    };

    /// <summary>Who was invited, and asked before in nothing that can be read again, looks like somebody who asks for the first time.</summary>
    public bool Invitation(string account, string person) =>
        world.Platform.Cards.Exists(c => string.Equals(c.Account, account, StringComparison.Ordinal) && string.Equals(c.PersonId, person, StringComparison.Ordinal) && At(c.At))
        && !world.Platform.Comments.Exists(c => IsOf(c, account, person) && At(c.Comment.At) && CanBeReadAgain(c));

    /// <summary>Who was welcomed, left and came back looks like somebody who comes for the first time.</summary>
    public bool Welcome(ContactId contact) => world.WeChat.Welcomed.Exists(w => w.Contact == contact && At(w.At));

    /// <summary>A person who asked in nothing that can be read again.</summary>
    public bool Person(LeadId id) => world.Backups.Forgotten is not null && !world.Platform.Comments.Exists(c =>
        LeadId.Of(c.Account, c.Comment.PersonId) == id && CanBeReadAgain(c));

    private static bool CanBeReadAgain(SimulatedPlatform.PostedComment c) => !c.Deleted && c.Comment.ParentId is null && Asks(c.Comment);

    private static bool Asks(Comment comment) => SimulatedPeople.Inquiries.Any(i => string.Equals(comment.Text, i.Text, StringComparison.Ordinal));

    private static bool IsTo(Lead lead, string account, string person) =>
        string.Equals(account, lead.AccountId, StringComparison.Ordinal) && string.Equals(person, lead.PersonId, StringComparison.Ordinal);

    private static bool IsOf(SimulatedPlatform.PostedComment comment, string account, string person) =>
        string.Equals(comment.Account, account, StringComparison.Ordinal) && string.Equals(comment.Comment.PersonId, person, StringComparison.Ordinal);
}
