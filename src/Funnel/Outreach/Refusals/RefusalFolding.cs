using Funnel.Triage.Text;

namespace Funnel.Outreach.Refusals;

/// <summary>
/// What one UTF-16 unit becomes before refusals are looked for: <see cref="Folding"/> and, beyond it, homophones of the words that matter here, Latin letters for their look-alikes of
/// other alphabets, and one of three marks for everything that is no letter.
/// </summary>
internal static class RefusalFolding
{
    /// <summary>The character vanishes.</summary>
    public const char Skip = Folding.Skip;

    /// <summary>A space, an emoji, a dash: people write these inside words.</summary>
    public const char Gap = ' ';

    /// <summary>The end of a clause.</summary>
    public const char Stop = ',';

    /// <summary>The end of a question.</summary>
    public const char Question = '?';

    /// <summary>Pairs: what is written, and what is meant. Dialects' words for "not" and "look for" among them.</summary>
    private const string Meant = "擾扰絡络訴诉ㄌ了俾给畀给憋别鳖别瘪别蹩别彆别甭别覅别嫑别唔不搵找揾找搔骚臊骚伐发珐发砝发褪退腿退蜕退俺我偶我侬你伱你迩你沵你"
        + "аaвbсcдdеeнhіiјjкkмmоoрpѕsтtуyхxѵvԁdɡgһhոnսuαaβbεeιiκkνvοoρpτtυuχxδdƬtƊdᴛtᴅdᴜuпnиuгrлl";

    private static readonly char[] Table = Build();

    public static char Of(char c) => Table[c];

    private static char[] Build()
    {
        var table = new char[char.MaxValue + 1];
        for (var i = 0; i < table.Length; i++)
        {
            var c = Folding.Of((char)i);
            table[i] = c is Skip || char.IsLetterOrDigit(c) ? c : MarkOf(c);
        }

        foreach (var accented in Enumerable.Range(0xC0, 0x1C0).Concat(Enumerable.Range(0x1E00, 0x100)))
        {
            table[accented] = ((char)accented).ToString().Normalize(System.Text.NormalizationForm.FormD)[0] is var bare && char.IsAsciiLetter(bare) ? char.ToLowerInvariant(bare) : table[accented];
        }

        for (var i = 0; i < 26; i++)
        {
            table['Ⓐ' + i] = table['ⓐ' + i] = table['⒜' + i] = (char)('a' + i);
        }

        for (var i = 0; i + 1 < Meant.Length; i += 2)
        {
            table[Meant[i]] = table[char.ToUpperInvariant(Meant[i])] = Meant[i + 1];
        }

        table['ᵗ'] = 't';
        table['ᵈ'] = 'd';
        table['\n'] = Stop;
        table['\''] = table['’'] = table['‘'] = table['`'] = Skip; // don't
        return table;
    }

    private static char MarkOf(char c) => c switch
    {
        '?' => Question,
        ',' or '.' or '!' or ';' or ':' => Stop,
        _ => Gap,
    };

    /// <summary>The letter that a pair of units stands for: mathematical, enclosed and squared ones; <see cref="Gap"/> for any other, an emoji as a rule.</summary>
    public static char OfPair(int point) => point switch
    {
        >= 0x1D400 and < 0x1D6A4 => (char)('a' + (point - 0x1D400) % 26),
        >= 0x1F110 and < 0x1F12A => (char)('a' + point - 0x1F110),
        >= 0x1F130 and < 0x1F14A => (char)('a' + point - 0x1F130),
        >= 0x1F150 and < 0x1F16A => (char)('a' + point - 0x1F150),
        >= 0x1F170 and < 0x1F18A => (char)('a' + point - 0x1F170),
        >= 0x1F3FB and <= 0x1F3FF => Skip, // skin tones
        >= 0xE0000 and <= 0xE0FFF => Skip, // tags
        _ => Gap,
    };
}
