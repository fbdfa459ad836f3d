using Funnel.Accounts;
using Funnel.Arrival;
using Funnel.Audit;
using Funnel.Claims;
using Funnel.Configuration;
using Funnel.Connectors;
using Funnel.Connectors.Assist;
using Funnel.Console.SignIn;
using Funnel.DoNotContact;
using Funnel.Effects;
using Funnel.Intake;
using Funnel.Intake.Handed;
using Funnel.Leads;
using Funnel.Measure;
using Funnel.Measure.Reports;
using Funnel.Moderation;
using Funnel.Outreach;
using Funnel.Outreach.Refusals;
using Funnel.Outreach.Standings;
using Funnel.Persons;
using Funnel.Privacy;
using Funnel.Recovery;
using Funnel.Replay;
using Funnel.Review;
using Funnel.Sending;
using Funnel.Settings;
using Funnel.Storage.InMemory;
using Funnel.Tasks;
using Funnel.Triage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Funnel.Console.Tests.Hosting;

/// <summary>The console on loopback, over the product's own services and rows in memory.</summary>
public sealed class ConsoleHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private ConsoleHost(WebApplication app, string prefix)
    {
        this.app = app;
        Address = new Uri(app.Urls.First() + prefix + "/");
    }

    /// <summary>When tests begin.</summary>
    public static DateTimeOffset Morning { get; } = new(2026, 3, 14, 6, 26, 53, TimeSpan.Zero);

    public ManualTime Clock => (ManualTime)Get<TimeProvider>();

    /// <summary>Where the console stands, with a slash at its end.</summary>
    public Uri Address { get; }

    public T Get<T>() where T : notnull => app.Services.GetRequiredService<T>();

    public Seed Seed => new(this);

    /// <param name="handed">With an account whose comments are handed over.</param>
    /// <param name="twoMerchants">The accounts belong to two of them.</param>
    /// <param name="connector">Of the accounts' platform; none by default.</param>
    /// <param name="settings">Of the console, by their names in code.</param>
    public static async Task<ConsoleHost> Start(
        string prefix = "/api/console", bool easyAuth = false, bool handed = false, bool twoMerchants = false, Connector? connector = null, params (string Name, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Funnel:Console:EasyAuth"] = easyAuth ? "true" : "false", [EasyAuth.Variable] = easyAuth ? "True" : null });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(s => "Funnel:Console:" + s.Name, s => (string?)s.Value));
        builder.Services.AddSingleton<TimeProvider>(new ManualTime(Morning));
        AddProduct(builder.Services);
        if (connector is not null)
        {
            builder.Services.AddSingleton(connector);
        }

        if (handed)
        {
            builder.Services.Configure<FunnelOptions>(Merchant.AddHanded);
        }

        if (twoMerchants)
        {
            builder.Services.Configure<FunnelOptions>(Merchant.AreTwo);
        }

        var reader = new SettingsReader(builder.Configuration);
        builder.Services.AddFunnelConsole(reader);
        reader.Check();
        var app = builder.Build();
        var pages = app.Services.GetRequiredService<ConsolePages>();
        app.MapGet(prefix + "/{*path}", (HttpContext http, string? path) => Run(http, pages.Get(http.Request, path, http.RequestAborted)));
        app.MapPost(prefix + "/{*path}", (HttpContext http, string? path) => Run(http, pages.Post(http.Request, path, http.RequestAborted)));
        await app.Services.GetRequiredService<TokenIssuer>().Prepare(CancellationToken.None);
        await app.StartAsync();
        return new(app, prefix);
    }

    /// <summary>Somebody who has not signed in. Redirects are not followed.</summary>
    public Guest Visitor() => new(Address);

    /// <param name="merchants">For whom they work; none for all.</param>
    public async Task<Guest> SignedIn(string name = "lin", Role role = Role.Operator, params string[] merchants)
    {
        var guest = Visitor();
        Assert.Equal(System.Net.HttpStatusCode.SeeOther, (await guest.SignIn(Code(name, role, merchants))).Status);
        return guest;
    }

    public string Code(string name = "lin", Role role = Role.Operator, params string[] merchants) => Get<OneTimeLinks>().Create(name, role, merchants);

    public string SignInPath(string name = "lin", Role role = Role.Operator) => "sign-in?code=" + Code(name, role);

    /// <summary>What stands in the audit, the newest first.</summary>
    public async Task<IReadOnlyList<AuditLine>> Audited()
    {
        await Get<AuditTally>().Flush();
        return (await Get<AuditLog>().Read(new(Clock.GetUtcNow().AddDays(-30), Clock.GetUtcNow().AddDays(1)), null, 100, default)).Lines;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static void AddProduct(IServiceCollection services)
    {
        services.AddMemoryStorage();
        services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        services.Configure<FunnelOptions>(Merchant.Configure);
        services.AddSingleton<AuditLog>().AddSingleton<AuditTally>();
        services.AddSingleton<SettingsStore>().AddSingleton<Switches>();
        services.AddSingleton<ConnectorBook>().AddSingleton<MerchantDays>().AddSingleton<AccountBook>().AddSingleton<OwnReplyBook>();
        services.AddSingleton<DoNotContactList>().AddSingleton<RefusedPeople>().AddSingleton<RefusalWords>().AddSingleton<CommentRefusals>().AddSingleton<AuditLog>().AddSingleton<TokenIssuer>();
        services.AddSingleton<OfferBook>().AddSingleton<CommentWindows>().AddSingleton<ContactLinks>().AddSingleton<Inquiries>().AddSingleton<OwnWording>();
        services.AddSingleton<LeadStore>().AddSingleton<LeadLists>().AddSingleton<OpenWork>().AddSingleton<ReviewDesk>().AddSingleton<CommentHiding>();
        services.AddSingleton<CommentTriage>().AddSingleton<PageCounts>().AddSingleton<PageOutbox>().AddSingleton<FunnelReader>().AddSingleton<Corrections>().AddSingleton<VideoStore>();
        services.AddSingleton<DayFolds>().AddSingleton<WordingTallies>().AddSingleton<PeopleSums>().AddSingleton<ReportReader>().AddSingleton<ReportDesk>();
        services.AddSingleton<ContactIndex>().AddSingleton<Funnel.Growth.Referrals>();
        services.AddSingleton<CommentFeeds>().AddSingleton<ContactConnectors>().AddSingleton<HandArrivals>();
        services.AddSingleton<HandedComments>().AddSingleton<HandedVideos>().AddSingleton<HandedProgress>()
            .AddAssist(new SettingsReader(new ConfigurationBuilder().Build()));
        services.AddSingleton<TaskNotes>().AddSingleton<TaskBook>().AddSingleton<TaskDesk>().AddSingleton<Replays>().AddSingleton<ReplaySlices>();
        services.AddSingleton<SendGate>().AddSingleton<FakeReply>().AddSingleton<IEffect>(s => s.GetRequiredService<FakeReply>());
        services.AddSingleton<IEffect, FakeInvitation>().AddSingleton<EffectRunner>().AddSingleton<ParkedWork>();
        services.AddSingleton<TokenIssuer>().AddSingleton<ErasedPeople>().AddSingleton<PersonFinder>().AddSingleton<Erasure>().AddSingleton<IPersonalPlace, Erases>();
        services.AddSingleton<AccountFacts>().AddSingleton<AccountAbilities>().AddSingleton<CatchUps>().AddSingleton<Doubts>();
        services.AddSingleton(TriageModel.Shipped).AddSingleton(s => new CommentJudge(s.GetRequiredService<TriageModel>(), new TriageOptions()));
    }

    private static async Task Run(HttpContext http, Task<IActionResult> answer) =>
        await (await answer).ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor()));
}
