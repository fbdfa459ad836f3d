using Funnel.Arrival;
using Funnel.Connectors;
using Funnel.Intake;
using Funnel.Leads;
using Funnel.Storage;
using Funnel.Storage.InMemory;
using Funnel.Tests.Simulation;
using Funnel.Triage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Tests.Connectors;

/// <summary>The product as it is shipped, with connectors that nobody has thought of.</summary>
internal sealed class TinyShop
{
    public const string Account = "shop";
    public static readonly string ReplyId = Effect.ReplyId("guide");

    private readonly ServiceProvider services;
    private readonly MemoryQueues queues;

    public TinyShop(string source, params Connector[] connectors)
        : this(source, _ => { }, connectors)
    {
    }

    public TinyShop(string source, Action<FunnelOptions> configure, params Connector[] connectors)
    {
        queues = new(Clock);
        var options = new FunnelOptions
        {
            TokenKey = "a key for these tests",
            Accounts = [new() { Id = Account, Platform = source, OpenId = "merchant", AccessToken = "a", RefreshToken = "r" }],
            Offers = [new() { Id = "guide", Reply = ["打开私信就能领取"], Chat = ["点这里领取"], Welcome = ["你好，资料在这里"], Tags = ["视频"] }],
        };
        configure(options);
        var collection = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Clock)
            .AddSingleton<IRows>(new MemoryRows()).AddSingleton<IQueues>(queues);
        foreach (var connector in connectors)
        {
            collection.AddSingleton(connector);
        }

        services = collection.AddFunnel(options, new TriageOptions()).AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>().BuildServiceProvider();
        Get<TokenIssuer>().Prepare(CancellationToken.None).GetAwaiter().GetResult();
    }

    public SimulatedClock Clock { get; } = new(World.Start);

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public string TokenOf(string person) => Get<TokenIssuer>().Issue(TokenKind.Invitation, LeadId.Of(Account, person));

    public async Task<Lead> Lead(string person) => (await Get<LeadStore>().Find(LeadId.Of(Account, person), CancellationToken.None))!;

    public Task Poll() => Get<CommentPoller>().Poll(CancellationToken.None);

    public Task Told(string connector, DestinationEvent what) => Get<ContactEvents>().Handle(connector, what, CancellationToken.None);

    public Task Decide(string person, LeadCommand command) =>
        Get<LeadStore>().Apply(LeadId.Of(Account, person), l => LeadDecider.Decide(l, command), CancellationToken.None).AsTask();

    /// <summary>Works on everything that is visible, and on what becomes of it.</summary>
    /// <param name="only">A queue, when all others are left alone.</param>
    public async Task Work(string? only = null)
    {
        for (var any = true; any;)
        {
            any = false;
            foreach (var queue in QueueNames.All.Where(q => only is null || q == only))
            {
                foreach (var message in await queues.Receive(queue, 32, TimeSpan.FromMinutes(10), CancellationToken.None))
                {
                    any = true;
                    await Handle(queue, message.Body);
                    await queues.Delete(queue, message, CancellationToken.None);
                }
            }
        }
    }

    /// <summary>Takes away every message, as a killed process does.</summary>
    public async Task Lose()
    {
        foreach (var queue in QueueNames.All)
        {
            foreach (var message in await queues.Receive(queue, 32, TimeSpan.FromMinutes(10), CancellationToken.None))
            {
                await queues.Delete(queue, message, CancellationToken.None);
            }
        }
    }

    private Task Handle(string queue, string body) => string.Equals(queue, QueueNames.Comments, StringComparison.Ordinal)
        ? Get<CommentTriage>().Handle(CommentsMessage.Parse(body), CancellationToken.None)
        : Get<LeadWork>().Handle(queue, WorkMessage.Parse(body), CancellationToken.None);
}
