using System.Text;

namespace Funnel.Sandbox.WeCom;

/// <summary>The picture of a code, as the sandbox draws it: the beginning of a PNG, and its address in the place of the drawing.</summary>
internal static class QrPicture
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

    public static byte[] Draw(string address) => [.. Png, .. Encoding.ASCII.GetBytes(address)];

    /// <summary>The address; null for any other picture.</summary>
    public static string? Read(ReadOnlySpan<byte> picture) =>
        picture.StartsWith(Png) && Encoding.ASCII.GetString(picture[Png.Length..]) is var text && text.StartsWith("https://", StringComparison.Ordinal) ? text : null;
}
