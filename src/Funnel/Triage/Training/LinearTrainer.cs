using Funnel.Triage.Scoring;

namespace Funnel.Triage.Training;

/// <summary>
/// Logistic regression on hashed features by AdaGrad, one example at a time in a seeded order, the weights averaged over the second half of the epochs. The same
/// seed gives the same bits.
/// </summary>
internal sealed class LinearTrainer(int seed)
{
    /// <summary>Chosen by cross-validation on the labelled comments.</summary>
    private const int Epochs = 6;
    private const float Rate = 0.1f;
    private const float Decay = 5e-3f;
    private const float Start = 1e-6f;

    private readonly float[] characters = new float[1 << LinearWeights.CharacterBits];
    private readonly float[] characterSquares = Filled(1 << LinearWeights.CharacterBits);
    private readonly float[] structure = new float[1 << LinearWeights.StructureBits];
    private readonly float[] structureSquares = Filled(1 << LinearWeights.StructureBits);
    private float bias;
    private float biasSquares = Start;

    internal static LinearWeights Train(IReadOnlyList<Example> examples, int seed) => new LinearTrainer(seed).Run(examples);

    private LinearWeights Run(IReadOnlyList<Example> examples)
    {
        var order = new Shuffle(examples.Count, seed);
        var mean = new LinearWeights(new float[characters.Length], new float[structure.Length], 0f);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            foreach (var index in order.Next())
            {
                Step(examples[index]);
            }

            if (epoch >= Epochs / 2)
            {
                mean = mean with { Bias = mean.Bias + bias / (Epochs - Epochs / 2) };
                Add(characters, mean.Characters);
                Add(structure, mean.Structure);
            }
        }

        return mean;
    }

    private void Step(Example example)
    {
        var score = new LinearWeights(characters, structure, bias).Score(example);
        var error = (Calibration.Sigmoid(score) - (example.Inquiry ? 1f : 0f)) * example.Weight;
        biasSquares += error * error;
        bias -= Rate * error / MathF.Sqrt(biasSquares);
        Move(characters, characterSquares, example.Characters, 32 - LinearWeights.CharacterBits, error * example.Factor);
        Move(structure, structureSquares, example.Structure, 32 - LinearWeights.StructureBits, error * example.Factor);
    }

    private static void Move(float[] weights, float[] squares, uint[] hashes, int shift, float pull)
    {
        foreach (var hash in hashes)
        {
            var slot = hash >> shift;
            var gradient = pull + Decay * weights[slot];
            squares[slot] += gradient * gradient;
            weights[slot] -= Rate * gradient / MathF.Sqrt(squares[slot]);
        }
    }

    private static void Add(float[] from, float[] to)
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i] += from[i] / (Epochs - Epochs / 2);
        }
    }

    private static float[] Filled(int length)
    {
        var squares = new float[length];
        Array.Fill(squares, Start);
        return squares;
    }
}
