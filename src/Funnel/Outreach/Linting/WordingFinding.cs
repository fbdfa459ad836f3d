namespace Funnel.Outreach.Linting;

/// <summary>What is wrong with a wording.</summary>
/// <param name="Rule">Which rule, by its name: <c>empty</c>, <c>too-long</c>, <c>unseen</c>, <c>link</c>, <c>off-platform</c>, <c>number</c>.</param>
/// <param name="Found">The part of the text, as it was written; empty where the rule is about the whole.</param>
/// <param name="What">What is wrong and what to do, as the rest of a sentence about the wording.</param>
public sealed record WordingFinding(string Rule, string Found, string What)
{
    public override string ToString() => $"{What} (rule {Rule})";
}
