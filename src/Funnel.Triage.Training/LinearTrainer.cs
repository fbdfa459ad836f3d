using Funnel.Triage.Scoring;

namespace Funnel.Triage.Training;

/// <summary>
/// Logistic regression on hashed features by AdaGrad, one example at a time in a seeded order, the weights averaged over the second half of the epochs. Every third
/// example, drawn by lot, is learned from its characters alone: they must be able to tell by themselves what is so surely no inquiry that its structure need not be
/// looked at. The same seed gives the same bits.
/// </summary>
internal sealed class LinearTrainer
{
    /// <summary>How one of the averaged models learns; all chosen by cross-validation on the labelled comments.</summary>
    /// <param name="Start">What AdaGrad begins with: the larger, the less a rare feature moves at once.</param>
    private sealed record Way(int Epochs, float Rate, float Decay, float Start);

    /// <summary>A bold and two cautious learners err differently; a mean of linear models is again one linear model, so it costs nothing later.</summary>
    private static readonly Way[] Ways = [new(6, 0.1f, 5e-3f, 1e-6f), new(6, 0.1f, 5e-4f, 1e-2f), new(10, 0.3f, 5e-4f, 1f)];

    /// <summary>One example in so many is learned from its characters alone.</summary>
    private const int CharactersAlone = 3;

    /// <summary>How often each way is gone, in another order.</summary>
    private const int Times = 3;

    private readonly Way way;
    private readonly int seed;
    private readonly SeededRandom lot;
    private readonly float[] characters = new float[1 << LinearWeights.CharacterBits];
    private readonly float[] characterSquares;
    private readonly float[] structure = new float[1 << LinearWeights.StructureBits];
    private readonly float[] structureSquares;
    private float bias;
    private float biasSquares;

    private LinearTrainer(Way way, int seed)
    {
        (this.way, this.seed, lot, biasSquares) = (way, seed, new SeededRandom(seed), way.Start);
        characterSquares = Filled(characters.Length);
        structureSquares = Filled(structure.Length);
    }

    internal static LinearWeights Train(IReadOnlyList<Example> examples, int seed)
    {
        // In parallel, but added up in order: sums of floats depend on it.
        var learned = Enumerable.Range(0, Ways.Length * Times).AsParallel().AsOrdered().Select(i => new LinearTrainer(Ways[i % Ways.Length], seed + i).Run(examples));
        var mean = new LinearWeights(new float[1 << LinearWeights.CharacterBits], new float[1 << LinearWeights.StructureBits], 0f);
        foreach (var one in learned)
        {
            mean = mean with { Bias = mean.Bias + one.Bias / (Ways.Length * Times) };
            Add(one.Characters, mean.Characters, Ways.Length * Times);
            Add(one.Structure, mean.Structure, Ways.Length * Times);
        }

        return mean;
    }

    private LinearWeights Run(IReadOnlyList<Example> examples)
    {
        var order = new Shuffle(examples.Count, seed);
        var mean = new LinearWeights(new float[characters.Length], new float[structure.Length], 0f);
        var averaged = way.Epochs - way.Epochs / 2;
        for (var epoch = 0; epoch < way.Epochs; epoch++)
        {
            foreach (var index in order.Next())
            {
                Step(examples[index]);
            }

            if (epoch >= way.Epochs / 2)
            {
                mean = mean with { Bias = mean.Bias + bias / averaged };
                Add(characters, mean.Characters, averaged);
                Add(structure, mean.Structure, averaged);
            }
        }

        return mean;
    }

    private void Step(Example example)
    {
        var weights = new LinearWeights(characters, structure, bias);
        var alone = lot.Below(CharactersAlone) == 0;
        var score = alone ? bias + weights.First(example) : weights.Score(example);
        var factor = alone ? example.FirstFactor : example.Factor;
        var error = (Calibration.Sigmoid(score) - (example.Inquiry ? 1f : 0f)) * example.Weight;
        biasSquares += error * error;
        bias -= way.Rate * error / MathF.Sqrt(biasSquares);
        Move(characters, characterSquares, example.Characters, 32 - LinearWeights.CharacterBits, error * factor);
        if (!alone)
        {
            Move(structure, structureSquares, example.Structure, 32 - LinearWeights.StructureBits, error * factor);
        }
    }

    private void Move(float[] weights, float[] squares, uint[] hashes, int shift, float pull)
    {
        foreach (var hash in hashes)
        {
            var slot = hash >> shift;
            var gradient = pull + way.Decay * weights[slot];
            squares[slot] += gradient * gradient;
            weights[slot] -= way.Rate * gradient / MathF.Sqrt(squares[slot]);
        }
    }

    private static void Add(float[] from, float[] to, int parts)
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i] += from[i] / parts;
        }
    }

    private float[] Filled(int length)
    {
        var squares = new float[length];
        Array.Fill(squares, way.Start);
        return squares;
    }
}
