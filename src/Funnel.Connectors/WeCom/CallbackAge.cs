using System.Globalization;
using Funnel.Clocks;

namespace Funnel.Connectors.WeCom;

/// <summary>Whether a signed callback is of now: an old one is a replay.</summary>
internal static class CallbackAge
{
    /// <summary>The timestamp is the platform's: a difference between our clock and a platform's that we know of is no age.</summary>
    /// <param name="setting">Name of the setting that permits so much, for whoever reads the refusal.</param>
    /// <param name="clocks">What is known of how wrong our clock is.</param>
    /// <returns>Null when it is recent, else why not.</returns>
    public static string? Wrong(string timestamp, TimeSpan permitted, string setting, DateTimeOffset now, PlatformClocks? clocks)
    {
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || UnixTime.Read(seconds) is not { } at)
        {
            return "the timestamp is no time";
        }

        var (age, skews) = (now - at, clocks?.Now ?? []);
        if (age.Duration() <= permitted || skews.Any(s => (age - s.Skew).Duration() <= permitted))
        {
            return null;
        }

        var which = $"the timestamp is {age.Duration():c} {(age > TimeSpan.Zero ? "before" : "after")} this host's time, outside {setting} ({permitted:c})";
        return skews.FirstOrDefault(s => s.IsAlarming) is { } skew ? $"{which}; {skew}" : $"{which}: a replay, or this host's clock is wrong";
    }
}
