using System.ComponentModel.DataAnnotations;
using Funnel.Configuration.Rules;

namespace Funnel.Connectors.Personal;

/// <summary>
/// The section <c>Funnel:Personal</c>: somebody's own WeChat, as the contact path <c>personal</c> of offers. A missing section means that it is off.
/// </summary>
public sealed class PersonalOptions : IValidatableObject
{
    /// <summary>The section's name inside <c>Funnel</c>.</summary>
    public const string SectionName = "personal";

    /// <summary>The WeChat id that staff sends to people who asked, by hand and in private. It stands in no text that a program sends.</summary>
    [RegularExpression("^[A-Za-z0-9_-]{4,30}$", ErrorMessage = "must be a WeChat id: 4–30 letters, digits, '_' or '-'")]
    public string? WeChatId { get; init => field = string.IsNullOrWhiteSpace(value) ? null : value.Trim(); }

    /// <summary>Where the picture of the QR code lies that staff sends along.</summary>
    [SafeAddress]
    public Uri? QrPicture { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (WeChatId is null && QrPicture is null)
        {
            yield return new ValidationResult("must be given, or qrPicture: it is what staff sends to people", [nameof(WeChatId)]);
        }
    }
}
