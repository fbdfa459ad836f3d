using Funnel.Triage.Scoring;

namespace Funnel.Triage.Training;

/// <summary>Scores of examples by models that saw neither them nor their equals.</summary>
/// <param name="First">The first step's score.</param>
/// <param name="Score">That of the comment, or of the strongest part of a long one.</param>
/// <param name="Clause">The first step's score of a long comment's strongest clause.</param>
internal sealed record CrossValidation(float[] First, float[] Score, float[] Clause)
{
    /// <param name="measured">Also learned from, in the other folds.</param>
    /// <param name="own">Learned from as well, fold by fold: the measured may be made of them.</param>
    internal static CrossValidation Run(IReadOnlyList<Example> measured, IReadOnlyList<Example> own, int seed, Action<int> done, CancellationToken cancellationToken)
    {
        var result = new CrossValidation(new float[measured.Count], new float[measured.Count], new float[measured.Count]);
        for (var fold = 0; fold < Example.Folds; fold++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var weights = LinearTrainer.Train([.. measured.Concat(own).Where(e => e.Fold != fold)], seed);
            var scorer = weights.Scorer();
            for (var i = 0; i < measured.Count; i++)
            {
                if (measured[i].Fold == fold)
                {
                    result.Measure(i, measured[i], weights, scorer);
                }
            }

            done(fold + 1);
        }

        return result;
    }

    private void Measure(int at, Example example, LinearWeights weights, LinearScorer scorer)
    {
        First[at] = weights.First(example);
        if (example.Long is not { } text)
        {
            Score[at] = weights.Score(example);
            return;
        }

        var scratch = TriageModel.Prepare(text);
        var part = Clauses.Strongest(scratch, scorer.Characters);
        (Clause[at], Score[at]) = (part.Score, scorer.Score(scratch.FocusOn(part)));
    }
}
