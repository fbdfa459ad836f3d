using Funnel.Sandbox.Books;
using Funnel.Sandbox.Callbacks;
using Funnel.Sandbox.Comments;
using Funnel.Sandbox.Faults;

namespace Funnel.Sandbox.Sources;

/// <summary>
/// The merchant's place on one platform: the videos with what is written under them, and what the merchant says to people in public and in private. Writes the books, and
/// lets happen to replies what happens on any platform: they are seen late, listed later, hidden.
/// </summary>
internal sealed class Shop
{
    private static readonly TimeSpan SeenBeforeAudit = TimeSpan.FromSeconds(2);
    private readonly SandboxOptions options;
    private readonly FaultDeck faults;
    private readonly Ledger books;
    private readonly Moves moves;
    private readonly TimeProvider time;

    /// <param name="newId">A fresh id in the platform's shape, of a <c>video</c>, a <c>comment</c> or a <c>reply</c>.</param>
    public Shop(SourceKit kit, string ownerId, string ownerName, Func<string, string> newId)
    {
        (options, faults, books, moves, time) = (kit.Options, kit.Faults, kit.Books, kit.Moves, kit.Time);
        (OwnerId, OwnerName, Wall) = (ownerId, ownerName, new Wall(options.Videos, newId, faults, time));
        books.Introduce(ownerId, kit.Name);
    }

    /// <summary>The merchant's id, under which replies stand.</summary>
    public string OwnerId { get; }

    public string OwnerName { get; }

    public Wall Wall { get; }

    /// <summary>Tells the host of a reply that was posted, where the platform does so.</summary>
    public Action<Post>? TellsOfReply { get; set; }

    /// <summary>Called when a reply (the second) to a comment has come into people's sight. The audience listens.</summary>
    public Action<Post, Post>? ReplyShown { get; set; }

    /// <summary>Called when a private message has reached the person. The audience listens.</summary>
    public Action<PrivateMessage>? MessageArrived { get; set; }

    /// <summary>The merchant answers a comment in public. Each call is another reply.</summary>
    /// <param name="isAuditedAway">The platform's audit will let nobody see it.</param>
    public Post Reply(Post to, string text, bool isAuditedAway = false)
    {
        var sight = SightOf(isAuditedAway);
        var reply = Wall.Answer(to, OwnerId, OwnerName, text, sight);
        var isToOwn = string.Equals(to.PersonId, OwnerId, StringComparison.Ordinal);
        books.Write(isToOwn ? Page.SelfReplies : Page.Replies, to.PersonId, to.VideoId, to.Id, text, ContactLink.Token(ContactLink.In(text)));
        TellsOfReply?.Invoke(reply);
        if (sight.From < sight.Until)
        {
            moves.Start(async ct =>
            {
                await Task.Delay(options.ReplyLag, time, ct);
                ReplyShown?.Invoke(to, reply);
            });
        }

        return reply;
    }

    /// <summary>A comment of the merchant's own that answers nobody: always a mistake of the host.</summary>
    public Post CommentOnOwn(string videoId, string text)
    {
        var post = Wall.Comment(videoId, OwnerId, OwnerName, text);
        books.Write(Page.TopLevel, OwnerId, videoId, post.Id, text);
        return post;
    }

    /// <summary>The merchant hides a comment, or shows it again. What is so already stays so, and is written all the same.</summary>
    public void Hide(Post post, bool hidden = true)
    {
        post.Hidden = hidden;
        books.Write(Page.Hidden, post.PersonId, post.VideoId, post.Id, kind: hidden ? "hide" : "unhide");
    }

    /// <summary>The merchant's people follow whoever wrote it.</summary>
    public void Follow(Post post) => books.Write(Page.Followed, post.PersonId, post.VideoId, post.Id);

    /// <summary>A private message of the merchant's has reached the person. Each call is another message.</summary>
    /// <param name="tell">Tells the host of it, where the platform does so.</param>
    public void Message(PrivateMessage message, Action? tell = null)
    {
        books.Write(Page.Messages, message.PersonId, text: message.Text, token: ContactLink.Token(message.Address), kind: message.Kind);
        tell?.Invoke();
        MessageArrived?.Invoke(message);
    }

    /// <summary>From when until when the reply is seen and listed; never, if the audit is quick.</summary>
    private Sight SightOf(bool isAuditedAway)
    {
        var from = time.GetUtcNow() + options.ReplyLag;
        var listed = faults.Strikes(SandboxFaults.ListLag) ? from + (options.ListLagBy * faults.Force(SandboxFaults.ListLag)) : from;
        return new(from, listed, isAuditedAway ? from : AuditedAt(from));
    }

    private DateTimeOffset AuditedAt(DateTimeOffset from) =>
        faults.Strikes(SandboxFaults.ReplyAuditedAway) ? faults.Coin(SandboxFaults.ReplyAuditedAway) ? from : from + SeenBeforeAudit
        : faults.Strikes(SandboxFaults.AuditHides) ? from + (options.AuditAfter * (1 + (faults.Force(SandboxFaults.AuditHides) / 4)))
        : DateTimeOffset.MaxValue;
}
