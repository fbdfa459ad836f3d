using Funnel.Outreach;

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

    public static TheoryData<string> Somebody =>
    [
        "小明", "王小明", "用户体验师小王", "网友小李", "游客老张的店", "momoko", "默默momo酱", "小红薯爱吃糖", "匿名的风", "微凉", "dylan", "Dylan98", "Lily", "Z", "鱼", "阿伟 Wei", "李雷&韩梅梅",
        "深圳阿姨（退休）", "【南山】老陈", "妈咪🌸", "🌸小花", "小🐟", "A.J", "张三-广州", "Иван", "さくら", "김민수", "José", "ก้อง", "한국언니", "三年二班", "7号公馆", "90后老王", "五点下班", "爱吃草莓的猫",
        "不吃香菜", "账号小助理", "注销了烦恼", "Userland", "是momo呀", "陈皮糖👨‍👩‍👧", "晚安·玛卡巴卡", "新用户的朋友",
    ];

    [Theory, MemberData(nameof(Nobody))]
    public void Nobody_is_called_by_what_is_no_name(string nick) => Assert.Null(Nickname.Sayable(nick));

    [Theory, MemberData(nameof(Somebody))]
    public void A_name_that_a_person_chose_is_said_as_it_is(string nick) => Assert.Equal(nick, Nickname.Sayable(nick));

    [Theory]
    [InlineData("  小明 ", "小明")]
    [InlineData("小明~", "小明")]
    [InlineData("，小明。", "小明")]
    [InlineData("@小明", "小明")]
    [InlineData("小\u200b明\u202e", "小明")]
    [InlineData("小\n明", "小 明")]
    [InlineData("小明\u3164", "小明")]
    public void What_would_meet_the_wordings_own_punctuation_goes(string nick, string said) => Assert.Equal(said, Nickname.Sayable(nick));

    [Theory]
    [InlineData("加我VX")]
    [InlineData("微信abc123")]
    [InlineData("abc12345")]
    [InlineData("www.example.com")]
    [InlineData("名字很长很长很长很长很长很长很长很长很长很长的人")]
    [InlineData("坏\uFFFD字")]
    public void What_the_linter_refuses_is_not_said(string nick) => Assert.Null(Nickname.Sayable(nick));
}
