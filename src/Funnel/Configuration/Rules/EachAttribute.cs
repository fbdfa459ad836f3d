using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Funnel.Configuration.Rules;

/// <summary>Every text of a list matches a pattern as a whole. The reader names each that does not.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EachAttribute([StringSyntax(StringSyntaxAttribute.Regex)] string pattern) : ValidationAttribute
{
    private readonly Regex whole = new($"^(?:{pattern})$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);

    public bool Matches(string text) => whole.IsMatch(text);

    public override bool IsValid(object? value) => value is not IEnumerable<string> texts || texts.All(Matches);
}
