using Funnel.Connectors;
using Funnel.Intake;
using Funnel.Leads;
using Funnel.Settings;
using Funnel.Storage;
using Funnel.Storage.InMemory;
using Funnel.Triage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Funnel.Tests.Settings;

/// <summary>A storage and a platform that several processes of the product share, on a clock that a test moves.</summary>
internal sealed class SettingsShop
{
    public const string Account = "shop";

    public SharedTime Clock { get; } = new(new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    public MemoryRows Rows { get; } = new();
    public MemoryQueues Queues { get; }
    public Mouth Platform { get; } = new();
    public FunnelOptions Options { get; } = new()
    {
        Sending = new() { Replies = new() { PerMinute = 6_000, PerVideoPerMinute = 6_000, PerHour = 6_000, PerDay = 6_000 } },
        TokenKey = "a key for these tests",
        Accounts = [new() { Id = Account, Platform = "ads", OpenId = "merchant", AccessToken = "a", RefreshToken = "r" }],
        Offers = [new() { Id = "guide", Reply = ["打开私信就能领取资料"], Chat = ["点这里"], Welcome = ["你好"], Videos = ["v-of-file"] }],
    };

    public SettingsShop() => Queues = new(Clock);

    /// <summary>An offer as somebody would write it.</summary>
    public static string Offer(string reply = "课程表已经发到你的私信里啦", string more = "") => $$"""{"reply":["{{reply}}"],"chat":["点卡片"],"welcome":["你好"]{{more}}}""";

    public async Task<Process> Start(IRows? rows = null)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Clock).AddSingleton(rows ?? Rows).AddSingleton<IQueues>(Queues)
            .AddSingleton(new Connector("ads", ConnectorLimits.Unknown, Platform)).AddSingleton(new Connector("qr", ConnectorLimits.Unknown, new Paper()))
            .AddFunnel(Options, new TriageOptions()).AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>().BuildServiceProvider();
        var process = new Process(this, services);
        await process.Get<TokenIssuer>().Prepare(default);
        await process.Get<SettingsStore>().Refresh(default);
        var awaited = Clock.Awaited;
        await process.Hosted<SettingsWatch>().StartAsync(default);
        await Until(() => Task.FromResult(Clock.Awaited > awaited));
        return process;
    }

    /// <summary>What is done in the background is done soon.</summary>
    public static async Task Until(Func<Task<bool>> done)
    {
        for (var patience = 0; !await done(); patience++)
        {
            Assert.True(patience < 3_000);
            await Task.Delay(10);
        }
    }

    internal sealed class Process(SettingsShop shop, ServiceProvider services) : IAsyncDisposable
    {
        public SettingsEditor Editor => Get<SettingsEditor>();

        public T Get<T>()
            where T : notnull => services.GetRequiredService<T>();

        public T Hosted<T>() => Get<IEnumerable<IHostedService>>().OfType<T>().Single();

        public Task<SettingChange> Put(string kind, string id, string text, int expected = 0) => Editor.Put(kind, id, text, expected, "anna", default);

        public Task Pause(string id, bool paused = true) => Put("switches", id, $$"""{"paused":{{(paused ? "true" : "false")}}}""", Get<SettingsStore>().Current.Find("switches", id)?.Version ?? 0);

        /// <summary>Somebody asks under a video.</summary>
        public Task Ask(string person, string video = "v1") => Get<CommentTriage>().Handle(
            new CommentsMessage(Account, "page-" + person, [new Comment("c-" + person, video, person, "求资料", shop.Clock.GetUtcNow())]), default);

        /// <summary>Works on everything that is visible.</summary>
        public async Task Work()
        {
            foreach (var queue in QueueNames.All)
            {
                foreach (var message in await shop.Queues.Receive(queue, 32, TimeSpan.FromMinutes(10), default))
                {
                    await Get<LeadWork>().Handle(queue, WorkMessage.Parse(message.Body), default);
                    await shop.Queues.Delete(queue, message, default);
                }
            }
        }

        public async Task<Lead> Lead(string person) => (await Get<LeadStore>().Find(LeadId.Of(Account, person), default))!;

        public async ValueTask DisposeAsync()
        {
            await Hosted<SettingsWatch>().StopAsync(default);
            await services.DisposeAsync();
        }
    }

    internal sealed class SharedTime(DateTimeOffset start) : ManualTime(start)
    {
        public int Awaited => Waits.Count();
    }

    /// <summary>A platform that takes replies.</summary>
    internal sealed class Mouth : IAccountFeed, ICommentReply
    {
        public List<string> Replies { get; } = [];

        public int Reads { get; private set; }

        public Task<Outcome<Page<Comment>>> ListComments(SourceAccount account, string? cursor, CancellationToken ct)
        {
            Reads++;
            return Task.FromResult<Outcome<Page<Comment>>>(new Page<Comment>([], null));
        }

        public Task<Outcome<SendReceipt>> Reply(SourceAccount account, ReplyTarget to, string text, CancellationToken ct)
        {
            Replies.Add($"{to.CommentId}: {text}");
            return Task.FromResult<Outcome<SendReceipt>>(new SendReceipt("r-" + to.CommentId));
        }
    }

    private sealed class Paper : IContactPath
    {
        public Task<Outcome<ContactLink>> ContactLink(string token, CancellationToken ct) => Task.FromResult<Outcome<ContactLink>>(new ContactLink(new Uri("https://example.com/c/" + token)));
    }
}
