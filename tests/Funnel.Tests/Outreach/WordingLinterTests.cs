using Funnel.Outreach.Linting;

namespace Funnel.Tests.Outreach;

public sealed class WordingLinterTests
{
    public static TheoryData<string> Refused =>
    [
        "加我微信聊", "加V领", "ＶＸ同号", "扫码进群", "打 138 0013 8000", "看 https://example.com", "abc12345", "加薇领资料", "加卫星领", "加➕V领", "➕我领资料", "加扣扣领", "加扣扣：资料", "v 信联系", "V.X 联系", "v-x:",
        "微❤️信联系", "微\u200b信", "薇❤信", "𝐯信", "ⓥⓧ", "νχ", "ѵх", "ｗｅｉｘｉｎ", "wei xin", "w e i x i n", "jia v", "JIA WEI XIN", "加个威信", "加一下我的V", "加我v", "加咱薇", "伽V", "茄V看看", "+V", "＋ｗｘ", "一三八零零一三八零零零",
        "壹叁捌零零壹叁捌零零零", "①③⑧⓪⓪①③⑧⓪⓪⓪", "138.0013.8000", "1 3 8 0 0 1 3 8 0 0 0", "13🌸800🌸138000", "幺三八零零幺三八零零零", "l38OOl38OOO", "＋86 138 0013 8000", "400-820-8820", "QQ群见", "企鹅号见", "扣扣裙见", "关注公众号",
        "公 众 号", "扫一扫", "二维码在图里", "长按识别", "进群领资料", "绿泡泡聊", "绿色软件聊", "微亻言聊", "example。com", "example 点 com", "ｅｘａｍｐｌｅ．ｃｏｍ", "www.example", "h t t p s : / / e", "t.cn/abc", "好\u202e了", "好\u200b了",
        "🛰️同号", "微x：小丽", "V我领取", "搜 wx", "徽信", "微芯片：微 信", "telegram", "飞机号", "威 心 V信", "手机同号", "微信", "維信", "加維", "掃碼",
    ];

    public static TheoryData<string> Fine =>
    [
        "资料好了，点头像进聊天领取", "共 12 节课，3 天学完", "打开私信就能领取资料", "已经发你私信啦，记得看哦🌸", "点我头像进主页，打开私信就能领取", "价格 9.9 元起，3 期免息", "大概 199-299 之间，私信告诉你", "2026-03-01 开课", "10:00-22:00 都在",
        "第1、2、3、4、5、6课都有", "加微量元素的那款，私信你", "微笑收下，已私信", "稍微，信我一次，私信看", "增加维生素的配方", "这款加威力加强版", "满100+赠品", "一起学，一二三走起", "扣1的朋友都有，看私信", "OK，已私信", "iPhone 15 也能用", "A4 纸 100 张", "VIP 课程在私信",
        "加油！资料在私信", "小卫星模型教程在私信", "绿茶 500g", "企鹅绘本在私信里", "WiFi 密码不用，直接看私信", "3+2 学制", "level x 的在私信", "有 vlog 版，加 vlog 版一共两份", "二〇二六年版", "十一二岁适用", "100+ww", "大家微笑", "咖啡味的", "好的👌马上", "亲，留意私信，~", "ok. me too",
        "三年级语文+数学", "¥29.9 包邮", "公众都喜欢，号称最全", "已发，请查收～", "一对一，九点到六点", "2024-2026 真题", "维护好了", "威海发货", "嘉兴粽子", "家里有孩子的看私信",
    ];

    [Theory, MemberData(nameof(Refused))]
    public void Public_wordings_that_lead_off_the_platform_are_refused(string text) => Assert.NotEmpty(WordingLinter.Check(text, WordingPlace.Reply, 100));

    [Theory, MemberData(nameof(Fine))]
    public void Ordinary_wordings_pass(string text) => Assert.Equal([], WordingLinter.Check(text, WordingPlace.Reply, 100).Select(f => f.ToString()));

    [Theory]
    [InlineData("加❤v领", "off-platform", "加❤v")]
    [InlineData("看 Example．COM 吧", "link", "Example．COM")]
    [InlineData("打①③⑧ 0013 8000", "number", "①③⑧ 0013 8000")]
    [InlineData("好\u202e了", "unseen", "U+202E")]
    public void It_says_what_it_found_as_it_was_written(string text, string rule, string found)
    {
        var finding = WordingLinter.Check(text, WordingPlace.Reply, 100).Single();
        Assert.Equal((rule, found), (finding.Rule, finding.Found));
        Assert.Contains(found, finding.What, StringComparison.Ordinal);
    }

    [Fact]
    public void In_the_chat_links_numbers_and_ids_are_refused()
    {
        Assert.Empty(WordingLinter.Check("我的微信在卡片里", WordingPlace.Chat, 100));
        Assert.Empty(WordingLinter.Check("点卡片，加企业微信领12节课", WordingPlace.Chat, 100));
        Assert.Equal("link", WordingLinter.Check("www.example.com", WordingPlace.Chat, 100).Single().Rule);
        Assert.Equal("too-long", WordingLinter.Check(new string('好', 101), WordingPlace.Chat, 100).Single().Rule);
        Assert.Equal("number", WordingLinter.Check("微信：xiaoli886", WordingPlace.Chat, 100).Single().Rule);
        Assert.Equal("number", WordingLinter.Check("打138-0013-8000", WordingPlace.Chat, 100).Single().Rule);
        Assert.NotEmpty(WordingLinter.Check(" ", WordingPlace.Chat, 100));
    }

    [Fact]
    public void The_welcome_is_off_the_platform_already()
    {
        Assert.Empty(WordingLinter.Check("你好，看 https://example.com 或加微信 abc12345，打 13800138000", WordingPlace.Welcome, 1_000));
        Assert.Empty(WordingLinter.Check("", WordingPlace.Welcome, 1_000));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("1")]
    [InlineData("加我")]
    [InlineData("a.")]
    [InlineData("1 ")]
    [InlineData("稍微 信")]
    [InlineData("💯")]
    [InlineData("v心 ")]
    [InlineData("一")]
    public void It_reads_any_length_once(string part)
    {
        // A hundred thousand characters are done in moments; in squares they would take minutes.
        var text = string.Concat(Enumerable.Repeat(part, 100_000 / part.Length));
        Assert.NotEmpty(WordingLinter.Check(text, WordingPlace.Reply, 100));
    }
}
