using System.Reflection;
using Funnel.Configuration;
using Funnel.Console;
using Funnel.Functions.Timers;
using Funnel.Connectors.Douyin;
using Funnel.Connectors.WeCom;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Funnel.Functions;

/// <summary>What both hosts register: the product with its sources and destinations. They differ in storage and in who calls the functions.</summary>
public static class FunctionsRegistration
{
    /// <summary>The assembly that holds the function classes.</summary>
    public static Assembly Assembly => typeof(FunctionsRegistration).Assembly;

    /// <exception cref="SettingsException">The configuration is wrong; names everything that is.</exception>
    public static IServiceCollection AddFunnelFunctions(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(FunnelOptions.Section);
        var errors = new SettingsErrors();
        errors.Note(() => services.AddFunnel(configuration));
        errors.Note(() => services.AddDouyin(section));
        errors.Note(() => new ServiceCollection().AddDouyin(section).BuildServiceProvider().GetService<IOptions<DouyinOptions>>()?.Value.ToString());
        errors.Note(() => services.AddWeCom(section));
        errors.Note(() => CheckConsole(configuration));
        errors.Add(Schedules.Misplaced(section));
        errors.Add(InsightsSettings.Errors(configuration));
        services.AddFunnelConsole(configuration);
        errors.Throw();
        return services;
    }

    /// <summary>The console checks its settings when the host has started, too late to be said together with the others.</summary>
    private static void CheckConsole(IConfiguration configuration)
    {
        var reader = new SettingsReader(FunnelOptions.Section);
        reader.Read<ConsoleOptions>(configuration.GetSection(ConsoleOptions.Section));
        if (reader.Errors.Count > 0)
        {
            throw new SettingsException(reader.Errors);
        }
    }
}
