using Funnel.Triage.Text;

namespace Funnel.Triage;

/// <summary>One rule ready to be compared.</summary>
/// <param name="Written">As the merchant wrote it.</param>
/// <param name="Form">Folded.</param>
/// <param name="Initials">Its pinyin initials, when every character has one.</param>
internal sealed record RulePhrase(string Written, string Form, string? Initials)
{
    internal bool Fires(RuleText text, RuleKind kind, string[] negations) =>
        Locate(text, kind, Form, negations) is { At: >= 0, Negated: false }
        || Initials is not null && Locate(text, kind, Initials, negations) is { At: >= 0, Negated: false };

    internal RuleHit? Find(RuleText text, RuleKind kind, int rule, string[] negations)
    {
        var (form, place) = (Form, Locate(text, kind, Form, negations));
        if (place.At < 0 && Initials is not null)
        {
            (form, place) = (Initials, Locate(text, kind, Initials, negations));
        }

        if (place.At < 0)
        {
            return null;
        }

        var start = text.Origin(place.At);
        var length = text.Origin(place.At + form.Length - 1) + 1 - start;
        return new RuleHit(kind, rule, Written, form, start, length, !place.Negated, Why(kind, form, place.Negated));
    }

    private string Why(RuleKind kind, string form, bool negated)
    {
        var as_ = string.Equals(form, Form, StringComparison.Ordinal) ? "" : $" as its initials '{form}'";
        return (kind, negated) switch
        {
            (_, true) => $"'{Written}'{as_} follows a negation, so the rule does not fire",
            (RuleKind.Exclude, _) => $"the comment contains the excluded '{Written}'{as_}",
            (RuleKind.Exact, _) => $"the comment is exactly '{Written}'{as_}",
            _ => $"the comment contains '{Written}'{as_}",
        };
    }

    private static (int At, bool Negated) Locate(RuleText text, RuleKind kind, string form, string[] negations)
    {
        if (kind == RuleKind.Exact)
        {
            var (start, end) = text.Core;
            var whole = text.Text.SequenceEqual(form) ? 0 : text.Text[start..end].SequenceEqual(form) ? start : -1;
            return (whole, false);
        }

        var (from, negated) = (0, -1);
        while (from <= text.Length - form.Length && text.Text[from..].IndexOf(form) is var at and >= 0)
        {
            at += from;
            if (Stands(text.Text, at, form.Length))
            {
                if (kind == RuleKind.Exclude || !Negated(text.Text[..at], form, negations))
                {
                    return (at, false);
                }

                negated = at;
            }

            from = at + 1;
        }

        return (negated, negated >= 0);
    }

    /// <summary>Latin letters and digits must not go on beyond the phrase; Chinese may.</summary>
    private static bool Stands(ReadOnlySpan<char> text, int at, int length) =>
        (at == 0 || !(char.IsAsciiLetterOrDigit(text[at]) && SameRun(text[at - 1], text[at])))
        && (at + length == text.Length || !(char.IsAsciiLetterOrDigit(text[at + length - 1]) && SameRun(text[at + length], text[at + length - 1])));

    private static bool SameRun(char outside, char inside) =>
        char.IsAsciiLetter(inside) ? char.IsAsciiLetter(outside) : char.IsAsciiDigit(outside);

    private static bool Negated(ReadOnlySpan<char> before, string form, string[] negations)
    {
        foreach (var negation in negations)
        {
            if (before.EndsWith(negation) && !(negation.Length == 1 && form[0] < '一') && !AsksEither(before[..^negation.Length], negation, form))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>要不要资料 and 想不想学 ask; they do not refuse.</summary>
    private static bool AsksEither(ReadOnlySpan<char> before, string negation, string form) =>
        before.Length > 0 && before[^1] == (negation.Length > 1 ? negation[1] : form[0]);
}
