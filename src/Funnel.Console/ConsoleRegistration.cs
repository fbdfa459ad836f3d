using System.Text.Encodings.Web;
using System.Text.Unicode;
using Funnel.Audit;
using Funnel.Configuration;
using Funnel.Console.Accounts;
using Funnel.Console.Effects;
using Funnel.Console.Frame;
using Funnel.Console.Hiding;
using Funnel.Console.Import;
using Funnel.Console.Leads;
using Funnel.Console.Log;
using Funnel.Console.People;
using Funnel.Console.Review;
using Funnel.Console.SignIn;
using Funnel.Console.Tasks;
using Funnel.Console.Today;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Funnel.Console;

public static class ConsoleRegistration
{
    /// <summary>
    /// Adds the operators' console: <see cref="ConsolePages"/> to put behind HTTP functions, and <see cref="OneTimeLinks"/> to sign in with.
    /// The host registers the product's services and Data Protection; the latter's keys must be kept and shared, or a restart signs everybody out.
    /// </summary>
    /// <param name="settings">What is wrong is known when it is asked to check.</param>
    public static IServiceCollection AddFunnelConsole(this IServiceCollection services, SettingsReader settings)
    {
        CheckSignIn(services.AddSettings<ConsoleOptions>(settings, ConsoleOptions.SectionName), settings);

        // Chinese as it is: as entities, which is the default, it takes three times the bytes. What HTML could read as markup is still encoded.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddRazorComponents();
        services.AddSingleton<FormTokens>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<OneTimeLinks>();
        services.AddSingleton<SignInGuard>().AddSingleton<ClientAddresses>().AddSingleton<SessionStore>().AddSingleton<Sessions>().AddSingleton<WhoAsks>();
        services.AddSingleton<SignInWays>().AddSingleton<SignInStates>().AddSingleton<WaySignIn>();
        services.AddSingleton<LiveNumbers>();
        services.AddSingleton<VideoNames>();
        services.AddSingleton<ParkedActions>();
        services.AddSingleton<TasksAgain>();
        services.AddSingleton<RefusalActions>();
        services.AddSingleton<ArrivalActions>();
        services.AddSingleton<PersonActions>();
        services.AddSingleton<HidingActions>();
        services.AddSingleton<SignInHandler>();
        services.AddSingleton<LeadHandler>();
        services.AddSingleton<IConsolePage, TodayHandler>();
        services.AddSingleton<IConsolePage, ReviewHandler>();
        services.AddSingleton<IConsolePage, TasksHandler>();
        services.AddSingleton<IConsolePage, LeadsHandler>();
        services.AddSingleton<IConsolePage, AccountsHandler>();
        services.AddSingleton<IConsolePage, EffectsHandler>();
        services.AddSingleton<ImportShelf>();
        services.AddSingleton<IConsolePage, ImportHandler>();
        services.AddSingleton<IConsolePage, PeopleHandler>();
        services.AddSingleton<IConsolePage, LogHandler>();
        services.AddSingleton(Pages);
        return services;
    }

    /// <summary>Headers that anybody could send are not believed, so the host does not start where nobody takes them off.</summary>
    private static void CheckSignIn(ConsoleOptions options, SettingsReader settings)
    {
        options.PlatformSignsIn = bool.TryParse(settings.Variable(EasyAuth.Variable), out var on) && on;
        foreach (var (proxy, i) in options.TrustedProxies.Select((p, i) => (p, i)).Where(p => ClientAddresses.Network(p.p) is null))
        {
            settings.Complain($"{ConsoleOptions.SectionName}.trustedProxies[{i}]", "is neither an address nor a network: write 10.0.0.5 or 10.0.0.0/8");
        }

        foreach (var (member, i) in options.Staff.Select((m, i) => (m, i)).Where(m => options.Staff.Take(m.i).Any(b => string.Equals(b.UserId, m.m.UserId, StringComparison.Ordinal))))
        {
            settings.Complain($"{ConsoleOptions.SectionName}.staff[{i}].userId", $"'{member.UserId}' is used twice");
        }

        CheckMerchants(options, settings);
        if (options is { EasyAuth: true, PlatformSignsIn: false, TrustedProxies.Count: 0 })
        {
            settings.Complain($"{ConsoleOptions.SectionName}.easyAuth", $"is only for where App Service authentication stands in front, which sets {EasyAuth.Variable}=true: "
                + "anywhere else everybody could write its headers and be admin. Switch that authentication on, or this setting off; "
                + "behind a proxy of your own that writes these headers, name it in console.trustedProxies");
        }
    }

    private static void CheckMerchants(ConsoleOptions options, SettingsReader settings)
    {
        var known = settings.Read<FunnelOptions>("").Accounts.Select(a => a.Merchant).Where(m => m.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var named = options.Staff.Select((s, i) => (Path: $"staff[{i}]", s.Merchants)).Concat(options.EasyAuthRoles.Select((r, i) => (Path: $"easyAuthRoles[{i}]", r.Merchants)));
        foreach (var (path, merchant) in named.SelectMany(n => n.Merchants.Where(m => !known.Contains(m, StringComparer.Ordinal)).Select(m => (n.Path, m))))
        {
            settings.Complain($"{ConsoleOptions.SectionName}.{path}.merchants", $"'{merchant}' has no account: accounts[].merchant says whose each is");
        }
    }

    private static ConsolePages Pages(IServiceProvider s) => new(
        s.GetRequiredService<SignInHandler>(), s.GetRequiredService<WaySignIn>(), s.GetServices<IConsolePage>(), s.GetRequiredService<LiveNumbers>(), s.GetRequiredService<WhoAsks>(),
        s.GetRequiredService<FormTokens>(), s.GetRequiredService<AuditTally>());
}
