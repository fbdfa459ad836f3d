using Funnel.Triage.Scoring;

namespace Funnel.Triage.Training;

/// <summary>Fits score → frequency and the operating curve on scores of unseen comments.</summary>
internal static class Calibrator
{
    /// <summary>Newton's method on the two numbers of the logistic; a dozen steps are more than enough.</summary>
    internal static Calibration Fit(ReadOnlySpan<float> scores, ReadOnlySpan<float> targets)
    {
        double slope = 1, offset = 0;
        for (var step = 0; step < 25; step++)
        {
            double gs = 0, go = 0, hss = 1e-6, hso = 0, hoo = 1e-6;
            for (var i = 0; i < scores.Length; i++)
            {
                var p = 1 / (1 + Math.Exp(-(slope * scores[i] + offset)));
                var (error, w) = (p - targets[i], p * (1 - p));
                gs += error * scores[i];
                go += error;
                hss += w * scores[i] * scores[i];
                hso += w * scores[i];
                hoo += w;
            }

            var determinant = hss * hoo - hso * hso;
            slope -= (gs * hoo - go * hso) / determinant;
            offset -= (go * hss - gs * hso) / determinant;
        }

        return new Calibration((float)slope, (float)offset);
    }

    /// <summary>Precision and recall from each probability of a grid of 200 steps upwards.</summary>
    internal static OperatingPoint[] Curve(float[] probabilities, float[] targets)
    {
        var points = new List<OperatingPoint>();
        var all = targets.Count(t => t > 0.5f);
        for (var step = 1; step < 200; step++)
        {
            var threshold = step / 200f;
            var (right, taken) = (0, 0);
            for (var i = 0; i < targets.Length; i++)
            {
                if (probabilities[i] >= threshold)
                {
                    taken++;
                    right += targets[i] > 0.5f ? 1 : 0;
                }
            }

            if (taken > 0)
            {
                points.Add(new OperatingPoint(threshold, (float)right / taken, (float)right / Math.Max(1, all), taken));
            }
        }

        return [.. points];
    }

    /// <summary>The threshold where F1 is best; a half when there is no curve.</summary>
    internal static float BestF1(IReadOnlyCollection<OperatingPoint> curve) => curve.Count == 0 ? 0.5f : curve.MaxBy(F1).Threshold;

    private static float F1(OperatingPoint point) => 2 * point.Precision * point.Recall / Math.Max(1e-9f, point.Precision + point.Recall);
}
