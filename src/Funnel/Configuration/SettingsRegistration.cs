using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Funnel.Configuration;

/// <summary>Puts sections of settings among a host's services.</summary>
public static class SettingsRegistration
{
    /// <summary>Reads a section, and registers what was read as <see cref="IOptions{T}"/>. What is wrong in it the reader says when it is asked to check.</summary>
    /// <param name="section">Its path inside section <c>Funnel</c>.</param>
    public static T AddSettings<T>(this IServiceCollection services, SettingsReader settings, string section)
        where T : class, new()
    {
        var options = settings.Read<T>(section);
        services.AddSingleton(Options.Create(options));
        return options;
    }
}
