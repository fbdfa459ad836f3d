using Funnel.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Connectors.Personal;

/// <summary>How somebody's own WeChat becomes a contact path.</summary>
public static class PersonalRegistration
{
    /// <summary>Registers it when there is a section <c>Personal</c>; else only its name, which offers may use.</summary>
    /// <param name="settings">What is wrong is known when it is asked to check.</param>
    public static IServiceCollection AddPersonal(this IServiceCollection services, SettingsReader settings)
    {
        services.AddSingleton(new ContactPathName(PersonalPath.Name, PersonalOptions.SectionName));
        if (settings.ReadPart<PersonalOptions>(PersonalOptions.SectionName) is not { } options)
        {
            return services;
        }

        settings.Later(() => CheckWordings(options, settings));
        return services.AddSingleton(new Connector(PersonalPath.Name, ConnectorLimits.Unknown, new PersonalPath(options)));
    }

    /// <summary>Wordings are refused where they name WeChat beside an id; the bare id of this very account is known here alone.</summary>
    private static void CheckWordings(PersonalOptions options, SettingsReader settings)
    {
        if (options.WeChatId is not { } id || !settings.Sections.Any(s => s.Path.Length == 0))
        {
            return;
        }

        foreach (var (offer, i) in settings.Read<FunnelOptions>("").Offers.Select((o, i) => (o, i)))
        {
            foreach (var (path, wordings) in new[] { ("reply", offer.Reply), ("chat", offer.Chat) })
            {
                foreach (var (_, j) in wordings.Select((w, j) => (w, j)).Where(w => w.w.Contains(id, StringComparison.OrdinalIgnoreCase)))
                {
                    settings.Complain(FormattableString.Invariant($"offers[{i}].{path}[{j}]"), "has personal.weChatId in it: no program may send it; staff gets it with each task");
                }
            }
        }
    }
}
