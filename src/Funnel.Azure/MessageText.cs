using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace Funnel.Azure;

/// <summary>The text of a message as it goes over the wire: Base64 of UTF-8, as the Functions host writes and expects it.</summary>
internal static class MessageText
{
    public static string Encode(string body) => Convert.ToBase64String(Encoding.UTF8.GetBytes(body));

    /// <returns>Null when the text was not sent by this program or the host: somebody wrote it by hand.</returns>
    public static string? Decode(string text)
    {
        if (text.Length == 0 || !Base64.IsValid(text, out var length))
        {
            return null;
        }

        var bytes = new byte[length];
        return Convert.TryFromBase64String(text, bytes, out var written) && Utf8.IsValid(bytes.AsSpan(0, written)) ? Encoding.UTF8.GetString(bytes, 0, written) : null;
    }
}
