using Funnel.Measure;

namespace Funnel.Functions.Http;

/// <summary>What this process last found when it was asked for its health.</summary>
public sealed class LastHealth
{
    public HealthReport? Report { get; set; }
}
