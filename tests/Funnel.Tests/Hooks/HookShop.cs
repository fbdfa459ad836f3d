using Funnel.Connectors;
using Funnel.Hooks;
using Funnel.Leads;
using Funnel.Storage;
using Funnel.Storage.InMemory;
using Funnel.Tests.Settings;
using Funnel.Triage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Tests.Hooks;

/// <summary>A storage on which several processes of the product tell one receiver of what happens, on a clock that a test moves.</summary>
internal sealed class HookShop : IAsyncDisposable
{
    private readonly List<ServiceProvider> started = [];

    public HookShop()
    {
        Queues = new(Clock);
        Options.Hooks.Add(new() { Name = "crm", Url = Receiver.Address, Secret = "a secret of these tests, long enough", Timeout = TimeSpan.FromMinutes(1) });
    }

    public SettingsShop.SharedTime Clock { get; } = new(new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    public MemoryRows Rows { get; set; } = new();
    public MemoryQueues Queues { get; }
    public Receiver Receiver { get; } = new();
    public FunnelOptions Options { get; } = new()
    {
        TokenKey = "a key for these tests",
        Accounts = [new() { Id = "shop", Platform = "ads", OpenId = "merchant", AccessToken = "a", RefreshToken = "r", Merchant = "lamps" }],
        Offers = [new() { Id = "guide", Reply = ["打开私信就能领取资料"], Chat = ["点这里"], Welcome = ["你好"] }],
    };

    public HookOptions Hook => Options.Hooks[0];

    public async Task<Process> Start(IRows? rows = null)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Clock).AddSingleton(rows ?? Rows).AddSingleton<IQueues>(Queues)
            .AddSingleton(new Connector("ads", ConnectorLimits.Unknown, new SettingsShop.Mouth()))
            .AddFunnel(Options, new TriageOptions()).AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>().BuildServiceProvider();
        started.Add(services);
        await services.GetRequiredService<TokenIssuer>().Prepare(default);
        return new(this, services);
    }

    public async ValueTask DisposeAsync()
    {
        Receiver.Dispose();
        foreach (var process in started)
        {
            await process.DisposeAsync();
        }
    }

    internal sealed class Process(HookShop shop, ServiceProvider services)
    {
        public T Get<T>()
            where T : notnull => services.GetRequiredService<T>();

        /// <summary>Somebody asks; the feed is told.</summary>
        public async Task Ask(string person, bool flush = true)
        {
            await Get<LeadStore>().Apply(LeadId.Of("shop", person), l => LeadDecider.Decide(l, new LeadCommand.Inquire(
                shop.Clock.GetUtcNow(), "shop", person, person, new Ask("c" + person, "v1", shop.Clock.GetUtcNow(), "求资料", "guide", 0.9f, InquiryKind.Material, Tier.Rule))), default, mayBeNew: true);
            await (flush ? Get<LeadLists>().Flush(default) : Task.CompletedTask);
        }

        /// <summary>They do not want to be written to.</summary>
        public async Task Decline(string person, bool flush = true)
        {
            await Get<LeadStore>().Apply(LeadId.Of("shop", person), l => LeadDecider.Decide(l, new LeadCommand.Decline(shop.Clock.GetUtcNow(), null)), default);
            await (flush ? Get<LeadLists>().Flush(default) : Task.CompletedTask);
        }

        /// <summary>Delivers what is queued for the hook and visible.</summary>
        public async Task Deliver(TimeSpan? later = null)
        {
            shop.Clock.Advance(later ?? TimeSpan.FromSeconds(1));
            while (await shop.Queues.Receive(QueueNames.Hooks, 32, TimeSpan.FromMinutes(10), default) is { Count: > 0 } messages)
            {
                foreach (var message in messages)
                {
                    await Get<HookRunner>().Handle(HookMessage.Parse(message.Body), default);
                    await shop.Queues.Delete(QueueNames.Hooks, message, default);
                }
            }
        }

        public async Task<HookReport> Report() => (await Get<HookDesk>().List(default)).Single();
    }
}
