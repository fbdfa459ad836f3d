using System.Text.Json;

namespace Funnel.Triage.Asking;

/// <summary>What the language model said, checked.</summary>
internal readonly record struct ModelOpinion(bool Inquiry, InquiryKind Kind, double Confidence)
{
    /// <summary>Exactly the three properties with values in range; anything more, less or else is no answer.</summary>
    internal static bool TryParse(string answer, out ModelOpinion opinion)
    {
        opinion = default;
        try
        {
            using var document = JsonDocument.Parse(answer);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || root.EnumerateObject().Count() != 3
                || !root.TryGetProperty("inquiry", out var inquiry) || inquiry.ValueKind is not (JsonValueKind.True or JsonValueKind.False)
                || !root.TryGetProperty("kind", out var kind) || kind.ValueKind != JsonValueKind.String
                || !root.TryGetProperty("confidence", out var confidence) || confidence.ValueKind != JsonValueKind.Number
                || !confidence.TryGetDouble(out var sure) || sure is not (>= 0 and <= 1))
            {
                return false;
            }

            var known = Enum.TryParse<InquiryKind>(kind.GetString(), ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) && !char.IsAsciiDigit(kind.GetString()![0]);
            if (!known || inquiry.GetBoolean() != (parsed != InquiryKind.None))
            {
                return false;
            }

            opinion = new ModelOpinion(inquiry.GetBoolean(), parsed, sure);
            return true;
        }
        catch (JsonException)
        {
            // Not JSON is an expected way for a model to fail; the caller reports it as a bad answer.
            return false;
        }
    }
}
