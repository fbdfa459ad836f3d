using System.Globalization;
using Funnel.Accounts;
using Funnel.Intake;
using Funnel.Connectors;
using Funnel.Outreach;
using Funnel.Recovery;
using Funnel.Storage.InMemory;
using Funnel.Tests.Simulation;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Funnel.Tests.Intake;

/// <summary>One video on a platform that pages by offset, so that comments which come while it is read shift everything after them.</summary>
internal sealed class FakeVideo : ICommentFeed, IReplyFeed, ICommentReply, IChat, IOAuthGrant
{
    public const string Account = "shop";
    private static readonly EphemeralDataProtectionProvider KeyRing = new();

    private readonly List<Comment> comments = [];
    private readonly VideoReader reader;
    private MemoryQueues? queues;

    public FakeVideo(int recentIds = 50, int maxPages = 50, int callsPerMinute = 10_000)
    {
        Options = new()
        {
            Accounts = [new() { Id = Account, Platform = "douyin", OpenId = "open", AccessToken = "a", RefreshToken = "r" }],
            Intake = new() { RecentIds = recentIds, MaxPages = maxPages, CallsPerMinute = callsPerMinute },
        };
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        Accounts = NewBook(KeyRing);
        Budget = new(Rows, options, Clock);
        reader = new(new(Accounts, Clock), Budget, options, Clock);
    }

    /// <summary>The accounts as another process sees them.</summary>
    public AccountBook NewBook(IDataProtectionProvider? keys = null) => new(
        Microsoft.Extensions.Options.Options.Create(Options), new([new("douyin", Limits, this)]), new(Microsoft.Extensions.Options.Options.Create(Options), new(Rows, Clock)), Rows,
        keys ?? KeyRing, Clock, NullLogger<AccountBook>.Instance);

    /// <summary>The poller of a process that has just started.</summary>
    public CommentPoller NewPoller(CatchUps? catchUps = null) => new(
        Accounts, new(Rows), new(new(Rows, new(Microsoft.Extensions.Options.Options.Create(Options), Clock), Clock), Clock), NewLister(), reader,
        NewProbe(catchUps), NewThreads(catchUps), Budget, Queues,
        Microsoft.Extensions.Options.Options.Create(Options), Clock, NullLogger<CommentPoller>.Instance, catchUps: catchUps);

    private VideoLister NewLister() => new(new(Accounts, Clock), Budget, Microsoft.Extensions.Options.Options.Create(Options), Clock, NullLogger<VideoLister>.Instance);

    private ThreadReader NewThreads(CatchUps? catchUps)
    {
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        return new(Accounts, new(Accounts, Rows, options, Clock), NewWording(), new(Accounts, Clock), Budget, catchUps ?? NothingLost(), options, Clock);
    }

    private StoreProbe NewProbe(CatchUps? catchUps) => new(Accounts, new(Accounts, Clock), NewWording(), Budget, catchUps ?? NothingLost(), Clock);

    private OwnWording NewWording() => new(new(Microsoft.Extensions.Options.Options.Create(Options), new(Rows, Clock), NullLogger<OfferBook>.Instance), Clock);

    private CatchUps NothingLost() =>
        new(Rows, new(Rows, Clock, NullLogger<AccountFacts>.Instance), Microsoft.Extensions.Options.Options.Create(Options), Clock, NullLogger<CatchUps>.Instance);

    public MemoryQueues Queues => queues ??= new(Clock);

    public MemoryRows Rows { get; } = new();
    public SimulatedClock Clock { get; } = new(World.Start);
    public FunnelOptions Options { get; }
    public AccountBook Accounts { get; }
    public CallBudget Budget { get; }
    public VideoState State { get; private set; } = VideoState.New(new("v1", "title", null, World.Start, null));

    /// <summary>What was read, in order, repeats included.</summary>
    public List<string> Taken { get; } = [];

    public IReadOnlyList<Comment> Comments => comments;

