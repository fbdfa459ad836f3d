using System.Text;
using Funnel.Connectors;
using Funnel.Intake;
using Funnel.Leads;
using Funnel.Privacy;
using Funnel.Review;
using Funnel.Storage.Tests.Contract;
using Funnel.Triage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Storage.Tests.Privacy;

/// <summary>The product on a real storage: after an erasure no byte names the person.</summary>
public abstract class ErasureContract : IAsyncLifetime
{
    private const string Somebody = "_000somebodyOpenId42";
    private const string Name = "小明不二";
    private const string Words = "求资料 就要这一套";

    private static readonly string[] Traces = [Somebody, Name, Words, "c-somebody", "wx-somebody", LeadId.Of("shop", Somebody).ToString()];

    private ServiceProvider services = null!;

    /// <summary>A real clock at a standstill: each store keeps its own beside it.</summary>
    protected ManualTime Time { get; } = new(DateTimeOffset.UtcNow);

    /// <summary>Whether what is hidden in a queue is erased at once.</summary>
    protected virtual bool SeesHidden => true;

    public Task InitializeAsync()
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
        }).Build();
        var collection = new ServiceCollection();
        collection.AddSingleton<TimeProvider>(Time).AddLogging().AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        Register(collection);
        services = collection.AddFunnel(configuration, ["douyin"]).AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>().BuildServiceProvider();
        return Task.CompletedTask;
    }

    public virtual async Task DisposeAsync() => await services.DisposeAsync();

    [AdapterFact]
    public async Task After_an_erasure_no_byte_names_the_person()
    {
        await Get<TokenIssuer>().Prepare(default);
        await Live();
        var before = await Bytes();
        Assert.All(Traces, trace => Assert.True(Holds(before, trace), trace + " was never stored"));

        var erasure = (await Get<Erasure>().Begin(Somebody, PersonKey.Any, "lin", forGood: false, default))!;
        Assert.Equal(ErasureState.Stopping, erasure.State);
        Time.Advance(TimeSpan.FromSeconds(20));
        await Get<Forgetting>().Run(default);
        var removed = await Bytes();
        Assert.All(Traces, trace => Assert.False(Holds(removed, trace), trace + " is still stored"));

        Time.Advance(TimeSpan.FromSeconds(130));
        await Get<Forgetting>().Run(default);
        Assert.Equal(ErasureState.Finished, (await Get<Erasure>().Advance(erasure.Erasure, default))!.State);
        var after = await Bytes();
        Assert.All(Traces, trace => Assert.False(Holds(after, trace), trace + " is stored again"));
        Assert.True(Holds(after, "c-other"), "others stay");
        Assert.NotNull(await Get<LeadStore>().Find(LeadId.Of("shop", "person-other"), default));
    }

    protected abstract void Register(IServiceCollection services);

    /// <summary>All that the storage holds, byte by byte.</summary>
    protected abstract Task<IReadOnlyList<byte[]>> Bytes();

    protected T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    private static bool Holds(IReadOnlyList<byte[]> all, string text) =>
        all.Any(bytes => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0 || bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(text)) >= 0);

    private async Task Live()
    {
        foreach (var (person, comment, nick, text) in new[] { (Somebody, "c-somebody", Name, Words), ("person-other", "c-other", "别人", "求资料") })
        {
            var said = new Comment(comment, "v1", person, text, Time.GetUtcNow(), Nick: nick);
            await Get<CommentTriage>().Handle(new("shop", Guid.CreateVersion7(Time.GetUtcNow()).ToString("N"), [said]), default);
            await Get<ReviewDesk>().Add("shop", [new(said with { Id = comment + "-2", Text = "这个怎么弄" }, new Verdict(0.5f, InquiryKind.HowTo, Decision.Review, Tier.Model), null)], default);
        }

        // Rewritten often, so that earlier bytes of the row lie about in the file.
        var id = LeadId.Of("shop", Somebody);
        for (var i = 0; i < 20; i++)
        {
            var told = new LeadCommand.OpenChat(Time.GetUtcNow(), new(WindowKind.Wrote, "chat", "m" + i, Time.GetUtcNow(), Time.GetUtcNow().AddHours(1), 6), Words + Words);
            await Get<LeadStore>().Apply(id, l => LeadDecider.Decide(l, told), default);
        }

        await Get<LeadStore>().Apply(id, l => LeadDecider.Decide(l, new LeadCommand.Arrive(Time.GetUtcNow(), new("staff", "wx-somebody"), null, null, Time.GetUtcNow())), default);
        await Get<ContactIndex>().Put(new("staff", "wx-somebody"), id, default);
        await Get<LeadLists>().Flush(default);
        await Get<IRows>().Commit(Tables.Accounts, "group-rolls", [new RowChange.Put(new("group-rolls", "wr1", $$"""{"schema":1,"people":2,"changedAt":"2026-03-01T08:00:00+00:00","members":["{{id}}"]}"""))], default);

        var page = new CommentsMessage("shop", "page", [new("c-somebody-3", "v1", Somebody, Words, Time.GetUtcNow(), Nick: Name), new("c-other-3", "v1", "person-other", "求资料", Time.GetUtcNow())]);
        var queues = Get<IQueues>();
        await queues.Enqueue(QueueNames.Comments, page.ToJson(), TimeSpan.Zero, default);
        await queues.Enqueue(QueueNames.Poison(QueueNames.Comments), page.ToJson(), TimeSpan.Zero, default);
        if (SeesHidden)
        {
            await queues.Enqueue(QueueNames.FollowUps, new WorkMessage(id, "label").ToJson(), TimeSpan.FromHours(1), default);
        }
        else
        {
            await ForgetWork(); // what is hidden goes when its turn comes, which must not be in the middle of the test
        }
    }

    /// <summary>Empties the queues of work, of what is hidden as well. Called where <see cref="SeesHidden"/> is not.</summary>
    protected virtual Task ForgetWork() => Task.CompletedTask;
}
