using Funnel.Triage.Scoring;

namespace Funnel.Triage.Training;

/// <summary>Multinomial logistic regression over the kinds, on inquiries only.</summary>
internal sealed class KindTrainer(int bits, float l2, float rate, int epochs, int seed)
{
    internal KindTable Train(IReadOnlyList<Example> examples)
    {
        var inquiries = examples.Where(e => e.Kind != InquiryKind.None && e.Inquiry).ToArray();
        var weights = new float[KindTable.RowLength << bits];
        var squares = new float[KindTable.RowLength << bits];
        Array.Fill(squares, 1e-6f);
        var bias = new float[KindTable.Kinds];
        var order = new Shuffle(inquiries.Length, seed);
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            foreach (var index in order.Next())
            {
                Step(inquiries[index], weights, squares, bias);
            }
        }

        var (bytes, scale) = Quantiser.ToBytes(weights);
        return new KindTable(bits, bytes, scale, bias);
    }

    private void Step(Example example, float[] weights, float[] squares, float[] bias)
    {
        var shift = 32 - bits;
        var factor = example.FirstFactor;
        Span<float> errors = stackalloc float[KindTable.Kinds];
        bias.CopyTo(errors);
        foreach (var hash in example.Characters.Concat(example.Structure))
        {
            var row = weights.AsSpan((int)(hash >> shift) * KindTable.RowLength, KindTable.Kinds);
            for (var kind = 0; kind < row.Length; kind++)
            {
                errors[kind] += row[kind] * factor;
            }
        }

        Softmax(errors);
        errors[(int)example.Kind - 1] -= 1f;
        for (var kind = 0; kind < errors.Length; kind++)
        {
            bias[kind] -= 0.02f * errors[kind] * example.Weight;
        }

        foreach (var hash in example.Characters.Concat(example.Structure))
        {
            var start = (int)(hash >> shift) * KindTable.RowLength;
            for (var kind = 0; kind < errors.Length; kind++)
            {
                var gradient = errors[kind] * factor * example.Weight + l2 * weights[start + kind];
                squares[start + kind] += gradient * gradient;
                weights[start + kind] -= rate * gradient / MathF.Sqrt(squares[start + kind]);
            }
        }
    }

    private static void Softmax(Span<float> scores)
    {
        var most = float.NegativeInfinity;
        foreach (var score in scores)
        {
            most = MathF.Max(most, score);
        }

        var sum = 0f;
        foreach (ref var score in scores)
        {
            score = MathF.Exp(score - most);
            sum += score;
        }

        foreach (ref var score in scores)
        {
            score /= sum;
        }
    }
}
