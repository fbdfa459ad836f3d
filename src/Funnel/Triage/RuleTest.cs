namespace Funnel.Triage;

/// <summary>How a merchant's rule compares.</summary>
public enum RuleKind : byte
{
    /// <summary>The phrase stands somewhere in the comment.</summary>
    Contains,

    /// <summary>The comment is the phrase, but for spaces, punctuation and emoji.</summary>
    Exact,

    /// <summary>The phrase stands somewhere: the comment is dropped, whatever else fires.</summary>
    Exclude,
}

/// <summary>What the rules say about a comment.</summary>
public enum RuleOutcome : byte
{
    /// <summary>No rule fires; the model decides.</summary>
    None,

    /// <summary>An inquiry.</summary>
    Inquiry,

    /// <summary>Dropped by an exclusion.</summary>
    Excluded,
}

/// <summary>The rule that decided; a small value.</summary>
/// <param name="Rule">Its place in the list of its kind.</param>
public readonly record struct RuleMatch(RuleOutcome Outcome, RuleKind Kind, int Rule);

/// <summary>One rule that stands in the comment.</summary>
/// <param name="Phrase">The rule as the merchant wrote it.</param>
/// <param name="Form">What was looked for after folding: the phrase, or its pinyin initials.</param>
/// <param name="Start">Where it begins in the comment, in UTF-16 units.</param>
/// <param name="Length">How many units it covers there.</param>
/// <param name="Fired">False when it stands there but does not count; <paramref name="Why"/> says why.</param>
public sealed record RuleHit(RuleKind Kind, int Rule, string Phrase, string Form, int Start, int Length, bool Fired, string Why);

/// <summary>The tester's answer: which rules stand in the comment, which one decided and why.</summary>
public sealed record RuleTest(RuleOutcome Outcome, string Why, IReadOnlyList<RuleHit> Hits);
