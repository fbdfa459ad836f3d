using System.Globalization;
using Funnel.Accounts;
using Funnel.Connectors;

namespace Funnel.Tests.Simulation;

/// <summary>The video platform as it really is, whatever anybody was told: what it holds are the books.</summary>
internal sealed class SimulatedPlatform
{
    /// <summary>Comments of people, answers to other people's comments among them.</summary>
    public List<PostedComment> Comments { get; } = [];

    /// <summary>Replies to what the merchant itself wrote.</summary>
    public List<string> AnsweredItself { get; } = [];

    /// <summary>What a test lets happen on the way of a reply to the platform.</summary>
    public Action BeforeReply { get; set; } = () => { };

    /// <summary>How this seed's platform shows the merchant's own replies.</summary>
    public required PlatformHabits Habits { get; set; }

    public List<SentCard> Cards { get; } = [];

    /// <summary>Plain messages: that nothing more comes.</summary>
    public List<SentText> Texts { get; } = [];

    public Dictionary<string, OpenedWindow> Windows { get; } = new(StringComparer.Ordinal);

    /// <summary>The living access token of each merchant.</summary>
    public Dictionary<string, string> AccessTokens { get; } = new(StringComparer.Ordinal);

    private int lastId;

    /// <summary>The comment under which everything in this one's thread is listed.</summary>
    public PostedComment ThreadOf(PostedComment comment) => comment.Comment.ParentId is { } parent ? Find(parent)! : comment;

    public PostedComment? Find(string id) => Comments.Find(c => string.Equals(c.Comment.Id, id, StringComparison.Ordinal));

    public string NewId(string prefix) => prefix + (++lastId).ToString(CultureInfo.InvariantCulture);

    internal sealed class PostedComment(Comment comment, string account)
    {
        public Comment Comment { get; } = comment;
        public string Account { get; } = account;
        public bool Deleted { get; set; }
        public List<PostedReply> Replies { get; } = [];
    }

    /// <param name="ByHand">An operator wrote it in the platform's own application.</param>
    internal sealed record PostedReply(string Id, string AuthorOpenId, string Text, DateTimeOffset At, DateTimeOffset VisibleAt, bool ByHand = false);

    /// <param name="OwnId">The id under which an own reply is listed, given the account's open_id.</param>
    /// <param name="ToldId">The id under which a webhook tells of it.</param>
    /// <param name="TellsFrom">Whether that webhook says that it is from the account.</param>
    /// <param name="Names">Which comment a listed answer is said to answer.</param>
    /// <param name="Respelled">How often a listed text is not the one that was sent.</param>
    internal sealed record PlatformHabits(Func<string, string> OwnId, Func<string, string> ToldId, bool TellsFrom, AnswerNames Names, double Respelled)
    {
        /// <summary>Shows everything as one would wish.</summary>
        public static PlatformHabits Plain { get; } = new(id => id, id => id, true, AnswerNames.ItsComment, 0);
    }

    internal enum AnswerNames
    {
        ItsComment,
        FirstLevel,
        Nothing,
    }

    internal sealed record SentText(string Account, string PersonId, string Body, DateTimeOffset At);

    internal sealed record SentCard(string Account, string PersonId, string Query, DateTimeOffset At);

    internal sealed class OpenedWindow(ChatWindow window, string personId)
    {
        public ChatWindow Window { get; } = window;
        public string PersonId { get; } = personId;
        public int Used { get; set; }
    }
}

/// <summary>The platform as one process reaches it: slow, lossy, sometimes refusing. It shows what it accepted within <see cref="Lag"/>.</summary>
internal sealed class SimulatedSource(SimulatedPlatform platform, SimulatedProcess process, World world) : ICommentFeed, IReplyFeed, ICommentReply, IChat, IOAuthGrant
{
    /// <summary>Longest time until something accepted is visible: less than the product waits before it concludes anything.</summary>
    public static readonly TimeSpan Lag = TimeSpan.FromSeconds(20);

    private const int PageSize = 3;

    public Connector AsConnector() => new("douyin", Limits, this);

    public ConnectorLimits Limits { get; } = new(PageSize, 100, 500) { SendTimeout = TimeSpan.FromSeconds(10), ReplyListLag = Lag };

