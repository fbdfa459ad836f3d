using Funnel.Triage;

namespace Funnel.Console.Review;

/// <summary>A piece of a comment with how much it weighed; 0 for the text between.</summary>
public readonly record struct Piece(string Text, float Weight);

/// <summary>Cuts a comment at the pieces that the judge named.</summary>
internal static class Highlight
{
    /// <summary>A piece that weighs less than this part of the heaviest says nothing to a reader.</summary>
    private const float Slight = 0.25f;

    /// <returns>Pieces that together are the text.</returns>
    public static IReadOnlyList<Piece> Of(string text, IReadOnlyList<TextWeight> weights)
    {
        var pieces = new List<Piece>();
        var at = 0;
        var least = weights.Select(w => MathF.Abs(w.Weight)).DefaultIfEmpty().Max() * Slight;
        foreach (var (start, length, weight) in weights.Where(w => MathF.Abs(w.Weight) >= least).OrderBy(w => w.Start))
        {
            if (start > at)
            {
                pieces.Add(new(text[at..start], 0));
            }

            pieces.Add(new(text.Substring(start, length), weight));
            at = start + length;
        }

        if (at < text.Length)
        {
            pieces.Add(new(text[at..], 0));
        }

        return pieces;
    }
}
