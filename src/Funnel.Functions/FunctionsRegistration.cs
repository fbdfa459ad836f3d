using System.Reflection;
using Funnel.Platforms.Douyin;
using Funnel.WeChat.WeCom;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Functions;

/// <summary>What both hosts register: the product with its sources and destinations. They differ in storage and in who calls the functions.</summary>
public static class FunctionsRegistration
{
    /// <summary>The assembly that holds the function classes.</summary>
    public static Assembly Assembly => typeof(FunctionsRegistration).Assembly;

    /// <exception cref="Configuration.SettingsException">The configuration is wrong; names everything that is.</exception>
    public static IServiceCollection AddFunnelFunctions(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(FunnelOptions.Section);
        return services.AddFunnel(configuration).AddDouyin(section).AddWeCom(section);
    }
}