    public Task<Outcome<Page<Video>>> ListVideos(SourceAccount account, string? cursor, CancellationToken ct) => world.Read(process, () => Authorized(account, () =>
    {
        world.Protocol.Read(account.Id, CallKind.ListVideos);
        var videos = world.VideosOf(account.Id)
            .Select(v => new Video(v, "video " + v, null, World.Start, platform.Comments.Count(c => !c.Deleted && string.Equals(c.Comment.VideoId, v, StringComparison.Ordinal))));
        return (Outcome<Page<Video>>)new Page<Video>([.. videos], null);
    }));

    public Task<Outcome<Page<Comment>>> ListComments(SourceAccount account, string videoId, string? cursor, CancellationToken ct) => world.Read(process, () => Authorized(account, () =>
    {
        world.Protocol.Read(account.Id, CallKind.ListComments);
        var before = cursor is null ? int.MaxValue : int.Parse(cursor, CultureInfo.InvariantCulture);
        var page = platform.Comments.Index()
            .Where(c => c.Index < before && !c.Item.Deleted && c.Item.Comment.ParentId is null && string.Equals(c.Item.Comment.VideoId, videoId, StringComparison.Ordinal))
            .Reverse().Take(PageSize + 1).ToList();
        var next = page.Count > PageSize ? page[PageSize - 1].Index.ToString(CultureInfo.InvariantCulture) : null;
        return (Outcome<Page<Comment>>)new Page<Comment>([.. page.Take(PageSize).Select(c => c.Item.Comment with { Answers = AnswersTo(c.Item) })], next);
    }));

    private long AnswersTo(SimulatedPlatform.PostedComment comment) =>
        comment.Replies.Count + platform.Comments.Count(c => c != comment && !c.Deleted && platform.ThreadOf(c) == comment);

    public Task<Outcome<Page<Comment>>> ListReplies(SourceAccount account, string videoId, string commentId, string? cursor, CancellationToken ct) =>
        world.Read(process, () => Authorized(account, () =>
    {
        if (cursor is null)
        {
            world.Protocol.Read(account.Id, CallKind.ListReplies);
        }

        var thread = platform.Find(commentId)!;
        if (thread.Deleted)
        {
            return new Failure(FailureKind.Gone, "gone", "the comment was deleted");
        }

        // Flat: under a first-level comment stand the answers of all levels, under any other comment stands nothing.
        var from = cursor is null ? 0 : int.Parse(cursor, CultureInfo.InvariantCulture);
        var asOf = world.Clock.Now - (world.Chaos.Happens(Incident.ListLag) ? world.Chaos.Seconds(0, Lag.TotalSeconds) : TimeSpan.Zero);
        var listed = platform.Comments.Where(c => !c.Deleted && platform.ThreadOf(c) == thread && thread.Comment.ParentId is null)
            .SelectMany(c => c.Replies.Where(r => r.VisibleAt <= world.Clock.Now && r.At <= asOf).Select(r => Listed(r, c.Comment, thread.Comment))
                .Concat(c == thread ? [] : [c.Comment with { AnswersId = Named(thread.Comment, thread.Comment) }]))
            .OrderBy(c => c.At).ToList();
        var items = listed.Skip(from).Take(2);
        return (Outcome<Page<Comment>>)new Page<Comment>([.. items], from + 2 < listed.Count ? (from + 2).ToString(CultureInfo.InvariantCulture) : null);
    }));

    private Comment Listed(SimulatedPlatform.PostedReply reply, Comment to, Comment thread) =>
        new(reply.Id, to.VideoId, platform.Habits.OwnId(reply.AuthorOpenId), Respelled(reply), reply.At, thread.Id) { AnswersId = Named(to, thread) };

    private string? Named(Comment to, Comment thread) => platform.Habits.Names switch
    {
        SimulatedPlatform.AnswerNames.ItsComment => to.Id,
        SimulatedPlatform.AnswerNames.FirstLevel => thread.Id,
        _ => null,
    };

    /// <summary>The same reply is always shown in the same way.</summary>
    private string Respelled(SimulatedPlatform.PostedReply reply)
    {
        var dice = new Random((int)Fnv1a.Hash64(reply.Id));
        if (dice.NextDouble() >= platform.Habits.Respelled)
        {
            return reply.Text;
        }

        world.Chaos.Note(Incident.Respelled);
        return dice.Next(6) switch
        {
            0 => reply.Text.Replace("：", ": ", StringComparison.Ordinal),
            1 => reply.Text[..^2] + "…",
            2 => "  " + reply.Text.Replace(" ", "", StringComparison.Ordinal),
            3 => "@somebody " + reply.Text.Replace("私", "*", StringComparison.Ordinal),
            4 => reply.Text.Replace("资料", "資料", StringComparison.Ordinal).Replace("头像", "頭像", StringComparison.Ordinal).Replace("领", "領", StringComparison.Ordinal),
            _ => reply.Text.Replace("朋友", "[玫瑰]朋友[玫瑰]", StringComparison.Ordinal),
        };
    }

