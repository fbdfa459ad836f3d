using Funnel.Triage.Scoring;

namespace Funnel.Triage.Training;

/// <summary>Fits score → frequency and the operating curve on scores of unseen comments.</summary>
internal static class Calibrator
{
    internal static Calibration Fit(ReadOnlySpan<float> scores, ReadOnlySpan<float> targets)
    {
        var rows = new double[scores.Length][];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = [scores[i], 1];
        }

        var fitted = Logistic(rows, targets, [1, 0]);
        return new Calibration((float)fitted[0], (float)fitted[1]);
    }

    /// <param name="scores">The first step's of the whole, and that of its strongest part.</param>
    internal static LongCalibration FitLong(IReadOnlyList<(float First, float Part)> scores, ReadOnlySpan<float> targets)
    {
        var fitted = Logistic([.. scores.Select(s => new double[] { s.First, s.Part, 1 })], targets, [0.5, 0.5, 0]);
        return new LongCalibration((float)fitted[0], (float)fitted[1], (float)fitted[2]);
    }

    /// <summary>Newton's method on two or three numbers; a dozen steps are more than enough.</summary>
    private static double[] Logistic(double[][] rows, ReadOnlySpan<float> targets, double[] weights)
    {
        var count = weights.Length;
        for (var step = 0; step < 25; step++)
        {
            // The system to solve: the second derivatives, and in the last column the first ones.
            var system = new double[count, count + 1];
            for (var i = 0; i < count; i++)
            {
                system[i, i] = 1e-6;
            }

            for (var at = 0; at < rows.Length; at++)
            {
                var row = rows[at];
                var score = 0.0;
                for (var i = 0; i < count; i++)
                {
                    score += weights[i] * row[i];
                }

                var p = 1 / (1 + Math.Exp(-score));
                for (var i = 0; i < count; i++)
                {
                    system[i, count] += (p - targets[at]) * row[i];
                    for (var j = 0; j < count; j++)
                    {
                        system[i, j] += p * (1 - p) * row[i] * row[j];
                    }
                }
            }

            var move = Solve(system);
            for (var i = 0; i < count; i++)
            {
                weights[i] -= move[i];
            }
        }

        return weights;
    }

    /// <summary>Elimination without pivoting: the matrix is positive definite.</summary>
    private static double[] Solve(double[,] system)
    {
        var count = system.GetLength(0);
        for (var pivot = 0; pivot < count; pivot++)
        {
            for (var row = 0; row < count; row++)
            {
                var share = row == pivot ? 0 : system[row, pivot] / system[pivot, pivot];
                for (var column = pivot; column <= count && row != pivot; column++)
                {
                    system[row, column] -= share * system[pivot, column];
                }
            }
        }

        return [.. Enumerable.Range(0, count).Select(i => system[i, count] / system[i, i])];
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

    /// <summary>What the probabilities cost, in nats a comment: finer than counts of errors where two ways of learning are compared.</summary>
    internal static double LogLoss(float[] probabilities, float[] targets) =>
        -probabilities.Zip(targets, (p, t) => Math.Log(Math.Max(1e-6, t > 0.5f ? p : 1 - p))).Average();

    /// <summary>The middle of the thresholds where F1 is best, give or take a fifth of a point: the top is flat, its very peak is chance. A half when there is no curve.</summary>
    internal static float BestF1(IReadOnlyCollection<OperatingPoint> curve)
    {
        var best = curve.Count == 0 ? 0f : curve.Max(F1);
        return curve.Count == 0 ? 0.5f : curve.Where(p => F1(p) >= best - 0.002f).Average(p => p.Threshold);
    }

    private static float F1(OperatingPoint point) => 2 * point.Precision * point.Recall / Math.Max(1e-9f, point.Precision + point.Recall);
}
