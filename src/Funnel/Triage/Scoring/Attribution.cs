using Funnel.Triage.Text;

namespace Funnel.Triage.Scoring;

/// <summary>Shares a comment's log-odds out to its characters, and joins neighbours of one mind into pieces.</summary>
internal static class Attribution
{
    /// <summary>A character lighter than this share of the heaviest belongs to no piece.</summary>
    private const float Least = 0.2f;
    private const int MaxPieces = 6;

    internal static List<TextWeight> Pieces(TriageModel model, string text)
    {
        var scratch = new Scratch();
        var origins = new int[Normalizer.MaxCodes];
        scratch.Read(text, origins);
        scratch.Hash();
        var weights = new float[scratch.Codes];
        model.Scorer.ShareOut(scratch, weights);
        var pieces = Join(weights, origins, Math.Min(text.Length, Normalizer.MaxInput)).OrderByDescending(p => MathF.Abs(p.Weight)).Take(MaxPieces);
        return [.. pieces.Select(p => Whole(text, p)).Where(p => p.Length > 0)];
    }

    /// <summary>Codes are less than characters as people see them (an emoji of a family has a code for each head): who shows a piece must not show half of one.</summary>
    private static TextWeight Whole(string text, TextWeight piece)
    {
        var start = TextCutter.Border(text, piece.Start);
        return new(start, TextCutter.Border(text, piece.Start + piece.Length) - start, piece.Weight);
    }

    private static List<TextWeight> Join(float[] weights, int[] origins, int end)
    {
        var least = weights.Length == 0 ? 0 : weights.Max(MathF.Abs) * Least;
        var pieces = new List<TextWeight>();
        for (var i = 0; i < weights.Length;)
        {
            var (start, sum) = (i, 0f);
            while (i < weights.Length && MathF.Abs(weights[i]) > least && MathF.Sign(weights[i]) == MathF.Sign(weights[start]))
            {
                sum += weights[i++];
            }

            if (i == start)
            {
                i++;
                continue;
            }

            var stop = i < weights.Length ? origins[i] : end;
            pieces.Add(new TextWeight(origins[start], stop - origins[start], sum));
        }

        return pieces;
    }
}
