using Microsoft.Extensions.Configuration;

namespace Funnel.Embedded.Triggers;

/// <summary>Values in trigger attributes that are kept in the settings: <c>%Name%</c> or <c>%Section:Name%</c>.</summary>
internal static class SettingNames
{
    /// <summary>Replaces every <c>%Name%</c> by its setting. Null when a setting is missing or a percent sign has no partner; the reason is added to <paramref name="errors"/>.</summary>
    public static string? Resolve(string value, IConfiguration settings, string where, List<string> errors)
    {
        var parts = value.Split('%');
        if (parts.Length % 2 == 0)
        {
            errors.Add($"{where}: \"{value}\" has a percent sign without a partner.");
            return null;
        }

        for (var i = 1; i < parts.Length; i += 2)
        {
            if (settings[parts[i]] is not { Length: > 0 } setting)
            {
                errors.Add($"{where}: the setting \"{parts[i]}\" is missing. Add it to the settings, or write the value in place of \"{value}\".");
                return null;
            }

            parts[i] = setting;
        }

        return string.Concat(parts);
    }
}
