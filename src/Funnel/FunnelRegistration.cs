using Funnel.Telemetry;
using Funnel.Accounts;
using Funnel.Arrival;
using Funnel.Audit;
using Funnel.Claims;
using Funnel.Configuration;
using Funnel.Connectors;
using Funnel.DoNotContact;
using Funnel.Effects;
using Funnel.Growth;
using Funnel.Hooks;
using Funnel.Intake;
using Funnel.Intake.Handed;
using Funnel.Leads;
using Funnel.Measure;
using Funnel.Measure.Reports;
using Funnel.Moderation;
using Funnel.Outreach;
using Funnel.Outreach.Refusals;
using Funnel.Outreach.Standings;
using Funnel.Sending;
using Funnel.Persons;
using Funnel.Privacy;
using Funnel.Privacy.Places;
using Funnel.Recovery;
using Funnel.Review;
using Funnel.Settings;
using Funnel.Tasks;
using Funnel.Triage;
using Funnel.Triage.Asking;
using Funnel.Weeks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Funnel;

/// <summary>Puts the product into a host. Storage, sources and destinations are registered beside it.</summary>
public static class FunnelRegistration
{
    private const string LanguageModelClient = "language-model";

    /// <param name="configuration">The whole configuration; section <c>Funnel</c> is read and checked.</param>
    /// <param name="sources">Names of the sources there are.</param>
    /// <exception cref="SettingsException">The configuration is wrong; names everything that is.</exception>
    public static IServiceCollection AddFunnel(this IServiceCollection services, IConfiguration configuration, IReadOnlyList<string> sources)
    {
        var settings = new SettingsReader(configuration);
        services.AddFunnel(settings, sources);
        settings.Check();
        return services;
    }

    /// <param name="settings">What is wrong is known when it is asked to check.</param>
    /// <param name="sources">Names of the sources there are; by default the parts that have a section.</param>
    public static IServiceCollection AddFunnel(this IServiceCollection services, SettingsReader settings, IReadOnlyList<string>? sources = null)
    {
        var options = FunnelSettings.Read(settings, sources);
        var triage = settings.Read<TriageOptions>(TriageOptions.Section);
        if (SafeAddress.Wrong(triage.LanguageModel?.Endpoint) is { } wrong)
        {
            settings.Complain("triage.languageModel.endpoint", wrong + ": it gets what people write, and the key");
        }

        options.Schedules = settings.Read<ScheduleOptions>(ScheduleOptions.Section).ByTimer();
        return services.AddFunnel(options, triage);
    }

    /// <summary>The same, for options that were read and checked.</summary>
    internal static IServiceCollection AddFunnel(this IServiceCollection services, FunnelOptions options, TriageOptions triage)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddDataProtection();
        services.AddMetrics();
        if (triage.LanguageModel is { } languageModel)
        {
            services.AddHttpClient(LanguageModelClient, c => c.Timeout = languageModel.Timeout * (languageModel.Retries + 2)).RemoveAllLoggers();
            services.AddSingleton(s => new LanguageModelTier(
                languageModel, s.GetRequiredService<IHttpClientFactory>().CreateClient(LanguageModelClient), s.GetRequiredService<TimeProvider>()));
        }

