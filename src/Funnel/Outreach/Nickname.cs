using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Funnel.Outreach.Linting;

namespace Funnel.Outreach;

/// <summary>
/// Which nicknames are said to the person: 1–12 letters and digits of any script, without anything that the linter refuses in public and without what
/// <see cref="UnspokenNames"/> has. A platform's default (用户8421973305821) is nobody's name. Pictures, blanks and dashes at its ends belong to how a name looks and are left away; whatever
/// else is no letter (sentence punctuation, line ends, direction marks) makes it no name. Whoever has none gets the wording without one, see <see cref="NamelessWording"/>.
/// </summary>
internal static partial class Nickname
{
    /// <summary>Characters as people see them.</summary>
    public const int MostCharacters = 12;

    /// <summary>Accents and vowel signs that one letter may carry; more are piled up to be seen.</summary>
    private const int MostMarks = 2;

    /// <summary>Longer than any platform's names; what is longer is not looked into.</summary>
    private const int MostChars = 200;

    /// <summary>The name as it can be said, or null when there is none.</summary>
    /// <param name="unspoken">The merchant's own words for <see cref="UnspokenNames"/>.</param>
    public static string? Sayable(string? nick, IReadOnlyList<string>? unspoken = null)
    {
        if (nick is not { Length: > 0 and <= MostChars } || nick.EnumerateRunes().Any(r => r == Rune.ReplacementChar || ReadText.IsTrick(r)))
        {
            return null;
        }

        var name = Undecorated(nick);
        if (!IsOfLetters(name) || IsDefault(name) || IsDefault(nick))
        {
            return null;
        }

        var letters = ReadText.Of(name).Letters;
        if (!string.Equals(letters, ReadText.Of(nick).Letters, StringComparison.Ordinal))
        {
            return null; // the pictures around it say something: 加🐧
        }

        return UnspokenNames.Has(letters, unspoken ?? []) || WordingLinter.Check(nick, WordingPlace.Reply, MostChars).Count > 0 || LinesUp(letters) ? null : name;
    }

    /// <summary>A name that a platform gives to those who chose none, or leaves of those who are gone.</summary>
    public static bool IsDefault(string name)
    {
        var folded = Narrow(name).ToLowerInvariant().Trim(' ', '[', ']', '(', ')', '【', '】', '「', '」', '<', '>');
        return Numbered().IsMatch(folded) || Handles().IsMatch(folded) || Words.Contains(folded);
    }

    /// <summary>Without blanks, pictures, dashes, brackets and the like at both ends.</summary>
    private static string Undecorated(string nick)
    {
        var parts = Parts(nick);
        var first = parts.FindIndex(p => !IsDecoration(p));
        var last = parts.FindLastIndex(p => !IsDecoration(p));
        return first < 0 ? "" : string.Concat(parts[first..(last + 1)]);
    }

    private static List<string> Parts(string text)
    {
        var (parts, all) = (new List<string>(), StringInfo.GetTextElementEnumerator(text));
        while (all.MoveNext())
        {
            parts.Add(all.GetTextElement());
        }

        return parts;
    }

    /// <summary>Not what ends or parts sentences: a name with that says something.</summary>
    private static bool IsDecoration(string part) => Rune.GetRuneAt(part, 0) is var rune
        && (rune.Value is '~' or '～' or '〜' or '@' or '＠' or '·' or '•' or '-' or '_' or ' ' or '\u3000' or '*'
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol);

    private static bool IsOfLetters(string name)
    {
        var parts = Parts(name);
        return parts.Count is > 0 and <= MostCharacters && parts.All(IsLetter) && parts.Any(p => Rune.IsLetter(Rune.GetRuneAt(p, 0)));
    }

    /// <summary>A letter or digit, with its accents.</summary>
    private static bool IsLetter(string part)
    {
        var runes = part.EnumerateRunes().ToList();
        return IsBase(runes[0]) && runes.Count <= 1 + MostMarks && runes.Skip(1).All(IsMark);
    }

    /// <summary>Also vowels that join the letter before, but no variation selectors.</summary>
    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.OtherLetter && rune.Value is not (>= 0xFE00 and <= 0xFE0F);

    /// <summary>Not letters that are drawn as something else: raised, in circles, of the tables of mathematics.</summary>
    private static bool IsBase(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber
        && rune.Value is not (>= 0x1D400 and <= 0x1D7FF)
        || rune.Value is 'ー' or '々';

    /// <summary>A character alone that becomes a word with what stands around it, or with the picture beside it.</summary>
    private static bool LinesUp(string letters) => letters is "v" or "w" or "薇" or "微" or "加" or "信" or "扣" or "q" or "死" or "操" or "滚" or "妈";

    /// <summary>Full-width letters and digits as ordinary ones.</summary>
    private static string Narrow(string text) => string.Create(text.Length, text, static (narrow, wide) =>
    {
        for (var i = 0; i < wide.Length; i++)
        {
            narrow[i] = wide[i] is >= '\uFF01' and <= '\uFF5E' ? (char)(wide[i] - 0xFEE0) : wide[i];
        }
    });

    /// <summary>Whole names that mean "nobody in particular".</summary>
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "匿名", "匿名者", "匿名人士", "无名", "无名氏", "无昵称", "昵称", "用户名", "未命名", "未设置昵称", "未知", "新人",
        "已注销", "已註銷", "已重置", "已封禁", "anonymous", "unknown", "null", "undefined", "none", "nan", "deleted", "deleted user", "deleted account",
    };

    /// <summary>"User" in a platform's words, with nothing but its number behind it; and accounts that are gone.</summary>
    [GeneratedRegex(
        @"^(?:(?:抖音|快手|微信|小红书|视频号|b站|bilibili|哔哩哔哩|微博|头条|今日头条|西瓜|火山|知乎|手机|qq|匿名|游客|未知|新|普通)?(?:用户|用戶|网友|游客|访客)|小红薯)[\s_\-]*[0-9a-z_\-*.…·]*$|^(?:momo|guest)[\s_\-]*[0-9]*$"
        + @"|^(?:该|此)?(?:用户|用戶|账号|帳號|帐号|账户|帐户)(?:已被|已|被)(?:注销|註銷|重置|封禁|删除)$|^已(?:注销|註銷|重置|封禁|删除)(?:的)?(?:用户|用戶|账号|帳號|帐号)$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();

    /// <summary>What looks like a handle that a machine made: user8421, dy_a8f3k, bili_1234567.</summary>
    [GeneratedRegex(@"^(?:user|uid|id|ks|wb|xhs|bili|tiktok|wxid|mid)[\s_\-]*(?=[0-9a-z]*[0-9])[0-9a-z]*$|^user$|^dy(?:[_\-][0-9a-z_\-]*|[0-9][0-9a-z]*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Handles();
}
