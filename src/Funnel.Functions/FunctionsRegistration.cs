using System.Reflection;
using Funnel.Configuration;
using Funnel.Console;
using Funnel.Functions.Timers;
using Funnel.Platforms.Douyin;
using Funnel.WeChat.WeCom;
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
        var errors = new List<string>();
        Note(errors, () => services.AddFunnel(configuration));
        Note(errors, () => services.AddDouyin(section));
        Note(errors, () => new ServiceCollection().AddDouyin(section).BuildServiceProvider().GetService<IOptions<DouyinOptions>>()?.Value.ToString());
        Note(errors, () => services.AddWeCom(section));
        errors.AddRange(Schedules.Misplaced(section));
        services.AddFunnelConsole(configuration);
        return errors.Count == 0 ? services : throw new SettingsException(errors);
    }

    /// <summary>Each part stops at its own errors; an operator wants to see those of all parts at once.</summary>
    private static void Note(List<string> errors, Action part)
    {
        try
        {
            part();
        }
        catch (SettingsException e)
        {
            errors.AddRange(e.Errors);
        }
        catch (OptionsValidationException e)
        {
            errors.AddRange(e.Failures.Select(f => SettingsReader.AsWritten(FunnelOptions.Section, f)));
        }
    }
}
