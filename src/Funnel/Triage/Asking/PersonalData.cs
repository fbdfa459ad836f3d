using System.Globalization;
using System.Text.RegularExpressions;

namespace Funnel.Triage.Asking;

/// <summary>
/// Takes out what could name a person before a comment leaves the house: numbers in figures and in words, accounts, addresses, links, names that say that they are some. What is asked
/// for stays: quantities, prices, sizes, places without a house number. All in time linear in the text.
/// </summary>
internal static partial class PersonalData
{
    private const int MaxLength = 300;
    private const int LongestQuantity = 4;
    private const string NumberMask = "<号码>";

    /// <summary>Figures in every form of writing: wide, circled, in words, of Unicode's mathematical alphabets.</summary>
    private const string Figure = @"(?:[0-9０-９零〇一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖①-⑨⓪❶-❾⑴-⑼]|\uD835[\uDFCE-\uDFFF])";

    /// <summary>What people put between figures, so that they are not known for a number.</summary>
    private const string Between = @"[\s\-—_.·•,，、/~*+]{0,2}";

    /// <summary>Characters that names and roads hardly have, and questions do.</summary>
    private const string NoPlace = "想要求问买在是的有也都能可不怎么多来给电住请去到吗呢少钱你我他她您店发寄送这那哪个";
    private const string NoName = "想要求问买在是的有和也都能可不怎么多来给电手住地请去到吗呢少钱你我他她您店发寄送这那哪个一二三四五六七八九十中低学";

    /// <summary>The surnames of nine people in ten.</summary>
    private const string Surname =
        "(?:欧阳|上官|司马|诸葛|皇甫|尉迟|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱侯邹熊孟秦白江阎薛尹段雷黎史陶贺顾毛郝龚邵万钱严覃武莫孔汤])";

    private const string Given = $@"[\u4e00-\u9fff-[{NoName}]]{{1,2}}";
    private const string Name = $"(?:{Surname}{Given}|[小阿老大][\\u4e00-\\u9fff-[{NoName}]])";
    private const string Number = "[0-9０-９一二三四五六七八九十百]{1,6}";
    private const string Door = "(?:号楼|号|栋|幢|座|单元|层|楼|室)";

    /// <summary>Cut last: half a number or address would not be known as one.</summary>
    internal static string Mask(string text)
    {
        var masked = Address().Replace(text, "<邮箱>");
        masked = Link().Replace(masked, "<网址>");
        masked = Mention().Replace(masked, "@某人 ");
        masked = Account().Replace(masked, "$1<账号>");
        masked = Labelled().Replace(masked, "$1<姓名>");
        masked = Introduced().Replace(masked, "$1<姓名>$2");
        masked = Titled().Replace(masked, "<姓名>$1$2");
        masked = LatinName().Replace(masked, "$1<姓名>");
        masked = Street().Replace(masked, "<地址>");
        masked = Building().Replace(masked, "<地址>");
        masked = Flat().Replace(masked, "<地址>");
        masked = LatinStreet().Replace(masked, "<地址>");
        masked = Plate().Replace(masked, "<车牌>");
        masked = Figures().Replace(masked, NumberOr);
        return TextCutter.Chars(Digits().Replace(masked, NumberOr), MaxLength);
    }

