using System.Globalization;
using Funnel.Connectors;
using Funnel.Embedded.Sqlite;
using Funnel.Intake;
using Funnel.Leads;
using Funnel.Measure;
using Funnel.Privacy;
using Funnel.Storage.Tests.Contract;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Storage.Tests.Privacy;

/// <summary>One person who asks ten thousand times, and writes as often: a small row, a short journal, and as easily erased as anybody.</summary>
public sealed class InsistentPersonTests : IAsyncLifetime
{
    private const int Times = 10_000;
    private const int APage = 50;

    private static readonly LeadId Id = LeadId.Of("shop", "insistent");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("funnel-insistent-");
    private readonly ManualTime time = new(new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private ServiceProvider services = null!;

    public async Task InitializeAsync()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Funnel:TokenKey"] = "a key of sixteen or more",
            ["Funnel:Accounts:0:Id"] = "shop",
            ["Funnel:Accounts:0:Platform"] = "douyin",
            ["Funnel:Accounts:0:OpenId"] = "open-shop",
            ["Funnel:Accounts:0:AccessToken"] = "a",
            ["Funnel:Accounts:0:RefreshToken"] = "r",
            ["Funnel:Offers:0:Id"] = "guide",
            ["Funnel:Offers:0:Rules:Contains:0"] = "求资料",
            ["Funnel:Offers:0:Reply:0"] = "点头像进来聊",
            ["Funnel:Offers:0:Chat:0"] = "点开就能领",
            ["Funnel:Offers:0:Welcome:0"] = "你好",
            ["Funnel:Offers:1:Id"] = "price",
            ["Funnel:Offers:1:Rules:Contains:0"] = "求报价",
            ["Funnel:Offers:1:Reply:0"] = "报价在私信",
            ["Funnel:Offers:1:Chat:0"] = "点开就能领",
            ["Funnel:Offers:1:Welcome:0"] = "你好",
        }).Build();
        services = new ServiceCollection().AddSingleton<TimeProvider>(time).AddLogging().AddSqliteStorage(folder.FullName)
            .AddFunnel(configuration, ["douyin"]).AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>().BuildServiceProvider();
        await Get<FirstReads>().Run(default);
    }

    public async Task DisposeAsync()
    {
        await services.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [AdapterFact]
    public async Task Ten_thousand_asks_make_a_small_row_and_a_short_journal()
    {
        var start = time.GetUtcNow();
        await Ask("求资料", Times);
        var (row, journal) = await Stored();
        Assert.InRange(row.Payload.Length, 1, 60_000);
        Assert.InRange(journal.Count, 100, 250);
        Assert.Equal(Times, (await Get<PageCounts>().OfDay("shop", DateOnly.FromDateTime(start.UtcDateTime.AddHours(8)), default)).Inquiries);

        var lead = (await Get<LeadStore>().Find(Id, default))!;
        Assert.Equal((Lead.MaxAsks, true), (lead.Asks.Length, lead.AskedUncounted));
        Assert.Equal("c-求资料-0", lead.Asks[0].CommentId); // the first, which the reply answers

        // What comes again says nothing, and another wish is one.
        await Ask("求资料", Times);
        Assert.Equal(row, (await Stored()).Row with { Columns = row.Columns });
        time.Advance(TimeSpan.FromSeconds(1));
        await Ask("求报价", 1);
        lead = (await Get<LeadStore>().Find(Id, default))!;
        Assert.Equal(("price", "c-求资料-0"), (lead.OfferId, lead.Asks[0].CommentId));
        Assert.Equal("c-求报价-0", lead.Find(Effect.ReplyId("price"))!.CommentId);

        // Pages of the journal are its newest entries, and together all of it.
        var (all, next) = (new List<LeadEvent>(), (int?)null);
        do
        {
            (var events, next) = await Get<LeadStore>().Journal(lead, next, APage, default);
            Assert.InRange(events.Count, 1, APage * 2);
            all.AddRange(events);
        }
        while (next is not null);
        Assert.Equal(await Get<LeadStore>().Journal(Id, default), Enumerable.Reverse(all));
    }

    [AdapterFact]
    public async Task Ten_thousand_messages_in_the_chat_leave_the_journal_short()
    {
        await Ask("求资料", 1);
        for (var i = 0; i < Times; i++)
        {
            var told = new LeadCommand.OpenChat(time.GetUtcNow(), new(WindowKind.Wrote, "chat", $"m{i}", time.GetUtcNow(), time.GetUtcNow().AddDays(1), 6), new string('好', 500));
            await Get<LeadStore>().Apply(Id, l => LeadDecider.Decide(l, told), default);
        }

        var (row, journal) = await Stored();
        Assert.InRange(row.Payload.Length, 1, 60_000);
        Assert.InRange(journal.Count, 100, 250);
        var lead = (await Get<LeadStore>().Find(Id, default))!;
        Assert.Equal($"m{Times - 1}", lead.Window!.MessageId);
        Assert.Equal(APage, (await Get<LeadStore>().Journal(lead, null, APage, default)).Events.Count);
    }

    [AdapterFact]
    public async Task Who_asked_ten_thousand_times_is_exported_and_erased()
    {
        await Ask("求资料", Times);
        Assert.InRange((await Get<PersonExports>().Read("insistent", PersonKey.Any, default))!.Pieces.Count, 100, 400);
        var erasure = (await Get<Erasure>().Begin("insistent", PersonKey.Any, "lin", forGood: false, default))!;
        for (var seconds = 0; seconds < 200; seconds += 50)
        {
            time.Advance(TimeSpan.FromSeconds(50));
            await Get<Forgetting>().Run(default);
        }

        Assert.Equal(ErasureState.Finished, (await Get<Erasure>().Advance(erasure.Erasure, default))!.State);
        Assert.Empty(await Get<IRows>().QueryAll(Tables.Leads, Id.ToString(), KeyRange.All, default).ToListAsync());
    }

    private T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    private async Task Ask(string words, int times)
    {
        var said = Enumerable.Range(0, times)
            .Select(i => new Comment(string.Create(CultureInfo.InvariantCulture, $"c-{words}-{i}"), "v1", "insistent", words + new string('好', 600), time.GetUtcNow(), "", "坚持")).ToList();
        foreach (var page in said.Chunk(APage))
        {
            await Get<CommentTriage>().Handle(new("shop", Guid.CreateVersion7(time.GetUtcNow()).ToString("N"), page), default);
        }
    }

    private async Task<(Row Row, IReadOnlyList<Row> Journal)> Stored()
    {
        var all = await Get<IRows>().QueryAll(Tables.Leads, Id.ToString(), KeyRange.All, default).ToListAsync();
        return (all.Single(r => string.Equals(r.Key, "lead", StringComparison.Ordinal)), [.. all.Where(r => r.Key.StartsWith('j'))]);
    }
}
