using System.Reflection;
using Funnel.Configuration;
using Funnel.Console;
using Funnel.Connectors;
using Funnel.Functions.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Funnel.Functions;

/// <summary>What both hosts register: the product with its connectors. They differ in storage and in who calls the functions.</summary>
public static class FunctionsRegistration
{
    /// <summary>The assembly that holds the function classes.</summary>
    public static Assembly Assembly => typeof(FunctionsRegistration).Assembly;

    /// <summary>Section of the embedded host alone. Settings that were written for it may also be given to the other.</summary>
    private const string EmbeddedSection = "host";

    /// <param name="settings">What is wrong is known when it is asked to check: the host does, when it has registered all.</param>
    public static IServiceCollection AddFunnelFunctions(this IServiceCollection services, SettingsReader settings)
    {
        services.AddFunnel(settings).AddConnectors(settings).AddFunnelConsole(settings);
        services.AddSingleton(Options.Create(settings.Read<LimitOptions>(LimitOptions.SectionName))).AddSingleton<RequestLimiter>().AddSingleton<LastHealth>();
        settings.Leave(EmbeddedSection);
        InsightsSettings.Check(settings);
        return services;
    }
}
