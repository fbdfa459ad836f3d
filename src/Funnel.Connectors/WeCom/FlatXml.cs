using System.Text;
using System.Xml;

namespace Funnel.Connectors.WeCom;

/// <summary>
/// Reads the shape all callbacks have: one <c>xml</c> element whose children hold text, or a list of <c>Item</c>s, which is read as their texts with a line break before
/// each. Other deeper elements are skipped, entities and document types refused, size, depth and number bounded, so that nothing a stranger posts costs more than its bytes.
/// </summary>
internal static class FlatXml
{
    private const int MaxDepth = 8;
    private const int MaxFields = 64;
    private const int MaxChars = 256 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The children by name, or null when it is not of that shape. A name that comes twice makes it ambiguous, so it is refused.</summary>
    public static IReadOnlyDictionary<string, string>? Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return Fields(StrictUtf8.GetString(utf8), strict: true);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>
    /// Reads a message that is known to be WeCom's. One broken character in a name or a text must not cost the event, so it is left out.
    /// </summary>
    public static IReadOnlyDictionary<string, string>? ReadGenuine(ReadOnlySpan<byte> utf8) => Fields(Readable(Encoding.UTF8.GetString(utf8)), strict: false);

    private static string Readable(string text) => string.Create(text.Length, text, static (readable, text) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            readable[i] = XmlConvert.IsXmlChar(text[i]) || char.IsSurrogate(text[i]) ? text[i] : '\uFFFD';
        }
    });

    private static Dictionary<string, string>? Fields(string text, bool strict)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text.TrimStart('\uFEFF')), Settings(strict));
            return Fields(reader, strict);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    // Reading from decoded text makes an encoding named in the XML declaration powerless.
    private static XmlReaderSettings Settings(bool strict) => new()
    {
        CheckCharacters = strict,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxChars,
        MaxCharactersFromEntities = 1024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    };

    private static Dictionary<string, string>? Fields(XmlReader reader, bool strict)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var name = "";
        var value = new StringBuilder();
        var isItem = false;
#pragma warning disable MA0045 // The text is in memory: there is nothing to wait for.
        while (reader.Read())
#pragma warning restore MA0045
        {
            if (reader.Depth > MaxDepth || fields.Count > MaxFields)
            {
                return null;
            }

            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader.Depth == 0:
                    if (reader.Name is not "xml")
                    {
                        return null;
                    }

                    break;
                case XmlNodeType.Element when reader.Depth == 1:
                    name = reader.Name;
                    value.Clear();
                    if (reader.IsEmptyElement && !fields.TryAdd(name, ""))
                    {
                        return null;
                    }

                    break;
                case XmlNodeType.Element when reader.Depth == 2:
                    isItem = reader.Name is "Item";
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when reader.Depth == 3 && isItem:
                    value.Append('\n').Append(reader.Value);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace when reader.Depth == 2:
                    value.Append(reader.Value);
                    break;
                case XmlNodeType.EndElement when reader.Depth == 1 && !fields.TryAdd(name, strict ? value.ToString() : WireText.Clean(value.ToString())):
                    return null;
            }
        }

        return fields;
    }
}
