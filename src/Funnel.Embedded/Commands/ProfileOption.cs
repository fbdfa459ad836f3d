using System.CommandLine;
using Microsoft.Extensions.Configuration;

namespace Funnel.Embedded.Commands;

/// <summary>Whose manners the host has; the same as <c>host.profile</c> in the configuration, over which it wins.</summary>
internal static class ProfileOption
{
    /// <summary>The setting, in section <c>Funnel</c>.</summary>
    public const string Setting = "host:profile";

    public static Option<HostProfile?> Create() => new("--host-profile")
    {
        Description = "How work is treated after crashes and at stops: default (back in seconds) or azure (as the Functions host does: messages of a killed process after 10 minutes, its timers after one).",
    };

    public static void Apply(IConfigurationRoot configuration, HostProfile? profile)
    {
        if (profile is { } chosen)
        {
            configuration[$"{FunnelOptions.Section}:{Setting}"] = chosen.ToString();
        }
    }
}