    /// <summary>A range of prices ("3200-3500") or a row of sizes ("10 20 30") is no number that rings: short ones that grow.</summary>
    private static string NumberOr(Match match)
    {
        var (last, groups) = (-1, 0);
        foreach (var range in match.ValueSpan.SplitAny(" -—~,，、/"))
        {
            var group = match.ValueSpan[range];
            if (group.Length is 0 or > LongestQuantity || group[0] == '0' || !int.TryParse(group, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number <= last)
            {
                return NumberMask;
            }

            (last, groups) = (number, groups + 1);
        }

        return groups > 1 ? match.Value : NumberMask;
    }

    [GeneratedRegex(@"[A-Za-z0-9._+-]+(?:@|＠|\s?[\[(（]at[\])）]\s?)[A-Za-z0-9-]+\.[A-Za-z0-9.]+", RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    [GeneratedRegex(@"(https?://|www\.)[^\s]+", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Link();

    [GeneratedRegex(@"[@＠][^\s@＠,，。!！?？:：]{1,30}\s?", RegexOptions.NonBacktracking)]
    private static partial Regex Mention();

    [GeneratedRegex(
        @"((?:微信|薇信|威信|薇芯|卫星|微❤信|wechat|weixin|vx|wx|v信|v❤|qq|扣扣|企鹅|加v|加薇|加微|加威|加我|抖音号|小红书号|快手号|支付宝|telegram|whatsapp|tg|line)(?:\s?(?:号|id))?[号是为叫:：\s]*)[A-Za-z0-9_.-]{5,}",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Account();

    /// <summary>After a word that announces a name.</summary>
    [GeneratedRegex($"((?:我叫|名叫|我的名字叫|我的名字是|名字|姓名|联系人|收件人|收货人|签收人|户名)[是为:：\\s]{{0,3}}){Name}", RegexOptions.NonBacktracking)]
    private static partial Regex Labelled();

    /// <summary>Only where nothing follows: what one is says more often what one does than how one is called.</summary>
    [GeneratedRegex($"(我是|本人|我姓名){Surname}{Given}([,，。.!！?？;；\\s]|$)", RegexOptions.NonBacktracking)]
    private static partial Regex Introduced();

    [GeneratedRegex($"(?:{Surname}(?:{Given})?(先生|女士|小姐|太太)|{Surname}(老师|师傅|医生|阿姨|经理))", RegexOptions.NonBacktracking)]
    private static partial Regex Titled();

    [GeneratedRegex(@"((?:my name is|name\s?[:：]|i am called|call me)\s*)[A-Za-z][A-Za-z'-]{1,20}(?:\s[A-Z][A-Za-z'-]{1,20})?", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex LatinName();

    /// <summary>A road with a house number, with the places before it and the doors after it. A place alone says where somebody asks about.</summary>
    [GeneratedRegex(
        $@"(?:[\u4e00-\u9fff-[{NoPlace}]]{{2,5}}(?:省|自治区|市|区|县|镇|乡|街道))*[\u4e00-\u9fff-[{NoPlace}]]{{1,5}}(?:路|街|大道|巷|弄|胡同)\s?{Number}\s?(?:号院|弄|{Door})(?:\s?[\u4e00-\u9fff-[{NoName}]]{{0,6}}\s?{Number}\s?{Door})*(?:\s?{Number}室?)?",
        RegexOptions.NonBacktracking)]
    private static partial Regex Street();

    [GeneratedRegex(
        $@"(?:[\u4e00-\u9fff-[{NoPlace}]]{{2,5}}(?:省|自治区|市|区|县|镇|乡|街道))*[\u4e00-\u9fff-[{NoPlace}]]{{2,6}}(?:小区|花园|花苑|苑|公寓|大厦|家园|新村|村|广场|写字楼|宿舍)\s?{Number}\s?{Door}(?:\s?{Number}\s?{Door})*(?:\s?{Number})?",
        RegexOptions.NonBacktracking)]
    private static partial Regex Building();

    [GeneratedRegex($@"{Number}\s?(?:号楼|栋|幢)\s?(?:{Number}\s?{Door}|[0-9０-９]{{3,4}})(?:\s?{Number}\s?{Door}|\s?[0-9０-９]{{3,4}})*", RegexOptions.NonBacktracking)]
    private static partial Regex Flat();

    [GeneratedRegex(@"[0-9]{1,5}\s[A-Z][A-Za-z]+\s(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive)\b\.?", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex LatinStreet();

    [GeneratedRegex(@"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][\s·•]?[A-Z0-9]{5,6}", RegexOptions.NonBacktracking)]
    private static partial Regex Plate();

    /// <summary>Seven figures and more, however they are written and spaced: no quantity, price or year has so many without words like "hundred" in it.</summary>
    [GeneratedRegex($"{Figure}(?:{Between}(?:{Figure}|[oOlI])){{6,}}[xX]?", RegexOptions.NonBacktracking)]
    private static partial Regex Figures();

    /// <summary>Five digits and more, however they are spaced: no price or size has so many.</summary>
    [GeneratedRegex(@"[0-9０-９](?:[\s-]?[0-9０-９]){4,}", RegexOptions.NonBacktracking)]
    private static partial Regex Digits();
}