    public Task<Outcome<SendReceipt>> Reply(SourceAccount account, ReplyTarget to, string text, CancellationToken ct) =>
        world.Send(process, () => ReplyOnce(account, to.CommentId, text));

    private Outcome<SendReceipt> ReplyOnce(SourceAccount account, string commentId, string text)
    {
        platform.BeforeReply();
        return Authorized(account, () => Accept(account, commentId, text));
    }

    private Outcome<SendReceipt> Accept(SourceAccount account, string commentId, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        if (platform.Find(commentId) is not { } comment)
        {
            platform.AnsweredItself.Add(text);
            return new SendReceipt(platform.NewId("r"));
        }

        if (comment.Deleted || platform.ThreadOf(comment).Deleted)
        {
            return new Failure(FailureKind.Gone, "gone", "the comment was deleted");
        }

        var lag = world.Chaos.On ? world.Chaos.Seconds(0, Lag.TotalSeconds * (world.Chaos.Happens(Incident.BrokenListLag) ? 10 : 1)) : TimeSpan.Zero;
        var reply = new SimulatedPlatform.PostedReply(platform.NewId("r"), account.OpenId, text, world.Clock.Now, world.Clock.Now + lag);
        comment.Replies.Add(reply);
        world.People.SeeReply(comment);
        world.People.TellOfReply(account, comment, reply);
        return new SendReceipt(reply.Id);
    }

    public Task<Outcome<SendReceipt>> SendMessage(SourceAccount account, ChatWindow window, string personId, MessageContent content, CancellationToken ct) =>
        world.Send(process, () => Authorized(account, () =>
    {
        var opened = platform.Windows[window.MessageId];
        if (opened.Window.ExpiresAt <= world.Clock.Now || opened.Used >= opened.Window.Allowance)
        {
            return new Failure(FailureKind.WindowClosed, "closed", "the window is closed");
        }

        opened.Used++;
        var id = platform.NewId("m");
        if (content is MessageContent.Text { Body: var said })
        {
            platform.Texts.Add(new(account.Id, personId, said, world.Clock.Now));
            world.People.SeeText(account, personId, window.ConversationId, id, said);
            return (Outcome<SendReceipt>)new SendReceipt(id);
        }

        platform.Cards.Add(new(account.Id, personId, ((MessageContent.Card)content).Query, world.Clock.Now));
        world.People.SeeCard(account, personId, window.ConversationId, id);
        return (Outcome<SendReceipt>)new SendReceipt(id);
    }));

    public Task<Outcome<Grant>> Refresh(Grant grant, CancellationToken ct) => world.Read(process, () =>
    {
        var token = platform.AccessTokens[grant.OpenId] = platform.NewId("access");
        return (Outcome<Grant>)(grant with { AccessToken = token, AccessExpiresAt = world.Clock.Now + TimeSpan.FromDays(15) });
    });

    public Task<Outcome<Grant>> Renew(Grant grant, CancellationToken ct) => world.Read(process, () =>
        (Outcome<Grant>)(grant with { RefreshExpiresAt = world.Clock.Now + TimeSpan.FromDays(30), Renewals = grant.Renewals + 1 }));

    public Uri AuthorizeUrl(Uri redirect, string state) => throw new NotSupportedException();

    public Task<Outcome<Grant>> ExchangeCode(string code, Uri redirect, CancellationToken ct) => throw new NotSupportedException();

    private Outcome<T> Authorized<T>(SourceAccount account, Func<Outcome<T>> call)
    {
        if (world.Chaos.Happens(Incident.TokenDeath))
        {
            platform.AccessTokens[account.OpenId] = platform.NewId("revoked");
        }

        return string.Equals(platform.AccessTokens[account.OpenId], account.AccessToken, StringComparison.Ordinal)
            ? call()
            : new Failure(FailureKind.AuthExpired, "auth", "the token is dead");
    }
}