        return services
            .AddSingleton(Options.Create(options)).AddSingleton(triage)
            .AddSingleton<FirstReads>().AddSingleton<SettingsStore>().AddHostedService<SettingsWatch>().AddSingleton<SettingsEditor>()
            .AddSingleton<Switches>().AddSingleton<ISettingKind>(s => s.GetRequiredService<Switches>()).AddSingleton<ISettingKind, OfferSettings>()
            .AddSingleton<ConnectorBook>().AddSingleton<MerchantDays>().AddSingleton<AccountBook>().AddSingleton<AccountFacts>().AddSingleton<AccountAbilities>()
            .AddSingleton<OwnReplyBook>().AddSingleton<CallBudget>()
            .AddSingleton<ChangeFeed>().AddSingleton<FeedWriter>().AddSingleton<LeadLists>().AddSingleton<ListRebuild>().AddSingleton<OpenWork>().AddSingleton<LeadStore>().AddSingleton<TokenIssuer>()
            .AddSingleton(_ => TriageModel.Shipped).AddSingleton<CommentJudge>().AddSingleton<Corrections>()
            .AddSingleton<VideoStore>().AddSingleton<PageOutbox>().AddSingleton<CommentFeeds>().AddSingleton<VideoLister>().AddSingleton<VideoReader>()
            .AddSingleton<StoreProbe>().AddSingleton<ThreadReader>().AddSingleton<CommentPoller>().AddSingleton<HandedVideos>().AddSingleton<HandedComments>().AddSingleton<HandedProgress>()
            .AddSingleton<SourceEvents>().AddSingleton<CommentTriage>()
            .AddSingleton<DoNotContactList>().AddHostedService<DoNotContactWatch>().AddSingleton<RefusedPeople>().AddSingleton<RefusalWords>().AddSingleton<CommentRefusals>()
            .AddSingleton<OfferBook>().AddSingleton<CommentWindows>().AddSingleton<ContactLinks>().AddSingleton<Inquiries>()
            .AddSingleton<WordingTallies>().AddSingleton<WordingStandings>().AddSingleton<WordingDesk>().AddSingleton<Wording>().AddSingleton<OwnWording>()
            .AddSingleton<CatchUps>().AddSingleton<Doubts>().AddSingleton<LostAnswers>()
            .AddSingleton<ReplyReadBack>().AddSingleton<ChatInbox>().AddSingleton<ChatEvents>()
            .AddSingleton<PublicReply>().AddSingleton<IEffect>(s => s.GetRequiredService<PublicReply>()).AddSingleton<IEffect, Invitation>()
            .AddSingleton<IEffect, WelcomeMessage>().AddSingleton<IEffect, ContactLabels>().AddSingleton<IEffect, RefusalConfirmation>().AddSingleton<IEffect, Following>()
            .AddSingleton<GroupBook>().AddSingleton<GroupWays>().AddSingleton<GroupRolls>().AddSingleton<Referrals>().AddSingleton<IEffect, GroupInvitation>().AddSingleton<IEffect, Reward>()
            .AddSingleton<SendGate>().AddSingleton<EffectRunner>().AddSingleton<LeadWork>().AddSingleton<DeliveryWindow>().AddSingleton<ConnectorCallbacks>()
            .AddSingleton<ContactIndex>().AddSingleton<ContactConnectors>().AddSingleton<ContactEvents>().AddSingleton<HandArrivals>().AddSingleton<LandingDesk>().AddSingleton<ArrivalReconciler>()
            .AddSingleton<ReviewDesk>().AddSingleton<CommentHiding>()
            .AddSingleton<TaskNotes>().AddSingleton<TaskBook>().AddSingleton<TaskDesk>()
            .AddSingleton<Replay.ParkedWork>().AddSingleton<Replay.Replays>().AddSingleton<Replay.ReplaySlices>().AddSingleton<Replay.StalledReplays>().AddSingleton<Replay.FailedWork>()
            .AddSingleton<Replay.StalledWork>().AddSingleton<Replay.WaitingSweep>().AddHostedService<Replay.RemovedParts>()
            .AddSingleton<AuditLog>().AddSingleton<AuditTally>().AddHostedService(s => s.GetRequiredService<AuditTally>())
            .AddSingleton<SettingsAudit>().AddHostedService(s => s.GetRequiredService<SettingsAudit>())
            .AddSingleton<ErasedPeople>().AddPrivacy()
            .AddSingleton<PageCounts>().AddSingleton<FunnelReader>().AddSingleton<FunnelMetrics>()
            .AddSingleton<DayFolds>().AddSingleton<PeopleSums>().AddSingleton<ReportReader>().AddSingleton<ReportDesk>()
            .AddHooks()
            .AddSingleton<StorageCheck>().AddSingleton<HealthReader>();
    }

    /// <summary>Requests to other systems: no redirection, no cookie, no proxy's word on where they go.</summary>
    private static IServiceCollection AddHooks(this IServiceCollection services)
    {
        services.AddHttpClient(HookSender.Anywhere).RemoveAllLoggers().ConfigurePrimaryHttpMessageHandler(() => HookConnections(null));
        services.AddHttpClient(HookSender.Public).RemoveAllLoggers().ConfigurePrimaryHttpMessageHandler(() => HookConnections(HookSender.ConnectInPublic));
        return services.AddSingleton<IFeedReader, HookWaker>().AddSingleton<ChangeReader>().AddSingleton<HookRunner>().AddSingleton<HookDesk>()
            .AddSingleton<WeekDesk>().AddSingleton<IHookNews, WeeklyNews>();
    }

    private static SocketsHttpHandler HookConnections(Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? connect) => new()
    {
        AllowAutoRedirect = false, UseCookies = false, UseProxy = connect is null, PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectCallback = connect,
    };

    /// <summary>Places in the order in which they are erased: what could bring something back comes before it.</summary>
    private static IServiceCollection AddPrivacy(this IServiceCollection services) => services
        .AddSingleton<IPersonalPlace, QueuePlace>().AddSingleton<IPersonalPlace, PagePlace>().AddSingleton<IPersonalPlace, ReviewPlace>().AddSingleton<IPersonalPlace, FriendPlace>()
        .AddSingleton<IPersonalPlace, LeadPlace>().AddSingleton<IPersonalPlace, WaitingPlace>().AddSingleton<IPersonalPlace, TaskPlace>().AddSingleton<IPersonalPlace, HeldPlace>()
        .AddSingleton<IPersonalPlace, ListPlace>().AddSingleton<IPersonalPlace, FeedPlace>().AddSingleton<IPersonalPlace, ContactPlace>()
        .AddSingleton<IPersonalPlace, GroupPlace>().AddSingleton<IPersonalPlace, ReplayPlace>()
        .AddSingleton<PersonFinder>().AddSingleton<PersonExports>().AddSingleton<Erasure>().AddSingleton<Forgetting>();
}
