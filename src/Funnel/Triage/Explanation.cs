namespace Funnel.Triage;

/// <summary>A piece of the comment and how much it weighed.</summary>
/// <param name="Start">First UTF-16 unit in the comment.</param>
/// <param name="Length">Units covered.</param>
/// <param name="Weight">Log-odds: above zero it speaks for an inquiry, below against.</param>
public readonly record struct TextWeight(int Start, int Length, float Weight);

/// <summary>Why a comment was judged as it was.</summary>
/// <param name="Inquiry">Whether it counts as an inquiry: p at or above the model's inquiry threshold, or a rule said so.</param>
/// <param name="Why">One line for people: the rule, the filter, or the heaviest pieces with their weights.</param>
/// <param name="Pieces">The heaviest pieces, heaviest first; they do not overlap.</param>
/// <param name="Rules">What the merchant's rules found, when there are rules.</param>
public sealed record Explanation(Verdict Verdict, bool Inquiry, string Why, IReadOnlyList<TextWeight> Pieces, FilterReason Filter, RuleTest? Rules);
