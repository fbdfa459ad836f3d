using System.IO.Compression;
using Funnel.Connectors;
using Funnel.Embedded.Sqlite;
using Funnel.Intake;
using Funnel.Leads;
using Funnel.Replay;
using Funnel.Storage;
using Funnel.Triage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Hosts.Tests.Upgrades;

/// <summary>What an earlier version stored, and had in its queues when it was killed, is read and worked on by this one.</summary>
public sealed class StoredDataTests : IAsyncLifetime
{
    private const string Account = "sandbox-shop";
    private static readonly DateOnly Day = new(2026, 11, 30);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("funnel-upgrade-");
    private SqliteStore store = null!;
    private ServiceProvider services = null!;

    public Task InitializeAsync()
    {
        ZipFile.ExtractToDirectory(Path.Combine(AppContext.BaseDirectory, "Upgrades", "three-queue-messages.zip"), folder.FullName);
        store = SqliteStore.Open(Path.Combine(folder.FullName, "funnel.db"), TimeProvider.System);
        var options = new FunnelOptions
        {
            TokenKey = "another key does not matter here",
            Accounts = [new() { Id = Account, Platform = "silent", OpenId = "o", AccessToken = "a", RefreshToken = "r" }],
            Offers = [new() { Id = "guide", Reply = ["打开私信就能领取"], Chat = ["点卡片"], Welcome = ["你好"], Tags = ["视频"] }],
        };
        services = new ServiceCollection().AddLogging().AddSingleton(store.Rows).AddSingleton(store.Queues)
            .AddSingleton(new Connector("silent", ConnectorLimits.Unknown, new Silent())).AddSingleton(new Connector("wecom", ConnectorLimits.Unknown, new Silent()))
            .AddFunnel(options, new TriageOptions()).AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>().BuildServiceProvider();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await services.DisposeAsync();
        await store.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Every_lead_in_the_lists_is_there_with_its_journal()
    {
        var listed = await Get<LeadLists>().OfDay(Account, Day, default);
        Assert.True(listed.Count > 20, $"{listed.Count} leads");
        var claimed = new List<LeadEvent>();
        foreach (var line in listed)
        {
            var lead = (await Get<LeadStore>().Find(line.Id, default))!;
            Assert.Equal((line.PersonId, line.Asked), (lead.PersonId, lead.Asks[^1].Text));
            var journal = await Get<LeadStore>().Journal(line.Id, default);
            Assert.NotEmpty(journal);
            claimed.AddRange(journal.Where(e => e.Kind == LeadEventKind.Claimed));
        }

        Assert.NotEmpty(claimed);
        Assert.All(claimed, e => Assert.Equal(("attempt", null), (e.Reason!.Code, e.Detail))); // its versions wrote "attempt 1" for a detail
    }

    [Fact]
    public async Task Every_message_is_understood_and_contacts_of_before_get_their_labels()
    {
        var listed = await Get<LeadLists>().OfDay(Account, Day, default);
        var handled = 0;
        foreach (var queue in QueueNames.All)
        {
            while (await store.Queues.Receive(queue, 32, TimeSpan.FromMinutes(10), default) is { Count: > 0 } messages)
            {
                foreach (var message in messages)
                {
                    await Handle(queue, message.Body);
                    await store.Queues.Delete(queue, message, default);
                    handled++;
                }
            }
        }

        Assert.True(handled >= 30, $"{handled} messages");
        var contacts = 0;
        foreach (var line in listed)
        {
            if ((await Get<LeadStore>().Find(line.Id, default))!.Find(Effect.LabelId) is { } label)
            {
                contacts++;
                Assert.Equal(EffectStatus.Sent, label.Status);
            }
        }

        Assert.True(contacts > 3, $"{contacts} contacts");
    }

    [Fact]
    public async Task What_stands_still_is_taken_up() => Assert.True(await Get<StalledWork>().Sweep(default) > 0);

    private Task Handle(string queue, string body) => string.Equals(queue, QueueNames.Comments, StringComparison.Ordinal)
        ? Get<CommentTriage>().Handle(CommentsMessage.Parse(body), default)
        : Get<LeadWork>().Handle(queue, WorkMessage.Parse(body), default);

    private T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>Platforms that take everything and list nothing.</summary>
    private sealed class Silent : ICommentReply, IReplyFeed, IContactPath, IContactLabels, IWelcome
    {
        public bool NeedsCode => true;

        public int MaxChars => 500;

        public Task<Outcome<SendReceipt>> Reply(SourceAccount account, ReplyTarget to, string text, CancellationToken ct) => Answer(new SendReceipt("r"));

        public Task<Outcome<Page<Comment>>> ListReplies(SourceAccount account, string videoId, string commentId, string? cursor, CancellationToken ct) => Answer(new Page<Comment>([], null));

        public Task<Outcome<ContactLink>> ContactLink(string token, CancellationToken ct) => Answer(new ContactLink(new Uri("https://example.com/" + token)));

        public Task<Outcome<Done>> Tag(ContactId contact, IReadOnlyList<string> tags, CancellationToken ct) => Answer(new Done());

        public Task<Outcome<Done>> Remark(ContactId contact, string remark, CancellationToken ct) => Answer(new Done());

        public Task<Outcome<WelcomeReceipt>> Welcome(ContactId contact, string? code, Welcome welcome, CancellationToken ct) => Answer(new WelcomeReceipt(false));

        private static Task<Outcome<T>> Answer<T>(T value) => Task.FromResult<Outcome<T>>(value);
    }
}
