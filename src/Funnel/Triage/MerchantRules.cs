using Funnel.Triage.Text;

namespace Funnel.Triage;

/// <summary>
/// A merchant's own phrases. Both sides are folded first: full width, case, traditional characters, invisible characters and spaces make no difference; a
/// phrase of two or more Chinese characters is also found as its pinyin initials standing alone (资料 as zl). Letters and digits match whole runs only
/// ("1" is not in "100"); Chinese needs no word borders. A phrase directly after a negation (不要资料) does not fire. Immutable, thread-safe.
/// </summary>
public sealed class MerchantRules
{
    /// <summary>The most rules of one kind, and the longest phrase in characters: matching time stays bounded.</summary>
    public const int MaxRules = 200;
    public const int MaxLength = 50;

    private static readonly string[] Negations = ["不", "不要", "不需要", "不想要", "不用", "别要", "别发", "不想", "没有要", "不求", "不是要", "不买", "无需"];

    private readonly RulePhrase[] contains;
    private readonly RulePhrase[] exact;
    private readonly RulePhrase[] exclude;

    private MerchantRules(RulePhrase[] contains, RulePhrase[] exact, RulePhrase[] exclude) =>
        (this.contains, this.exact, this.exclude) = (contains, exact, exclude);

    /// <exception cref="ArgumentException">A phrase is empty after folding or too long, or there are too many; names all of them.</exception>
    public static MerchantRules Create(IEnumerable<string> contains, IEnumerable<string> exact, IEnumerable<string> exclude)
    {
        var errors = new List<string>();
        var rules = new MerchantRules(Parse(contains, RuleKind.Contains, errors), Parse(exact, RuleKind.Exact, errors), Parse(exclude, RuleKind.Exclude, errors));
        return errors.Count == 0 ? rules : throw new ArgumentException(string.Join(' ', errors), nameof(contains));
    }

    /// <summary>The rule that decides, if any: an exclusion before an exact phrase before a contained one. Allocates nothing.</summary>
    public RuleMatch Match(ReadOnlySpan<char> text)
    {
        var folded = RuleText.Mine;
        folded.Read(text);
        return First(exclude, folded, RuleKind.Exclude) ?? First(exact, folded, RuleKind.Exact) ?? First(contains, folded, RuleKind.Contains) ?? default;
    }

    /// <summary>The same decision with its reasons: every rule that stands in the comment, where, and whether it counts.</summary>
    public RuleTest Test(string text)
    {
        var folded = new RuleText();
        folded.Read(text);
        var hits = new List<RuleHit>();
        foreach (var (kind, phrases) in ((RuleKind, RulePhrase[])[])[(RuleKind.Exclude, exclude), (RuleKind.Exact, exact), (RuleKind.Contains, contains)])
        {
            hits.AddRange(phrases.Select((phrase, i) => phrase.Find(folded, kind, i, Negations)).OfType<RuleHit>());
        }

        var match = Match(text);
        if (match.Outcome == RuleOutcome.None)
        {
            return new RuleTest(RuleOutcome.None, hits.Count == 0 ? "no rule stands in the comment" : hits[0].Why, hits);
        }

        var decided = hits.First(h => h.Kind == match.Kind && h.Rule == match.Rule);
        return new RuleTest(match.Outcome, decided.Why, hits);
    }

    private static RuleMatch? First(RulePhrase[] phrases, RuleText text, RuleKind kind)
    {
        for (var i = 0; i < phrases.Length; i++)
        {
            if (phrases[i].Fires(text, kind, Negations))
            {
                return new RuleMatch(kind == RuleKind.Exclude ? RuleOutcome.Excluded : RuleOutcome.Inquiry, kind, i);
            }
        }

        return null;
    }

    private static RulePhrase[] Parse(IEnumerable<string> phrases, RuleKind kind, List<string> errors)
    {
        var parsed = new List<RulePhrase>();
        foreach (var phrase in phrases)
        {
            var form = RuleText.FoldPhrase(phrase);
            if (form.Length == 0 || phrase.Length > MaxLength)
            {
                errors.Add($"The {kind} rule '{phrase}' must have 1 to {MaxLength} letters, digits or characters.");
                continue;
            }

            parsed.Add(new RulePhrase(phrase, form, PinyinInitials.Of(form)));
        }

        if (parsed.Count > MaxRules)
        {
            errors.Add($"There are {parsed.Count} {kind} rules; at most {MaxRules} are allowed.");
        }

        return [.. parsed];
    }
}
