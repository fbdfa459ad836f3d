using Funnel.Configuration;
using Funnel.Connectors.Assist.Files;
using Funnel.Intake.Handed.Exports;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Connectors.Assist;

/// <summary>
/// Puts the platforms among the sources that have no API: comments are handed over, and what is to be done becomes a task for a person. The connector has no part: whatever is
/// not there is done by hand.
/// </summary>
public static class AssistRegistration
{
    /// <summary>What accounts name as their platform.</summary>
    public const string Name = AssistOptions.SectionName;

    /// <summary>Registers it, always: it needs no settings. Calling it twice registers once.</summary>
    /// <param name="settings">What is wrong is known when it is asked to check.</param>
    public static IServiceCollection AddAssist(this IServiceCollection services, SettingsReader settings)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(settings);
        if (services.Any(s => s.ServiceType == typeof(AssistOptions)))
        {
            return services;
        }

        var options = settings.ReadPartAlways<AssistOptions>(AssistOptions.SectionName);
        return services.AddSingleton(options).AddSingleton<IExportReader, ExportFiles>()
            .AddSingleton(_ => new Connector(Name, new ConnectorLimits(PageSize: 1, options.ReplyChars, options.MessageChars)));
    }
}
