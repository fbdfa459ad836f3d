using Funnel.Triage.Scoring;

namespace Funnel.Triage.Training;

/// <summary>Logistic regression on hashed features by AdaGrad, one example at a time in a seeded order: the same seed gives the same bits.</summary>
internal sealed class LinearTrainer(int bits, float l2, float rate, int epochs, int seed)
{
    internal sealed record Weights(float[] Values, float Bias, int Bits)
    {
        internal float Score(Example example)
        {
            var shift = 32 - Bits;
            var sum = 0f;
            foreach (var hash in example.Hashes)
            {
                sum += Values[hash >> shift];
            }

            return Bias + sum * LinearTable.LengthFactor(example.Positions);
        }
    }

    internal Weights Train(IReadOnlyList<Example> examples)
    {
        var values = new float[1 << bits];
        var squares = new float[1 << bits];
        Array.Fill(squares, 1e-6f);
        var (bias, biasSquares) = (0f, 1e-6f);
        var shift = 32 - bits;
        var order = new Shuffle(examples.Count, seed);
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            foreach (var index in order.Next())
            {
                var example = examples[index];
                var factor = LinearTable.LengthFactor(example.Positions);
                var score = new Weights(values, bias, bits).Score(example);
                var error = (Calibration.Sigmoid(score) - example.Target) * example.Weight;
                biasSquares += error * error;
                bias -= rate * error / MathF.Sqrt(biasSquares);
                foreach (var hash in example.Hashes)
                {
                    var slot = hash >> shift;
                    var gradient = error * factor + l2 * values[slot];
                    squares[slot] += gradient * gradient;
                    values[slot] -= rate * gradient / MathF.Sqrt(squares[slot]);
                }
            }
        }

        return new Weights(values, bias, bits);
    }

    /// <summary>Scores each example by a model that saw neither it nor its equals.</summary>
    internal float[] CrossValidate(IReadOnlyList<Example> examples, IReadOnlyList<Example> always)
    {
        var scores = new float[examples.Count];
        for (var fold = 0; fold < Example.Folds; fold++)
        {
            var weights = Train([.. examples.Where(e => e.Fold != fold), .. always]);
            for (var i = 0; i < examples.Count; i++)
            {
                scores[i] = examples[i].Fold == fold ? weights.Score(examples[i]) : scores[i];
            }
        }

        return scores;
    }

    /// <summary>One byte a weight; the unit is chosen so that all but the very largest fit.</summary>
    internal static LinearTable Quantise(Weights weights)
    {
        var (bytes, scale) = Quantiser.ToBytes(weights.Values);
        return new LinearTable(weights.Bits, bytes, scale, weights.Bias);
    }
}
