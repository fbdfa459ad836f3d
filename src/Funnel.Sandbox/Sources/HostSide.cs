namespace Funnel.Sandbox.Sources;

/// <summary>What the settings of a host that runs against the sandbox follow from.</summary>
/// <param name="Address">The sandbox's, without a slash at its end.</param>
/// <param name="Patience">How long a call of the host waits for its answer.</param>
/// <param name="Listed">After how long a reply stands in the list at the latest.</param>
internal sealed record HostSide(string Address, TimeSpan Patience, TimeSpan Listed)
{
    /// <summary>A time as settings are written.</summary>
    public static string Text(TimeSpan time) => time.ToString("c", System.Globalization.CultureInfo.InvariantCulture);
}
