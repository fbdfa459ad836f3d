using Funnel.Outreach;
using Funnel.Outreach.Linting;

namespace Funnel.Tests.Outreach;

public sealed class NicknameTests
{
    /// <summary>What platforms call people who chose no name or are gone, and what is no name at all.</summary>
    public static TheoryData<string> Nobody =>
    [
        "用户8421973305821", "用户123", "用户 8421973", "用户_a8f3k2", "用户user7731", "用户***", "用户", "用戶8421973305821", "用户８４２１", "抖音用户8421973305821",
        "抖音用户", "抖音用户…", "抖音用户_7f3", "快手用户1699871234567", "快手用户", "微信用户", "微信用户123", "小红书用户", "小红薯5F3A2B1C", "小红薯", "视频号用户", "B站用户",
        "bili_73021945", "知乎用户aB3xY7", "手机用户38291", "QQ用户", "匿名用户", "匿名", "匿名网友", "网友", "游客", "游客3821", "访客_12", "momo", "MOMO", "ｍｏｍｏ", "momo123",
        "已注销", "账号已注销", "帐号已注销", "用户已注销", "该账号已注销", "该用户已被封禁", "账号已重置", "[已注销]", "已注销用户", "user8421973305821", "User_19a", "user", "USER 77",
        "user-ab1cd2ef3g", "dy_a8f3k2x", "dy_", "dy8421x", "uid12345", "wb_33819", "anonymous", "deleted account", "null", "undefined", "未知用户", "昵称", "未设置昵称",
        "8421973305821", "520", "８８８", "1 2 3", ".", "。", "…", "~", "～～", "★", "-", "_", "@", "，", "!!!", "🌸", "❤️", "", "   ", "\u3000", "\u200b\u200d", "\u3164", "\u2800\u2800",
        "\u202e\u202c", "\n",
    ];

    /// <summary>Names of people, who are called by them.</summary>
    public static TheoryData<string> Somebody =>
    [
        "小明", "王小明", "用户体验师小王", "网友小李", "游客老张", "momoko", "默默momo酱", "小红薯爱吃糖", "匿名的风", "微凉", "dylan", "Dylan98", "Lily", "Z", "鱼", "阿伟Wei", "李雷", "三年二班",
        "7号公馆", "90后老王", "五点下班", "爱吃草莓的猫", "不吃香菜", "账号小助理", "注销了烦恼", "Userland", "是momo呀", "新用户的朋友", "Иван", "さくら", "김민수", "José", "ก้อง", "한국언니", "佐々木", "マリー",
        "欧阳娜娜", "小雨点", "糖糖妈妈", "老陈", "阿花", "大熊", "云淡风轻", "星河", "南山居士", "夏天的风", "一只小鹿", "橘子汽水", "Kevin", "Grace", "Anna2", "阿狸", "豆豆", "果果爸", "清风徐来", "二狗", "微微一笑", "卷毛", "加菲猫",
        "威廉", "维尼熊", "球球", "曹操", "滚滚", "小米粥", "司马懿", "Kelly", "Jiawei", "陈嘉伟", "信天翁", "小薇", "徽州人家",
    ];

    [Theory, MemberData(nameof(Nobody))]
    public void Nobody_is_called_by_what_is_no_name(string nick) => Assert.Null(Nickname.Sayable(nick));

    [Theory, MemberData(nameof(Somebody))]
    public void A_name_that_a_person_chose_is_said_as_it_is_in_the_chat(string nick)
    {
        Assert.Equal(nick, Nickname.Sayable(nick));
        Assert.Equal(nick + "，资料在卡片里", Wording.Render("{nick}，资料在卡片里", nick, WordingPlace.Chat, 60).Text);
    }

    [Theory]
    [InlineData("  小明 ", "小明")]
    [InlineData("小明~", "小明")]
    [InlineData("@小明", "小明")]
    [InlineData("妈咪🌸", "妈咪")]
    [InlineData("✨小鹿✨", "小鹿")]
    [InlineData("陈皮糖👨‍👩‍👧", "陈皮糖")]
    public void Decoration_at_its_ends_goes(string nick, string said) => Assert.Equal(said, Nickname.Sayable(nick));

    [Theory]
    [InlineData("，小明。")]
    [InlineData("小\u200b明\u202e")]
    [InlineData("小\n明")]
    [InlineData("小明\u3164")]
    [InlineData("李雷&韩梅梅")]
    [InlineData("A.J")]
    [InlineData("张三-广州")]
    [InlineData("名字很长很长很长很长很长的")]
    [InlineData("坏\uFFFD字")]
    [InlineData("Ż̷̢̛̗a̸̡l̷̨g̷o")]
    public void What_is_more_than_letters_is_not_said(string nick) => Assert.Null(Nickname.Sayable(nick));

    [Fact]
    public void A_merchants_own_words_are_not_said_in_any_spelling()
    {
        Assert.Equal("隔壁老王教育", Nickname.Sayable("隔壁老王教育"));
        Assert.Null(Nickname.Sayable("隔壁老王教育", ["老王 教育"]));
        Assert.Null(Nickname.Sayable("隔壁ＡＢＣ班", ["abc"]));
        Assert.NotNull(Nickname.Sayable("小明", ["", " "]));
    }
}
