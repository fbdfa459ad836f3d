using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Funnel.Functions;

/// <summary>
/// What frameworks say of each request is not worth its storage. host.json's levels are for the host's own loggers and do not reach the worker,
/// so both hosts filter here.
/// </summary>
public static class LogFilters
{
    private static readonly (string Category, LogLevel Least)[] Frameworks =
    [
        ("Microsoft", LogLevel.Warning), ("System", LogLevel.Warning), ("Azure", LogLevel.Warning), ("Polly", LogLevel.Warning),
        ("Microsoft.AspNetCore.DataProtection", LogLevel.Error), // it warns of a key ring without encryption, which ours needs not
    ];

    /// <summary>Put before the configured levels (<c>Logging__LogLevel__…</c>), which win where they name the same category.</summary>
    public static ILoggingBuilder FilterFrameworks(this ILoggingBuilder logging)
    {
        logging.Services.Configure<LoggerFilterOptions>(options =>
        {
            foreach (var (category, least) in Frameworks)
            {
                options.Rules.Insert(0, new LoggerFilterRule(providerName: null, category, least, filter: null));
            }
        });
        return logging;
    }
}
