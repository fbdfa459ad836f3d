using System.Globalization;
using Funnel.Platforms;

namespace Funnel.Tests.Simulation;

/// <summary>The video platform as it really is, whatever anybody was told: what it holds are the books.</summary>
internal sealed class SimulatedPlatform
{
    public List<PostedComment> Comments { get; } = [];

    public List<SentCard> Cards { get; } = [];

    public Dictionary<string, OpenedWindow> Windows { get; } = new(StringComparer.Ordinal);

    /// <summary>The living access token of each merchant.</summary>
    public Dictionary<string, string> AccessTokens { get; } = new(StringComparer.Ordinal);

    private int lastId;

    public string NewId(string prefix) => prefix + (++lastId).ToString(CultureInfo.InvariantCulture);

    internal sealed class PostedComment(Comment comment, string account)
    {
        public Comment Comment { get; } = comment;
        public string Account { get; } = account;
        public bool Deleted { get; set; }
        public List<PostedReply> Replies { get; } = [];
    }

    internal sealed record PostedReply(string Id, string AuthorOpenId, string Text, DateTimeOffset At, DateTimeOffset VisibleAt);

    internal sealed record SentCard(string Account, string PersonId, string Query, DateTimeOffset At);

    internal sealed class OpenedWindow(ChatWindow window, string personId)
    {
        public ChatWindow Window { get; } = window;
        public string PersonId { get; } = personId;
        public int Used { get; set; }
    }
}

/// <summary>The platform as one process reaches it: slow, lossy, sometimes refusing. It shows what it accepted within <see cref="Lag"/>.</summary>
internal sealed class SimulatedSource(SimulatedPlatform platform, SimulatedProcess process, World world) : ISource
{
    /// <summary>Longest time until something accepted is visible: less than the product waits before it concludes anything.</summary>
    public static readonly TimeSpan Lag = TimeSpan.FromSeconds(20);

    private const int PageSize = 3;

    public string Name => "douyin";

    public SourceLimits Limits { get; } = new(PageSize, 100, 500);

    public Task<Outcome<Page<Video>>> ListVideos(SourceAccount account, string? cursor, CancellationToken ct) => world.Read(process, () => Authorized(account, () =>
    {
        var videos = world.VideosOf(account.Id)
            .Select(v => new Video(v, "video " + v, null, World.Start, platform.Comments.Count(c => !c.Deleted && string.Equals(c.Comment.VideoId, v, StringComparison.Ordinal))));
        return (Outcome<Page<Video>>)new Page<Video>([.. videos], null);
    }));

    public Task<Outcome<Page<Comment>>> ListComments(SourceAccount account, string videoId, string? cursor, CancellationToken ct) => world.Read(process, () => Authorized(account, () =>
    {
        var before = cursor is null ? int.MaxValue : int.Parse(cursor, CultureInfo.InvariantCulture);
        var page = platform.Comments.Index().Where(c => c.Index < before && !c.Item.Deleted && string.Equals(c.Item.Comment.VideoId, videoId, StringComparison.Ordinal))
            .Reverse().Take(PageSize + 1).ToList();
        var next = page.Count > PageSize ? page[PageSize - 1].Index.ToString(CultureInfo.InvariantCulture) : null;
        return (Outcome<Page<Comment>>)new Page<Comment>([.. page.Take(PageSize).Select(c => c.Item.Comment)], next);
    }));

    public Task<Outcome<Page<Comment>>> ListReplies(SourceAccount account, string videoId, string commentId, string? cursor, CancellationToken ct) => world.Read(process, () => Authorized(account, () =>
    {
        var comment = Find(commentId);
        if (comment.Deleted)
        {
            return new Failure(FailureKind.Gone, "gone", "the comment was deleted");
        }

        var from = cursor is null ? 0 : int.Parse(cursor, CultureInfo.InvariantCulture);
        var visible = comment.Replies.Where(r => r.VisibleAt <= world.Clock.Now).ToList();
        var items = visible.Skip(from).Take(2).Select(r => new Comment(r.Id, videoId, r.AuthorOpenId, r.Text, r.At, commentId));
        return (Outcome<Page<Comment>>)new Page<Comment>([.. items], from + 2 < visible.Count ? (from + 2).ToString(CultureInfo.InvariantCulture) : null);
    }));

    public Task<Outcome<SendReceipt>> Reply(SourceAccount account, string videoId, string commentId, string text, CancellationToken ct) => world.Send(process, () => Authorized(account, () =>
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        var comment = Find(commentId);
        if (comment.Deleted)
        {
            return new Failure(FailureKind.Gone, "gone", "the comment was deleted");
        }

        var lag = world.Chaos.On ? world.Chaos.Seconds(0, Lag.TotalSeconds) : TimeSpan.Zero;
        var reply = new SimulatedPlatform.PostedReply(platform.NewId("r"), account.OpenId, text, world.Clock.Now, world.Clock.Now + lag);
        comment.Replies.Add(reply);
        world.People.SeeReply(comment);
        return (Outcome<SendReceipt>)new SendReceipt(reply.Id);
    }));

    public Task<Outcome<SendReceipt>> SendMessage(SourceAccount account, ChatWindow window, string personId, MessageContent content, CancellationToken ct) => world.Send(process, () => Authorized(account, () =>
    {
        var opened = platform.Windows[window.MessageId];
        if (opened.Window.ExpiresAt <= world.Clock.Now || opened.Used >= opened.Window.Allowance)
        {
            return new Failure(FailureKind.WindowClosed, "closed", "the window is closed");
        }

        opened.Used++;
        platform.Cards.Add(new(account.Id, personId, ((MessageContent.Card)content).Query, world.Clock.Now));
        var id = platform.NewId("m");
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

    public Task<Outcome<Grant>> ExchangeCode(string code, CancellationToken ct) => throw new NotSupportedException();

    public WebhookResult ReadWebhook(WebhookRequest request) => throw new NotSupportedException();

    private SimulatedPlatform.PostedComment Find(string id) => platform.Comments.First(c => string.Equals(c.Comment.Id, id, StringComparison.Ordinal));

    private Outcome<T> Authorized<T>(SourceAccount account, Func<Outcome<T>> call)
    {
        if (world.Chaos.Happens(world.Chaos.TokenDeath))
        {
            platform.AccessTokens[account.OpenId] = platform.NewId("revoked");
        }

        return string.Equals(platform.AccessTokens[account.OpenId], account.AccessToken, StringComparison.Ordinal)
            ? call()
            : new Failure(FailureKind.AuthExpired, "auth", "the token is dead");
    }
}
