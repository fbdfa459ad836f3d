using System.Globalization;
using Funnel.Azure;
using Funnel.Connectors;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Hosts.Tests.Azure;

/// <summary>A shop of one account and one offer, on an account in Azure.</summary>
internal static class QuietShop
{
    private static readonly Dictionary<string, string?> Settings = new(StringComparer.Ordinal)
    {
        ["Funnel:Accounts:0:Id"] = "shop", ["Funnel:Accounts:0:Platform"] = "quiet", ["Funnel:Accounts:0:OpenId"] = "merchant",
        ["Funnel:Accounts:0:AccessToken"] = "a", ["Funnel:Accounts:0:RefreshToken"] = "r",
        ["Funnel:Accounts:0:Card:TemplateId"] = "t", ["Funnel:Accounts:0:Card:AppId"] = "tt", ["Funnel:Accounts:0:Card:Path"] = "p", ["Funnel:Accounts:0:Card:Query"] = "link={link}",
        ["Funnel:Offers:0:Id"] = "guide", ["Funnel:Offers:0:Reply:0"] = "打开私信就能领取", ["Funnel:Offers:0:Chat:0"] = "点卡片", ["Funnel:Offers:0:Welcome:0"] = "你好",
        ["Funnel:TokenKey"] = "a key for these tests",
        ["Funnel:Sending:Replies:PerMinute"] = "60000", ["Funnel:Sending:Replies:PerVideoPerMinute"] = "60000",
        ["Funnel:Sending:Replies:PerHour"] = "1000000", ["Funnel:Sending:Replies:PerDay"] = "1000000",
        ["Funnel:Sending:Messages:PerMinute"] = "60000", ["Funnel:Sending:StopOnSurge"] = "false",
        ["Funnel:Intake:CallsPerMinute"] = "3000", ["Funnel:Intake:VideosEvery"] = "00:00:01",
    };

    public static ServiceProvider Services(AzureStorageOptions storage, QuietSource source) => new ServiceCollection().AddLogging()
        .AddAzureStorage(storage)
        .AddSingleton(new Connector("quiet", source.Limits, source)).AddSingleton(new Connector("wecom", ConnectorLimits.Unknown, new QuietDestination()))
        .AddFunnel(new ConfigurationBuilder().AddInMemoryCollection(Settings).Build(), ["quiet"])
        .AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>()
        .BuildServiceProvider();
}

/// <summary>A source that always works: only what it costs in storage is of interest.</summary>
internal sealed class QuietSource : ICommentFeed, IReplyFeed, ICommentReply, IChat, IOAuthGrant
{
    private const int PageSize = 20;
    private int sent;

    public Dictionary<string, List<Comment>> Videos { get; } = new(StringComparer.Ordinal);

    public ConnectorLimits Limits { get; } = new(PageSize, 100, 1000);

    public Task<Outcome<Page<Video>>> ListVideos(SourceAccount account, string? cursor, CancellationToken ct) => Answer(new Page<Video>(
        [.. Videos.Select(v => new Video(v.Key, v.Key, null, DateTimeOffset.UnixEpoch, v.Value.Count))], null));

    public Task<Outcome<Page<Comment>>> ListComments(SourceAccount account, string videoId, string? cursor, CancellationToken ct)
    {
        var from = cursor is null ? 0 : int.Parse(cursor, CultureInfo.InvariantCulture);
        if (!Videos.TryGetValue(videoId, out var comments))
        {
            return Answer(new Page<Comment>([], null)); // taken off while there was more to read
        }

        var newestFirst = comments.AsEnumerable().Reverse().Skip(from).Take(PageSize).ToList();
        var next = from + PageSize < comments.Count ? (from + PageSize).ToString(CultureInfo.InvariantCulture) : null;
        return Answer(new Page<Comment>(newestFirst, next));
    }

    public Task<Outcome<Page<Comment>>> ListReplies(SourceAccount account, string videoId, string commentId, string? cursor, CancellationToken ct) =>
        Answer(new Page<Comment>([], null));

    public Task<Outcome<SendReceipt>> Reply(SourceAccount account, ReplyTarget to, string text, CancellationToken ct) => Sent();

    public Task<Outcome<SendReceipt>> SendMessage(SourceAccount account, ChatWindow window, string personId, MessageContent content, CancellationToken ct) => Sent();

    public Uri AuthorizeUrl(Uri redirect, string state) => throw new NotSupportedException();

    public Task<Outcome<Grant>> ExchangeCode(string code, Uri redirect, CancellationToken ct) => throw new NotSupportedException();

    public Task<Outcome<Grant>> Refresh(Grant grant, CancellationToken ct) => throw new NotSupportedException();

    public Task<Outcome<Grant>> Renew(Grant grant, CancellationToken ct) => throw new NotSupportedException();

    private Task<Outcome<SendReceipt>> Sent() => Answer(new SendReceipt($"sent-{Interlocked.Increment(ref sent)}"));

    private static Task<Outcome<T>> Answer<T>(T value) => Task.FromResult<Outcome<T>>(value);
}

/// <summary>A destination that always works.</summary>
internal sealed class QuietDestination : IContactPath, IArrivalFeed, IWelcome, IContactLabels
{
    public Task<Outcome<ContactLink>> ContactLink(string token, CancellationToken ct) => Answer(new ContactLink(new Uri("https://example.com/?customer_channel=" + token)));

    public bool NeedsCode => true;

    public int MaxChars => 1_000;

    public Task<Outcome<WelcomeReceipt>> Welcome(ContactId contact, string? code, Welcome welcome, CancellationToken ct) => Answer(new WelcomeReceipt(false));

    public Task<Outcome<Done>> Tag(ContactId contact, IReadOnlyList<string> tags, CancellationToken ct) => Answer(new Done());

    public Task<Outcome<Done>> Remark(ContactId contact, string remark, CancellationToken ct) => Answer(new Done());

    public Task<Outcome<Page<ArrivedContact>>> ListArrivals(string? cursor, CancellationToken ct) => Answer(new Page<ArrivedContact>([], null));

    public Task<Outcome<Done>> Prepare(IReadOnlyList<Material> materials, CancellationToken ct) => Answer(new Done());

    private static Task<Outcome<T>> Answer<T>(T value) => Task.FromResult<Outcome<T>>(value);
}
