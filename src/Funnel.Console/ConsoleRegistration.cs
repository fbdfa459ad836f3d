using System.Text.Encodings.Web;
using System.Text.Unicode;
using Funnel.Configuration;
using Funnel.Console.Frame;
using Funnel.Console.Leads;
using Funnel.Console.Parked;
using Funnel.Console.Review;
using Funnel.Console.SignIn;
using Funnel.Console.Today;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

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
        services.AddSettings<ConsoleOptions>(settings, ConsoleOptions.SectionName);

        // Chinese as it is: as entities, which is the default, it takes three times the bytes. What HTML could read as markup is still encoded.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddRazorComponents();
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = "funnel_form";
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.SuppressXFrameOptionsHeader = true; // frame-ancestors says it
        });
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<OneTimeLinks>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<LiveNumbers>();
        services.AddSingleton<VideoNames>();
        services.AddSingleton<ParkedActions>();
        services.AddSingleton<PersonActions>();
        services.AddSingleton<SignInHandler>();
        services.AddSingleton<LeadHandler>();
        services.AddSingleton<IConsolePage, TodayHandler>();
        services.AddSingleton<IConsolePage, ReviewHandler>();
        services.AddSingleton<IConsolePage, ParkedHandler>();
        services.AddSingleton<IConsolePage, LeadsHandler>();
        services.AddSingleton(Pages);
        return services;
    }

    private static ConsolePages Pages(IServiceProvider s) => new(
        s.GetRequiredService<SignInHandler>(), s.GetServices<IConsolePage>(), s.GetRequiredService<LiveNumbers>(), s.GetRequiredService<Sessions>(),
        s.GetRequiredService<IAntiforgery>(), s.GetRequiredService<IOptions<ConsoleOptions>>(), s.GetRequiredService<TimeProvider>());
}
