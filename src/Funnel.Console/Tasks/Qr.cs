using System.Collections;
using System.Globalization;
using System.Text;
using QRCoder;

namespace Funnel.Console.Tasks;

/// <summary>QR codes as paths of SVG: nothing inline that the page's policy forbids.</summary>
public static class Qr
{
    /// <summary>More than a phone reads well from a screen.</summary>
    private const int MostChars = 1_000;

    /// <returns>The dark squares, and how many squares wide the picture is, its margin included; null when the text is too long.</returns>
    public static (string Path, int Size)? Of(string text)
    {
        if (text.Length is 0 or > MostChars)
        {
            return null;
        }

        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        foreach (var (y, row) in data.ModuleMatrix.Index())
        {
            AddRow(path, y, row);
        }

        return (path.ToString(), data.ModuleMatrix.Count);
    }

    private static void AddRow(StringBuilder path, int y, BitArray row)
    {
        for (var x = 0; x < row.Length; x++)
        {
            var from = x;
            while (x < row.Length && row[x])
            {
                x++;
            }

            if (x > from)
            {
                path.Append(CultureInfo.InvariantCulture, $"M{from} {y}h{x - from}v1h-{x - from}z");
            }
        }
    }
}
