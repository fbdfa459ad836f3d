using System.Collections.Frozen;
using System.Text;

namespace Funnel.Outreach.Linting;

/// <summary>
/// Characters that read like Latin letters, digits or a word of ours: of other alphabets, in circles, boxes and brackets, raised, small, with accents, as pictures. By tables, as
/// Unicode normalisation does nothing without ICU. From UTS #39's confusables what occurs, and from Unicode's blocks what is arranged by the alphabet.
/// </summary>
internal static class LookAlikes
{
    private static readonly FrozenDictionary<int, string> Known = Build();

    /// <summary>What it reads like, in lower case; null when it stands for itself.</summary>
    public static string? Find(Rune rune) => rune.Value < 0xA0 ? null : rune.Value is >= 0x1D400 and <= 0x1D7FF ? Mathematical(rune.Value) : Known.GetValueOrDefault(rune.Value);

    /// <summary>Alphabets of 26 capitals and 26 small letters up to U+1D6A3, digits from U+1D7CE in tens.</summary>
    private static string? Mathematical(int code) => code switch
    {
        >= 0x1D7CE => ((char)('0' + ((code - 0x1D7CE) % 10))).ToString(),
        <= 0x1D6A3 => ((char)('a' + ((code - 0x1D400) % 26))).ToString(),
        _ => null,
    };

    private static FrozenDictionary<int, string> Build()
    {
        var known = new Dictionary<int, string>();
        foreach (var line in Single.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            foreach (var rune in line[1..].EnumerateRunes().Where(r => r.Value != ' '))
            {
                known[rune.Value] = line[..1];
            }
        }

        foreach (var first in (ReadOnlySpan<int>)[0x249C, 0x24B6, 0x24D0, 0x1F110, 0x1F130, 0x1F150, 0x1F170, 0x1F1E6])
        {
            Range(known, first, 26, i => ((char)('a' + i)).ToString());
        }

        // In circles and brackets, from one on; the tables of circles go to twenty.
        foreach (var (first, count) in (ReadOnlySpan<(int, int)>)[(0x2460, 20), (0x2474, 20), (0x2488, 20), (0x2776, 10), (0x2780, 10), (0x278A, 10), (0x24F5, 10), (0x3220, 9), (0x3280, 9)])
        {
            Range(known, first, count, i => (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        Range(known, 0x2080, 10, Digit); // lowered
        Range(known, 0x2074, 6, i => Digit(i + 4)); // raised
        Range(known, 0x1F101, 10, Digit);
        foreach (var (code, word) in (ReadOnlySpan<(int, string)>)[('²', "2"), ('³', "3"), ('¹', "1"), (0x2070, "0"), (0x24EA, "0"), (0x24FF, "0"), ('〇', "〇"), (0x1F100, "0"),
            (0x1F6F0, "卫星"), (0x1F427, "企鹅"), (0x1F194, "id"), ('㊤', "上"), ('℡', "tel"), ('☏', "tel"), ('☎', "tel")])
        {
            known[code] = word;
        }

        for (var i = 0; i < Traditional.Length; i += 2)
        {
            known[Traditional[i]] = Traditional[(i + 1)..(i + 2)];
        }

        return known.ToFrozenDictionary();
    }

    private static string Digit(int i) => ((char)('0' + i)).ToString();

    private static void Range(Dictionary<int, string> known, int first, int count, Func<int, string> reading)
    {
        for (var i = 0; i < count; i++)
        {
            known[first + i] = reading(i);
        }
    }

    /// <summary>Traditional characters that comments hardly have, each before its simplified one.</summary>
    private const string Traditional = "詐诈賭赌羣群報报騰腾儲储專专業业覈核稅税貳贰釦扣衞卫囲围偉伟韋韦漲涨書书徴徽";

    /// <summary>The first character of a line is what the others read like.</summary>
    private const string Single = """
        a ÀÁÂÃÄÅàáâãäåĀāĂăĄąǍǎȀȁȂȃȦȧḀḁẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặАаΑαᴀᵃᴬⱭɑ
        b ƁƀВвЬьΒβᴮᵇʙᏏ
        c ÇçĆćĈĉĊċČčƇƈСсϲᴄᶜⅭⅽϹ
        d ĎďĐđԁᴅᵈᴰⅮⅾḌḍ
        e ÈÉÊËèéêëĒēĔĕĖėĘęĚěȄȅȆȇẸẹẺẻẼẽẾếỀềЕеЁёΕεᴇᵉᴱ℮ҽ
        f ƑƒFfᶠꜰ
        g ĜĝĞğĠġĢģɢɡᵍᴳǤǥ
        h ĤĥĦħНнҺһΗʜʰᴴ
        i ÌÍÎÏìíîïĨĩĪīĬĭĮįİıǏǐІіΙιɪⁱᴵỊịⅠⅰӀ
        j ĴĵЈјᴊʲᴶ
        k ĶķКкΚκᴋᵏᴷƘƙ
        l ĹĺĻļĽľĿŀŁłʟˡᴸⅬⅼ
        m МмΜᴍᵐᴹⅯⅿ
        n ÑñŃńŅņŇňŉǸǹɴⁿᴺΝηՈո
        o ÒÓÔÕÖØòóôõöøŌōŎŏŐőƠơǑǒОоΟοᴏᵒᴼỌọ
        p РрΡρᴘᵖᴾÞþƤƥ
        q ɊɋʠԚԛꝖꝗ۹
        r ŔŕŖŗŘřʀʳᴿ
        s ŚśŜŝŞşŠšȘșЅѕꜱˢ
        t ŢţŤťŦŧȚțТтΤτᴛᵗᵀ
        u ÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲųƯưǓǔυᴜᵘᵁ
        v ṼṽṾṿƲʋѴѵνᴠᵛⱽⅤⅴꓦᏙᐯ√∨⋁˅ⱱᶹ
        w ŴŵẀẁẂẃẄẅẆẇẈẉẘԜԝѠѡωᴡʷᵂꓪᏔᎳʍɯ
        x ẊẋẌẍХхΧχˣⅩⅹꓫ᙭╳✕✖×ᵡ
        y ÝýÿŶŷŸỲỳУуҮүΥγʏʸ
        z ŹźŻżŽžΖᴢᶻƵƶ
        + ➕＋﹢✚✛✜╋┼⊕㊉⨁𐊛
        0 ⓿
        . ․‧∙⋅•ꓸ・･
        """;
}
