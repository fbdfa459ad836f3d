using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Funnel.Configuration.Rules;

/// <summary>What annotations say, in words: for an operator who broke a rule, and for the documentation. Texts are never repeated: they may be secrets.</summary>
internal static class SettingRules
{
    /// <summary>All that a property's value breaks: where under the property (empty, or <c>:2</c>), and what to do.</summary>
    public static IEnumerable<(string Under, string What)> Broken(PropertyInfo property, object target)
    {
        var value = property.GetValue(target);
        foreach (var rule in property.GetCustomAttributes<ValidationAttribute>())
        {
            if (rule is EachAttribute each && value is IEnumerable<string> texts)
            {
                foreach (var (text, i) in texts.Select((t, i) => (t, i)).Where(t => !each.Matches(t.t)))
                {
                    yield return ($":{i.ToString(CultureInfo.InvariantCulture)}", Words(each) + Found(text));
                }
            }
            else if (rule.GetValidationResult(value, new ValidationContext(target) { MemberName = property.Name }) is not null)
            {
                yield return ("", Words(rule) + (rule is RequiredAttribute or MinLengthAttribute ? "" : Found(value)));
            }
        }
    }

    /// <summary>A rule as <c>must be …</c>, unless its annotation has words of its own.</summary>
    public static string Words(ValidationAttribute rule) => rule switch
    {
        { ErrorMessage: { } own } => own,
        RangeAttribute range => $"must be from {Limit(range, range.Minimum)} to {Limit(range, range.Maximum)}",
        RequiredAttribute => "is missing",
        MinLengthAttribute least => string.Create(CultureInfo.InvariantCulture, $"must be at least {least.Length} long"),
        MaxLengthAttribute most => string.Create(CultureInfo.InvariantCulture, $"must be at most {most.Length} long"),
        _ => rule.FormatErrorMessage("it"),
    };

    /// <summary>What stands there instead: numbers and times as they are, of everything else only what it is.</summary>
    public static string Found(object? value) => value switch
    {
        string text => Found(text),
        Uri uri => $", is one with {uri.Scheme}",
        ICollection list => string.Create(CultureInfo.InvariantCulture, $", holds {list.Count}"),
        IFormattable number => ", is " + SettingType.Text(number),
        _ => "",
    };

    public static string Found(string text) => text.Length == 0 ? ", is empty" : string.Create(CultureInfo.InvariantCulture, $", is a text of {text.Length} characters");

    // A limit is a text until the rule was first used.
    private static string Limit(RangeAttribute range, object limit) =>
        SettingType.Text(range.OperandType == typeof(TimeSpan) && limit is string text ? TimeSpan.Parse(text, CultureInfo.InvariantCulture) : limit);
}
