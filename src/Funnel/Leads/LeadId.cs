using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Funnel.Leads;

/// <summary>
/// The id of a lead: a person in one merchant account. 22 base-62 characters made from 128 bits of SHA-256 over account and person, so the
/// same person always gives the same id and no lookup is needed to find a lead. It is the lead's partition key.
/// </summary>
[JsonConverter(typeof(LeadIdConverter))]
public readonly record struct LeadId
{
    /// <summary>Length of the text form: ⌈128 / log2 62⌉.</summary>
    public const int Length = 22;

    /// <summary>Stands where a person stood who was erased or forgotten. Nobody's id: no hash is zero.</summary>
    public static LeadId Nobody { get; } = new(new string('0', Length));

    private readonly string? text;

    private LeadId(string text) => this.text = text;

    public static LeadId Of(string accountId, string personId)
    {
        ArgumentException.ThrowIfNullOrEmpty(accountId);
        ArgumentException.ThrowIfNullOrEmpty(personId);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(accountId + "\n" + personId), hash);
        return new(Base62.Encode(hash[..16], Length));
    }

    public static bool TryParse([NotNullWhen(true)] string? text, out LeadId id)
    {
        var valid = text is { Length: Length } && Base62.IsValid(text);
        id = valid ? new(text!) : default;
        return valid;
    }

    /// <exception cref="FormatException">Not 22 base-62 characters.</exception>
    public static LeadId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a lead id: {Length} letters and digits are expected.");

    public override string ToString() => text ?? "";

    internal sealed class LeadIdConverter : JsonConverter<LeadId>
    {
        public override LeadId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryParse(reader.GetString(), out var id) ? id : throw new JsonException("not a lead id");

        public override void Write(Utf8JsonWriter writer, LeadId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}

/// <summary>Digits and letters only: fits every key, link and channel parameter.</summary>
internal static class Base62
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static bool IsValid(string text) => text.All(char.IsAsciiLetterOrDigit);

    /// <summary>The number (big-endian) in base 62, its lowest <paramref name="length"/> digits.</summary>
    public static string Encode(ReadOnlySpan<byte> number, int length)
    {
        Span<byte> rest = stackalloc byte[number.Length];
        number.CopyTo(rest);
        Span<char> digits = stackalloc char[length];
        for (var i = length - 1; i >= 0; i--)
        {
            var carry = 0;
            for (var j = 0; j < rest.Length; j++)
            {
                var value = (carry << 8) | rest[j];
                rest[j] = (byte)(value / 62);
                carry = value % 62;
            }

            digits[i] = Alphabet[carry];
        }

        return new string(digits);
    }
}
