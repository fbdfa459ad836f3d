using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Funnel.Outreach;

/// <summary>
/// Which nicknames are said to the person. A platform's default (用户8421973305821) is nobody's name, and what the linter refuses in a public wording would be
/// punished in our mouth just as well. Whoever has no name that can be said gets the wording without one, see <see cref="NamelessWording"/>.
/// </summary>
internal static partial class Nickname
{
    internal const int MaxChars = 20;

    /// <summary>The name as it can be said, or null when there is none.</summary>
    public static string? Sayable(string? nick)
    {
        if (nick is null || HasHalves(nick))
        {
            return null;
        }

        var name = NamelessWording.TrimSeparators(Cleaned(nick));
        return HasLetter(name) && !IsDefault(name) && WordingLinter.Check(name, isPublic: true, MaxChars).Count == 0 ? name : null;
    }

    /// <summary>A name that a platform gives to those who chose none, or leaves of those who are gone.</summary>
    public static bool IsDefault(string name)
    {
        var folded = WordingLinter.Narrow(name).ToLowerInvariant().Trim(' ', '[', ']', '(', ')', '【', '】', '「', '」', '<', '>');
        return Numbered().IsMatch(folded) || Handles().IsMatch(folded) || Words.Contains(folded);
    }

    /// <summary>Half a surrogate pair, which would come back from the platform as something else, or the mark that stands where a text was broken.</summary>
    private static bool HasHalves(string text) => text.EnumerateRunes().Any(r => r == Rune.ReplacementChar);

    /// <summary>Without what is not seen: control characters and line ends, direction marks, zero-width spaces, blanks in the shape of letters.</summary>
    private static string Cleaned(string nick)
    {
        var name = new StringBuilder(nick.Length);
        foreach (var rune in nick.EnumerateRunes())
        {
            if (IsBlank(rune))
            {
                name.Append(' ');
            }
            else if (!IsUnseen(rune))
            {
                name.Append(rune);
            }
        }

        return Spaces().Replace(name.ToString(), " ").Trim();
    }

    private static bool IsBlank(Rune rune) => Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || rune.Value is 0x115F or 0x1160 or 0x2800 or 0x3164 or 0xFFA0;

    /// <summary>Format characters but the joiner and the tags, which hold emoji together.</summary>
    private static bool IsUnseen(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format && rune.Value is not (0x200D or (>= 0xE0020 and <= 0xE007F));

    private static bool HasLetter(string name) => name.EnumerateRunes().Any(r => Rune.IsLetter(r) && Rune.GetUnicodeCategory(r) != UnicodeCategory.ModifierLetter);

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

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
