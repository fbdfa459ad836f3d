namespace Funnel.Outreach.Refusals;

/// <summary>
/// A message folded for the patterns: letters, digits and characters, with single marks between clauses. What people put inside words is gone, whoever is called is left out. Reads at
/// most <see cref="MaxInput"/> units, so time is bounded.
/// </summary>
internal sealed class RefusalText
{
    private const int MaxInput = 500;
    private const int MaxTag = 8;
    private const int MaxMention = 24;

    /// <summary>Single characters that belong to the word beside them, with whatever stands in between.</summary>
    private const string Pieces = "别不勿退订定发了要再给我骚扰滚取消停止回私信联系黑";

    private const string Ourselves = "作者商家客服老板店家卖家博主主播小编官方";

    [ThreadStatic]
    private static RefusalText? mine;

    private readonly char[] raw = new char[MaxInput + 1];
    private readonly char[] text = new char[MaxInput + 1];
    private int read;

    public static RefusalText Mine => mine ??= new RefusalText();

    public Span<char> Folded => text.AsSpan(0, Length);

    private int Length { get; set; }

    /// <summary>Somebody is called by name, who may be meant by it.</summary>
    public bool CallsSomebody { get; private set; }

    public void Read(ReadOnlySpan<char> message)
    {
        (read, Length, CallsSomebody) = (0, 0, false);
        message = message[..Math.Min(message.Length, MaxInput)];
        for (var i = 0; i < message.Length;)
        {
            i += message[i] is '@' or '＠' ? Mention(message[i..]) : message[i] is '[' or '【' ? Tag(message[i..]) : Unit(message[i..]);
        }

        while (read > 0 && raw[read - 1] is RefusalFolding.Gap or RefusalFolding.Stop)
        {
            read--;
        }

        Join();
        Respell();
        Join();
    }

    private int Unit(ReadOnlySpan<char> rest)
    {
        if (rest.Length > 1 && char.IsSurrogatePair(rest[0], rest[1]))
        {
            Add(RefusalFolding.OfPair(char.ConvertToUtf32(rest[0], rest[1])));
            return 2;
        }

        Add(RefusalFolding.Of(rest[0]));
        return 1;
    }

    /// <summary>Of several marks the one that says most.</summary>
    private void Add(char c)
    {
        if (c == RefusalFolding.Skip || (IsMark(c) && read == 0))
        {
            return;
        }

        if (IsMark(c) && IsMark(raw[read - 1]))
        {
            raw[read - 1] = (raw[read - 1], c) switch
            {
                (RefusalFolding.Question, _) or (_, RefusalFolding.Question) => RefusalFolding.Question,
                (RefusalFolding.Stop, _) or (_, RefusalFolding.Stop) => RefusalFolding.Stop,
                _ => RefusalFolding.Gap,
            };
            return;
        }

        // Nobody says more by the fourth of a kind.
        if (read < 3 || raw[read - 1] != c || raw[read - 2] != c || raw[read - 3] != c)
        {
            raw[read++] = c;
        }
    }

    /// <summary>A picture by its name, <c>[流泪]</c>. Brackets around the whole message, or around other words, are punctuation.</summary>
    private int Tag(ReadOnlySpan<char> rest)
    {
        var close = rest[..Math.Min(rest.Length, MaxTag)].IndexOfAny(']', '】');
        var name = close > 1 ? rest[1..close] : [];
        var words = close <= 1 || (read == 0 && close == rest.Length - 1) || name.IndexOfAny("订定dD别要滚") >= 0;
        Add(RefusalFolding.Gap);
        return words ? 1 : close + 1;
    }

    private int Mention(ReadOnlySpan<char> rest)
    {
        var end = 1;
        while (end < rest.Length && end < MaxMention && (char.IsLetterOrDigit(rest[end]) || rest[end] is '_' or '-' or '·'))
        {
            end++;
        }

        var name = rest[1..end];
        if (name.Length == 0 || name[0] == '我' || name is "me" || name.StartsWith("了", StringComparison.Ordinal))
        {
            raw[read++] = '@'; // "别@我"
            return 1;
        }

        CallsSomebody |= !IsUs(name);
        Add(RefusalFolding.Stop);
        return end;
    }

    private static bool IsUs(ReadOnlySpan<char> name) => name.Length <= 4 && Ourselves.AsSpan().IndexOf(name) >= 0;

    /// <summary>Takes the marks away that stand inside words: <c>退.订</c>, <c>不 要 再 发</c>, <c>t.d.</c></summary>
    private void Join()
    {
        Length = 0;
        for (var i = 0; i < read; i++)
        {
            if (!(raw[i] is RefusalFolding.Gap or RefusalFolding.Stop && i > 0 && i + 1 < read && IsInside(raw[i - 1], raw[i + 1], i)))
            {
                text[Length++] = raw[i];
            }
        }
    }

    private bool IsInside(char before, char after, int at) =>
        char.IsAsciiLetterLower(before) && char.IsAsciiLetterLower(after) ? IsAlone(at - 1) && IsAlone(at + 1)
        : !char.IsAscii(before) && !char.IsAscii(after) && ((Pieces.Contains(before) && IsAlone(at - 1)) || (Pieces.Contains(after) && IsAlone(at + 1)));

    /// <summary>One character between two marks.</summary>
    private bool IsAlone(int at) => (at == 0 || IsMark(raw[at - 1])) && (at + 1 == read || IsMark(raw[at + 1]));

    /// <summary>What was spelled by its sound, back into <see cref="raw"/>: it may be parted by marks, too.</summary>
    private void Respell()
    {
        read = 0;
        for (var i = 0; i < Length;)
        {
            var end = i;
            while (end < Length && char.IsAsciiLetterLower(text[end]))
            {
                end++;
            }

            if (end == i)
            {
                AddMeant(text[i++]);
                continue;
            }

            var run = text.AsSpan(i, end - i);
            var written = PinyinWords.Replace(run) is var replaced and > 0 ? replaced : run.Length;
            run[..written].CopyTo(raw.AsSpan(read));
            (read, i) = (read + written, end);
        }
    }

    /// <summary>不要, however the two are written.</summary>
    private void AddMeant(char c)
    {
        if (read > 0 && c is '要' or '药' or '咬' && raw[read - 1] is '布' or '卜' or '8' or '不')
        {
            (raw[read - 1], c) = ('不', '要');
        }

        raw[read++] = c;
    }

    public static bool IsMark(char c) => c is RefusalFolding.Gap or RefusalFolding.Stop or RefusalFolding.Question;
}