    /// <summary>A comment that stays on top whatever comes.</summary>
    public Comment? Pinned { get; set; }

    /// <summary>The platform lists in its own order, and its connector says so.</summary>
    public bool IsOldestFirst { get; set; }

    /// <summary>What happens before a page is given: new comments, a fault.</summary>
    public Func<int, Failure?> BeforePage { get; set; } = _ => null;

    /// <summary>Pages given to every read so far.</summary>
    public int Pages { get; private set; }

    public Comment Post(DateTimeOffset? at = null, long? answers = null)
    {
        var comment = new Comment("c" + (comments.Count + 1).ToString(CultureInfo.InvariantCulture), "v1", "p", "求资料", at ?? Clock.Now) { Answers = answers };
        comments.Add(comment);
        return comment;
    }

    /// <summary>Its newest comments, and then what lies behind them, as the poller does.</summary>
    public async Task<VideoRead> Read()
    {
        var read = await reader.Read(Account, State, CancellationToken.None);
        if (read is { Failure: null, State.Resume: not null })
        {
            var rest = await reader.GoOn(Account, read.State, Options.Intake.MaxPages, CancellationToken.None);
            read = rest with { New = [.. read.New, .. rest.New] };
        }

        State = read.State;
        Taken.AddRange(read.New.Select(c => c.Id));
        return read;
    }

    public ConnectorLimits Limits { get; } = new(5, 100, 500);

    public Task<Outcome<Page<Comment>>> ListComments(SourceAccount account, string videoId, string? cursor, CancellationToken ct)
    {
        if (BeforePage(Pages++) is { } failure)
        {
            return Task.FromResult<Outcome<Page<Comment>>>(failure);
        }

        var from = cursor is null ? 0 : int.Parse(cursor, CultureInfo.InvariantCulture);
        var listed = (IsOldestFirst ? comments : comments.AsEnumerable().Reverse()).Skip(from).Take(Limits.PageSize);
        var page = from == 0 && Pinned is { } pinned ? [pinned, .. listed] : listed.ToList();
        var next = from + Limits.PageSize;
        return Task.FromResult<Outcome<Page<Comment>>>(new Page<Comment>(page, next < comments.Count ? next.ToString(CultureInfo.InvariantCulture) : null) { IsUnordered = IsOldestFirst });
    }

    /// <summary>What the list of videos comes to.</summary>
    public Func<Task<Outcome<Page<Video>>>> OnList { get; set; } = () => throw new NotSupportedException();

    public Task<Outcome<Page<Video>>> ListVideos(SourceAccount account, string? cursor, CancellationToken ct) => OnList();

    /// <summary>What stands under a comment.</summary>
    public Func<string, Outcome<Page<Comment>>> OnThread { get; set; } = _ => throw new NotSupportedException();

    public Task<Outcome<Page<Comment>>> ListReplies(SourceAccount account, string videoId, string commentId, string? cursor, CancellationToken ct) => Task.FromResult(OnThread(commentId));

    public Task<Outcome<SendReceipt>> Reply(SourceAccount account, ReplyTarget to, string text, CancellationToken ct) => throw new NotSupportedException();

    public Task<Outcome<SendReceipt>> SendMessage(SourceAccount account, ChatWindow window, string personId, MessageContent content, CancellationToken ct) => throw new NotSupportedException();

    public Uri AuthorizeUrl(Uri redirect, string state) => throw new NotSupportedException();

    public Task<Outcome<Grant>> ExchangeCode(string code, Uri redirect, CancellationToken ct) => throw new NotSupportedException();

    public Func<Grant, Task<Outcome<Grant>>> OnRefresh { get; set; } = _ => throw new NotSupportedException();

    public Task<Outcome<Grant>> Refresh(Grant grant, CancellationToken ct) => OnRefresh(grant);

    public Task<Outcome<Grant>> Renew(Grant grant, CancellationToken ct) => throw new NotSupportedException();
}
