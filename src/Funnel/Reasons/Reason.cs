using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Funnel.Reasons;

/// <summary>
/// Why something waits, failed or was refused, as data. It is kept in this form in state, journal and lists; the words are made where it is shown, in the
/// reader's language. Which ones there are stands in the second half of this type.
/// </summary>
/// <param name="Code">Stable, in kebab case. One that a newer version wrote is kept as it is.</param>
/// <param name="Args">What it is about, by name: ids, counts, what a platform said.</param>
public sealed partial record Reason(string Code, ImmutableSortedDictionary<string, string> Args)
{
    /// <summary>What led to it; null for most.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Reason? Cause { get; init; }

    /// <summary>In English: for logs and scripts. Not stored.</summary>
    public string Words => ReasonWords.Say(this, ReasonWords.English);

    public bool Equals(Reason? other) =>
        other is not null && string.Equals(Code, other.Code, StringComparison.Ordinal) && Args.SequenceEqual(other.Args) && Equals(Cause, other.Cause);

    public override int GetHashCode() =>
        Args.Aggregate(HashCode.Combine(StringComparer.Ordinal.GetHashCode(Code), Cause), (hash, arg) => HashCode.Combine(hash, arg.Key, arg.Value));

    public override string ToString() => Words;

    private static Reason Of(string code, params ReadOnlySpan<(string Name, string Value)> args)
    {
        var named = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in args)
        {
            named[name] = value;
        }

        return new(code, named.ToImmutable());
    }
}
