using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Funnel.Connectors;

/// <summary>
/// JSON as platforms really send it, made readable for a strict reader: people's names and texts hold halves of emoji, cut UTF-8 and control
/// characters, and one broken name must not cost the comment it stands in. What cannot be read becomes U+FFFD, which
/// <see cref="WireText.Clean"/> takes out of texts and which no id may hold. Signatures are checked over the raw bytes, before this.
/// </summary>
public static class ReadableJson
{
    private static readonly SearchValues<byte> EndsRun = SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, 0x20).Select(i => (byte)i)]);

    /// <summary>The same JSON; the same memory when nothing in it is broken. Structure is never mended, only what stands inside strings.</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> json)
    {
        if (json.Span.StartsWith(Encoding.UTF8.Preamble))
        {
            json = json[Encoding.UTF8.Preamble.Length..];
        }

        if (!Utf8.IsValid(json.Span))
        {
            json = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json.Span));
        }

        return new Mender(json).Mend();
    }

    /// <summary>Walks through the strings, and copies only when there is something to mend.</summary>
    private ref struct Mender(ReadOnlyMemory<byte> json)
    {
        private static ReadOnlySpan<byte> Unreadable => "\\ufffd"u8;

        private readonly ReadOnlySpan<byte> from = json.Span;
        private ArrayBufferWriter<byte>? mended;
        private int copied;

        public ReadOnlyMemory<byte> Mend()
        {
            var inString = false;
            for (var at = 0; at < from.Length;)
            {
                var run = from[at..].IndexOfAny(EndsRun);
                if (run < 0)
                {
                    break;
                }

                at += run;
                if (from[at] == '"')
                {
                    inString = !inString;
                    at++;
                }
                else
                {
                    at += inString ? InString(at) : 1;
                }
            }

            if (mended is null)
            {
                return json;
            }

            mended.Write(from[copied..]);
            return mended.WrittenMemory;
        }

        /// <returns>How many bytes this was.</returns>
        private int InString(int at) => from[at] switch
        {
            (byte)'\n' => Put(at, 1, "\\n"u8),
            (byte)'\t' => Put(at, 1, "\\t"u8),
            < 0x20 => Put(at, 1, []),
            _ => Escape(at),
        };

        private int Escape(int at)
        {
            var next = at + 1 < from.Length ? from[at + 1] : (byte)0;
            return next switch
            {
                (byte)'u' => CodeUnit(at),
                (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t' => 2,
                _ => Put(at, 1, []), // \' and the like: the character means itself
            };
        }

        private int CodeUnit(int at)
        {
            if (Hex(at) is not { } unit)
            {
                return Put(at, 2 + HexDigits(from[(at + 2)..]), Unreadable);
            }

            return char.IsHighSurrogate(unit) && Hex(at + 6) is { } low && char.IsLowSurrogate(low) ? 12
                : char.IsSurrogate(unit) ? Put(at, 6, Unreadable)
                : 6;
        }

        /// <summary>The code unit of the escape that begins here, or null when none does.</summary>
        private readonly char? Hex(int at) =>
            at + 6 <= from.Length && from[at] == '\\' && from[at + 1] == 'u' && HexDigits(from.Slice(at + 2, 4)) == 4
                ? (char)Convert.ToUInt16(Encoding.ASCII.GetString(from.Slice(at + 2, 4)), 16)
                : null;

        private static int HexDigits(ReadOnlySpan<byte> text)
        {
            var count = 0;
            while (count < Math.Min(4, text.Length) && char.IsAsciiHexDigit((char)text[count]))
            {
                count++;
            }

            return count;
        }

        private int Put(int at, int length, ReadOnlySpan<byte> instead)
        {
            mended ??= new(from.Length + 64);
            mended.Write(from[copied..at]);
            mended.Write(instead);
            copied = at + length;
            return length;
        }
    }
}
