using System.Buffers;
using Funnel.Outreach.Linting;

namespace Funnel.Outreach;

/// <summary>
/// What a name may not have in it to be said by a merchant: claims against sellers, insults, whoever somebody pretends to be, calls to buy, join or write elsewhere.
/// A name that is left out costs nothing, so this list may be too long, but hardly too short; merchants add their own (<see cref="OutreachOptions.UnspokenNames"/>).
/// </summary>
internal static class UnspokenNames
{
    private static readonly string[] Words =
    [
        // what names of people hardly have
        "店", "买", "卖", "售", "购", "厂", "贩", "勿", "假酒", "别上",

        // claims
        "骗", "诈", "假货", "假的", "假冒", "造假", "售假", "卖假", "假一赔", "山寨", "高仿", "仿品", "盗版", "盗图", "盗用", "冒牌", "黑心", "黑店", "黑商", "奸商", "无良", "垃圾", "劣质", "坑人", "坑钱", "坑爹", "坑货", "坑死", "被坑",
        "别买", "勿买", "不要买", "不买", "千万别", "千万不", "别信", "别上当", "上当", "避雷", "踩雷", "翻车", "拉黑", "退款", "退钱", "还钱", "退货", "赔钱", "投诉", "举报", "曝光", "爆料", "维权", "12315", "韭菜", "智商税",
        "传销", "违法", "犯罪", "报警", "公安", "法院", "工商", "市监", "监管", "虚假", "忽悠", "发货", "货不", "三无", "产品", "套路", "割肉", "倒闭", "跑路", "差评", "无效", "没用", "有毒", "致癌", "死人", "受害", "pianzi", "pianren", "jiahuo", "马扁", "亻叚", "律师函", "scam", "fraud", "fake",
        // insults and filth
        "傻逼", "傻b", "煞笔", "沙比", "傻叉", "傻x", "傻吊", "傻子", "蠢", "白痴", "脑残", "智障", "弱智", "废物", "畜生", "人渣", "王八", "狗东西", "狗屎", "狗贼", "去死", "死全家", "死妈", "该死", "找死", "贱", "婊", "妓", "嫖", "鸡巴", "几把",
        "屌", "逼", "操你", "草你", "草泥马", "草拟", "曹尼", "操尼", "日了狗", "狗日", "习大大", "共匪", "中共", "日你", "干你", "艹", "肏", "我操", "我草", "卧槽", "你妈", "你妹的", "他妈", "尼玛", "妈的", "特么", "滚蛋", "滚开", "快滚", "滚出", "变态", "流氓", "色情", "约炮", "约吗", "看片", "操他", "操她", "裸", "黄片", "av女", "做爱", "强奸", "赌", "博彩", "彩票",
        "毒品", "冰毒", "枪支", "杀人", "自杀", "恐怖", "爆炸", "shabi", "caonima", "nmsl", "cnm", "tmd", "fuck", "shit", "bitch", "nigg", "习近平", "共产党", "台独", "港独", "法轮", "六四", "天安门", "主席", "总理", "纳粹", "希特勒", "hitler", "nazi",
        // whoever somebody pretends to be
        "官方", "官号", "客服", "旗舰", "专卖", "专营", "本店", "店主", "店长", "掌柜", "店家", "商家", "卖家", "商城", "商铺", "小店", "总店", "分店", "总部", "厂家", "厂商", "工厂", "源头", "总代", "代理", "加盟", "招商", "招代", "经销", "批发", "直销", "货源", "微商", "平台", "系统", "管理员", "老板", "经理", "本人", "直供", "银行", "中国移动", "中国联通", "中国电信", "政府", "协会", "热线", "总局", "税务", "派出所", "12345", "荷官", "群主", "裙主",
        "运营", "售后", "售前", "审核", "认证", "人工", "助手", "通知", "公告", "admin", "official", "kefu", "guanfang", "daili", "support", "service",
        "抖音", "快手", "小红书", "视频号", "微博", "淘宝", "天猫", "京东", "拼多多", "闲鱼", "咸鱼", "支付宝", "腾讯", "阿里巴巴", "美团", "得物", "唯品会", "亚马逊", "douyin", "taobao", "tmall", "alipay", "茅台", "五粮液",
        // calls
        "加我", "找我", "联系我", "私我", "私聊", "私信", "滴滴我", "滴我", "主页", "关注", "关祝", "回关", "互粉", "互关", "点我", "看我", "搜我", "搜索", "戳我", "扣1", "卫星", "名片", "头像", "简介", "置顶", "进来", "点击", "链接", "下单", "购买", "低价", "特价", "优惠", "折扣", "便宜", "打折", "免费", "白嫖",
        "领取", "领券", "元购", "抽奖", "中奖", "手机", "福利", "红包", "返利", "返现", "返佣", "兼职", "刷单", "赚钱", "挣钱", "日赚", "月入", "日入", "贷款", "借钱", "借款", "套现", "代购", "代发", "代写", "代刷", "办证", "发票", "出售", "转让", "同款", "一手", "供应", "承接", "接单", "推广", "引流", "广告", "涨粉", "买粉", "老师傅带", "带单", "荐股", "炒股", "股票",
        "电话", "手机号", "号码", "jiawo", "lianxiwo", "sixin", "contact", "promo",
    ];

    private static readonly SearchValues<string> AnyWord = SearchValues.Create(Words, StringComparison.Ordinal);

    /// <param name="name">As people read it, letters and digits alone.</param>
    /// <param name="more">The merchant's own words, in any spelling.</param>
    public static bool Has(string name, IReadOnlyList<string> more) =>
        name.AsSpan().ContainsAny(AnyWord) || Once(name).AsSpan().ContainsAny(AnyWord)
        || more.Any(w => ReadText.Of(w).Letters is { Length: > 0 } word && name.Contains(word, StringComparison.Ordinal));

    /// <summary>Each letter once where it is repeated.</summary>
    private static string Once(string name) => string.Concat(name.Where((c, i) => i == 0 || c != name[i - 1]));
}
