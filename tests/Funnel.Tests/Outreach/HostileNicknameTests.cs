using Funnel.Outreach;
using Funnel.Outreach.Linting;

namespace Funnel.Tests.Outreach;

/// <summary>Names by which strangers try to speak with the merchant's voice, in ten kinds.</summary>
public sealed class HostileNicknameTests
{
    private static readonly (string Kind, string[] Names)[] Kinds =
    [
        ("claims against the shop", ["骗子公司别买，", "骗子", "都是骗人的", "这家卖假货", "黑心商家", "假一赔十没赔", "别买会后悔", "千万别信", "垃圾产品", "已举报", "坑钱货", "退款太难了", "智商税", "割韭菜的", "騙子", "马扁子", "P骗P", "虚假宣传", "12315见", "pianzi"]),
        ("WeChat by its names", ["V❤信 xiaoli", "微信xiaoli", "薇信小丽", "威❤信小丽", "V信小丽", "微🌟信", "加薇小丽", "加V小丽", "➕V小丽", "+v小丽", "加我薇", "加卫星小丽", "卫星同号", "wx小丽", "VX小丽", "ｖｘ小丽", "微 信", "微.信", "绿泡泡找我", "维信小丽", "徽信", "weixin", "微丶信", "jia我V", "JIA威❤", "WeChat小丽", "jiaV小丽"]),
        ("WeChat in other alphabets", ["ѵх小丽", "νχ小丽", "𝐯𝐱小丽", "𝓿𝔁小丽", "ⓥⓧ小丽", "🅥🅧小丽", "🆅🆇小丽", "🇻🇽小丽", "ᴠx小丽", "ⅴⅹ小丽", "√信小丽", "Ⓥ信小丽", "ｗｘ小丽", "ԝх小丽", "ẘẋ小丽", "加𝐕小丽", "加ⓥ小丽", "Ꮩ信小丽"]),
        ("QQ, groups and codes", ["扣扣小丽", "加扣扣", "QQ小丽", "ＱＱ小丽", "加Q小丽", "q群小丽", "进群领", "加群小丽", "扫码看", "二维码在主页", "公众号小丽", "企鹅号小丽", "🐧号小丽", "koukou", "🛰️小丽", "抠抠小丽"]),
        ("numbers", ["13800138000", "138 0013 8000", "138-0013-8000", "138.0013.8000", "一三八零零一三八零零零", "壹叁捌零零壹叁捌", "①③⑧⓪⓪①③⑧", "幺三八零零幺三八", "1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣", "小丽886622", "abc12345", "xiaoli_886", "𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖", "１３８００１３８", "l38OOl38OOO", "小丽8 8 6 6 2 2"]),
        ("links", ["example.com", "www.example.com", "xiaoli。com", "xiaoli点com", "t.cn小丽", "http小丽", "ｅｘａｍｐｌｅ．ｃｏｍ", "xiaoli.top", "bit.ly小丽", "xiaoli . cn"]),
        ("what is not seen", ["小明\u202e货假", "小明\n小红", "小\u200b明", "\u2066小明\u2069", "小明\u0000", "小\u00ad明", "小明\u2028", "\u200e小明", "小\u2060明", "小明\ufeff", "小\u3164明", "骗\u200b子", "微\u200d信", "小明\r\n官方", "小明\u0007", "\u061c小明"]),
        ("sentences", ["小明。大家别来", "小明，这里不好", "小明！！", "小明？真的吗", "小明：大家好", "小明；", "别家更好，", "老板说“没货”", "小明…", "看我、点我", "大家散了吧。", "便宜没好货!", "Is it good?", "小明,小红", "（此人已退群）"]),
        ("whoever they are not", ["官方客服", "抖音官方", "平台通知", "系统消息", "旗舰店客服", "本店店长", "总代理小丽", "厂家直销", "淘宝小丽", "支付宝到账", "人工客服", "官方认证", "管理员", "admin", "Official", "京东客服", "加盟热线", "小红书官方", "售后小丽", "掌柜的", "我是老板", "中国移动", "12345热线", "消费者协会"]),
        ("insults and filth", ["傻逼", "傻B", "煞笔老板", "去死吧", "死全家", "草泥马", "操你大爷", "你妈没了", "滚蛋", "人渣老板", "王八蛋", "脑残粉", "贱人", "fuck", "ＦＵＣＫ", "shit店", "nmsl", "法轮大法", "习近平", "六四", "约炮", "赌博网", "賭場荷官", "fuuck", "死🐴", "日了狗", "狗东西"]),
        ("calls", ["加我领取", "找我拿", "私聊我", "看我主页", "低价出售", "免费送", "刷单兼职", "日赚五百", "贷款找小丽", "关注我", "同款更便宜", "点我头像", "红包群主", "搜我名字", "代购小丽"]),
    ];

    public static TheoryData<string, string> Names
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (kind, name) in Kinds.SelectMany(k => k.Names.Select(n => (k.Kind, n))))
            {
                data.Add(kind, name);
            }

            return data;
        }
    }

    [Fact]
    public void There_are_enough_of_each()
    {
        Assert.True(Kinds.Length >= 10);
        Assert.True(Kinds.Sum(k => k.Names.Length) >= 150);
    }

    /// <summary>Though the offer wants names said in public.</summary>
    [Theory, MemberData(nameof(Names))]
    public void None_is_said(string kind, string nick)
    {
        Assert.NotEmpty(kind);
        Assert.Null(Nickname.Sayable(nick));
        foreach (var place in (ReadOnlySpan<WordingPlace>)[WordingPlace.Reply, WordingPlace.Chat])
        {
            var said = Wording.Render("@{nick}，资料准备好了，点头像进聊天领取", nick, place, 100);
            Assert.Equal("资料准备好了，点头像进聊天领取", said.Text);
            Assert.Empty(said.Findings);
        }
    }
}
