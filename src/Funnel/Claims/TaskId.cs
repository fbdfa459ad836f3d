using System.Diagnostics.CodeAnalysis;
using Funnel.Leads;

namespace Funnel.Claims;

/// <summary>One effect of a lead that waits for a person. Its text, <c>lead.effect</c>, stands in links and forms.</summary>
public readonly record struct TaskId(LeadId Lead, string Effect)
{
    private const int MaxEffectChars = 120;

    /// <param name="text">Anything that anybody may have written.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out TaskId id)
    {
        var isOne = text is { Length: > LeadId.Length + 1 and <= LeadId.Length + 1 + MaxEffectChars } && text[LeadId.Length] == '.'
            && LeadId.TryParse(text[..LeadId.Length], out _) && !text.Any(c => char.IsControl(c) || char.IsSurrogate(c));
        id = isOne ? new(LeadId.Parse(text![..LeadId.Length]), text[(LeadId.Length + 1)..]) : default;
        return isOne;
    }

    public override string ToString() => $"{Lead}.{Effect}";
}
