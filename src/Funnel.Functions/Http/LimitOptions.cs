using System.ComponentModel.DataAnnotations;

namespace Funnel.Functions.Http;

/// <summary>How much is answered. Section <c>Funnel:Limits</c>.</summary>
public sealed class LimitOptions
{
    /// <summary>The section's name inside <c>Funnel</c>.</summary>
    public const string SectionName = "limits";

    /// <summary>
    /// Requests that one address may make in a minute, in each process; more are answered with 429. Ten times as many where the address may be many people's, which is anywhere without
    /// <c>console.trustedProxies</c>. Signed webhooks are not counted, and the health check is always answered.
    /// </summary>
    [Range(60, 1_000_000)]
    public int RequestsAMinute { get; set; } = 600;
}
