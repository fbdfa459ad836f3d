using System.Globalization;
using Funnel.Leads;
using Funnel.Reasons;

namespace Funnel.Tasks;

/// <summary>What somebody has to do.</summary>
public enum TaskKind
{
    /// <summary>Answer the comment by hand.</summary>
    Reply = 1,

    /// <summary>Write to the person, with their own contact link.</summary>
    Message,

    /// <summary>Greet the new contact, and send what was promised.</summary>
    Welcome,

    /// <summary>Give the contact its tags and remark.</summary>
    Label,

    /// <summary>Look whether it was sent: nobody knows.</summary>
    Check,

    /// <summary>Follow the person.</summary>
    Follow,

    /// <summary>Send the contact the code of the group.</summary>
    Group,

    /// <summary>Give the contact what was promised for bringing friends.</summary>
    Reward,
}

/// <summary>One task with all that is needed to do it.</summary>
/// <param name="Effect">As it waits now.</param>
/// <param name="Ask">What the person said; null of somebody who came without asking, and of an ask that is too long ago.</param>
/// <param name="Text">The words that are to be said, or looked for; null when nobody knows them.</param>
/// <param name="Link">The person's own contact link, where one belongs to it.</param>
/// <param name="With">What else goes with it, by name.</param>
/// <param name="Actions">Those that can work.</param>
public sealed record OpenTask(TaskLine Line, Lead Lead, Effect Effect, Ask? Ask, TaskKind Kind, string? Text, Uri? Link, IReadOnlyList<string> With, IReadOnlyList<TaskAction> Actions)
{
    /// <summary>Something is in the way at the moment: what is run again goes out when that has passed.</summary>
    public bool Waits { get; init; }

    /// <summary>Address of the picture of a QR code that is to be sent along.</summary>
    public Uri? Picture { get; init; }

    /// <summary>The person's own page on the platform; null where nobody knows its address.</summary>
    public Uri? PersonPage { get; init; }

    /// <summary>What is known now, where that says more than what was when it was parked.</summary>
    internal Reason? Now { get; init; }

    public Reason Cause => Now ?? Effect.Reason ?? Line.Why;

    /// <summary>What a decision says it is about: one on something that changed since is refused.</summary>
    public string Seen => SeenOf(Effect);

    /// <summary>All that is to be pasted: the words, with the link where they do not have it.</summary>
    public string? Paste => (Text, Link?.AbsoluteUri) switch
    {
        (null, var link) => link,
        (var text, null) => text,
        var (text, link) => text.Contains(link, StringComparison.Ordinal) ? text : $"{text} {link}",
    };

    internal static string SeenOf(Effect effect) => string.Create(CultureInfo.InvariantCulture, $"{effect.Attempts}-{effect.Reason?.Code}");

    /// <summary>The comment that it is about.</summary>
    internal static Ask? AskOf(Lead lead, Effect effect) =>
        effect.CommentId is { } id ? lead.Asks.FirstOrDefault(a => string.Equals(a.CommentId, id, StringComparison.Ordinal)) : lead.Asks.LastOrDefault();

    internal static TaskKind KindOf(Effect effect) => effect switch
    {
        { MayHaveBeenSent: true, Kind: not EffectKind.Label } => TaskKind.Check,
        { Kind: EffectKind.Reply } => TaskKind.Reply,
        { Kind: EffectKind.Invite } => TaskKind.Message,
        { Kind: EffectKind.Welcome } => TaskKind.Welcome,
        { Kind: EffectKind.Follow } => TaskKind.Follow,
        { Kind: EffectKind.GroupInvite } => TaskKind.Group,
        { Kind: EffectKind.Reward } => TaskKind.Reward,
        _ => TaskKind.Label,
    };
}
