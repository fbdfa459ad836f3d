using System.Globalization;
using Funnel.Tests.Measure;

namespace Funnel.Benchmarks.Reports;

/// <summary>How often the 95 % intervals of <c>effect</c> hold the true rates of simulated weeks, and what sampling gains there: <c>effect-coverage</c>.</summary>
internal static class EffectCoverage
{
    private const int Weeks = 400;

    public static async Task Run(string[] args)
    {
        foreach (var (people, wordings) in new[] { (1_000, 4), (4_000, 4), (4_000, 10), (20_000, 4) })
        {
            var result = EffectTrial.Run(Weeks, people, wordings);
            await System.Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{people,6} people, {wordings,2} wordings: coverage {result.EqualCoverage:P1} equal, {result.SampledCoverage:P1} sampled; sampling gains {result.Gained:P0} of what is possible"));
        }
    }
}
