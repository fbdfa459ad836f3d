namespace Funnel.Sandbox.Audience;

/// <summary>What people write. All of it was made up for this project.</summary>
internal static class Phrases
{
    public static readonly string[] Inquiries =
    [
        "求资料", "求资料，谢谢", "求一份资料", "老师求资料", "想要这份资料", "我也想要这份资料", "资料怎么领", "怎么领取", "怎么领取呀",
        "在哪里领取", "多少钱", "这个多少钱", "请问多少钱一份", "什么价格", "怎么买", "怎么购买呢", "在哪里买", "哪里可以买到",
        "有电子版吗", "请问有电子版吗", "有没有电子版", "有pdf吗", "链接发一下", "链接能发一下吗", "可以分享一份吗", "能发我一份吗",
        "我要一份", "给我也来一份", "怎么联系你", "资料发我一份", "还有资料吗", "现在还能领吗", "怎么报名", "想买一套", "资料",
    ];

    public static readonly string[] Openers = ["", "", "", "", "老师", "你好，", "请问", "博主，"];

    public static readonly string[] Closers = ["", "", "", "！", "？", "~", "[玫瑰]", "，谢谢", "🙏", "呀", "啊"];

    public static readonly string[] Chatter =
    [
        "讲得真清楚", "哈哈哈哈笑死我了", "[捂脸]", "[捂脸][捂脸]", "这也太厉害了吧", "第一次看懂", "前排", "打卡第三天", "原来是这样",
        "我妈也这么说", "每天都来看一遍", "学到了", "支持支持", "[赞][赞][赞]", "太真实了", "说到心里去了", "今天终于更新了", "催更",
        "声音真好听", "背景音乐叫什么来着", "我试了一下还不错", "昨天刚做完，手酸死了", "上次那期也好看", "冲冲冲", "[看]", "[流泪]",
        "同感", "早点看到就好了", "我家孩子也喜欢", "这个角度拍得好", "笑到邻居敲门", "加油💪", "沙发", "路过", "先收藏了", "记笔记中",
        "下次讲讲另一种吧", "不愧是你", "我不同意这个说法", "一般般吧", "看完睡觉", "深夜还在刷", "眼睛会了手不会[捂脸]", "原来不止我一个人",
    ];

    public static readonly string[] Friends = ["小雨", "阿杰", "大鹏", "圆圆", "木子", "老周", "静静", "阿May"];

    public static readonly string[] ToFriends = ["@{0} 快来看", "@{0} 像不像你", "@{0} 哈哈哈", "@{0} 这不就是咱俩吗", "@{0} 周末一起试试"];

    public static readonly string[] Brought = ["{0}推荐来的，求资料", "朋友{0}说这里有资料，怎么领取", "跟着{0}来的，我也想要这份资料"];

    public static readonly string[] Again = ["还没收到，求资料", "再求一次资料", "蹲一个，怎么领取", "老师看看我，求资料"];

    public static readonly string[] Written = ["你好", "资料", "求资料", "在吗", "我来领资料了", "怎么领取", "谢谢老师，资料在哪"];

    public static readonly string[] OptOuts = ["不要了", "退订", "别再发了，不要了"];

    public static readonly string[] Surnames = ["晴天", "小鹿", "一颗糖", "山里人", "慢慢来", "大海", "阿宁", "青柠", "夜归人", "米饭", "豆豆", "北方"];

    public static readonly string[] Endings = ["", "呀", "同学", "不吃鱼", "在路上", "的日常", "爱学习", "吖"];
}
