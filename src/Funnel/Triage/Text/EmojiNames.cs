using System.Collections.Frozen;

namespace Funnel.Triage.Text;

/// <summary>
/// The names by which platforms write their own pictures into a comment's text, <c>[捂脸]</c>. What stands in brackets and is none of these is words.
/// </summary>
internal static class EmojiNames
{
    private const int Longest = 12;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Known = (
        "捂脸 赞 看 玫瑰 呲牙 比心 鼓掌 泣不成声 泪奔 666 流泪 尬笑 微笑 抠鼻 大笑 抱抱你 灵机一动 爱心 感谢 一起加油 偷笑 色 笑哭 发呆 送心 耶 酷拽 打脸 奸笑 舔屏 发怒 不失礼貌的微笑 暗中观察 害羞 机智 杀马特 心 九转大肠 黑脸 快哭了 强壮 调皮 " +
        "巧克力 疑问 给力 思考 坏笑 祈祷 呆无辜 戳手手 我想静静 白眼 戴口罩 飞吻 懵 宕机 抱拳 大哭 不看 哭惹 小鼓掌 可怜 doge 绝望的凝视 憨笑 福 震惊 撇嘴 躺平 猪头 来看我 摸头 爱慕 碰拳 吐血 晕 握手 石化 黄脸干杯 裂开 愉快 皱眉 灵光一闪 衰 " +
        "iloveyou 戒指 干饭人 强 拥抱 嘿哈 求抱抱 吃瓜群众 拳头 情书 菜刀 太阳 得意 哇 惊喜 胡瓜 勤洗手 心碎 大金牙 咖啡 恐惧 派对 尴尬流汗 不你不想 撒花 睡 闭嘴 二哈 哈欠 失望 阴险 咒骂 击掌 翻白眼 眼含热泪 奋斗 擦汗 胜利 ok okk 吐舌 " +
        "展开说说 右边 左边 左上 右上 做鬼脸 敲木鱼 炸弹 听歌 鄙视 嘴唇 萌萌哒 蛋糕 委屈 求求了 汗颜 色色 去污粉 灯笼 勾引 惊呆 互粉 尴尬 糖葫芦 摊手 你不大行 如花 噢买尬 可爱 柴犬 红脸 紫薇别走 抓狂 打call 举手 红包 加油 逞强落泪 点赞 鞠躬 啤酒 " +
        "嘘 惊恐 加好友 黄脸祈祷 熊吉 kiss kisskiss 不信谣言 烟花 发 贴贴 再见 黄金薯 还得是我 敲打 亲亲 扎心 冷漠 喝奶茶 礼物 左哼哼 右哼哼 悠闲 v5 弱 难过 送花 苦涩 绿帽子 西瓜 加功德 扶墙 囧 锦鲤 吐 一头乱麻 庆祝 钱 困 惊讶 吧唧 " +
        "他急了 绝 黑线 粽子 斜眼 自拍 热化了 抱紧自己 星星眼 yyds 蜜蜂狗 吐彩虹 小丑 红色心形 黑薯问号 吐舌头 笑 动动脑子 what 不是吧 爱心手 刀 加鸡腿 红旗 吐舌小狗 真的会谢 伤心 凋谢 拔草 种草 朱迪 脸疼 生病 干饭 屎 雾霾 骷髅 表面微笑 流汗 " +
        "吃瓜 便便 过年鼠 小黄鸭 叹气 买爆 举重 激情 超人 菜狗 哭哭 棒 盖瑞 斜刘海 加一 暖羊羊 妲己 敬礼 饺子 装酷 玉兔 粉发 暴暴龙 扯脸 灰太狼 给跪了 蹲后续 鞭炮 求好运 合十 必胜 生气 握爪 别发癫了 点火 捂嘴笑 两颗心 月亮 元宝 小鬼 氛围感 微笑袋鼠 " +
        "无语流汗 绿发 黄发 nonono 电量耗尽 投降 拜拜 凝视 达咩 满月 6 雪人 招财兔 集美 汤圆 纸飞机 火 亲一个 爆炸 已黑化 助威 递花 扶额 棒棒糖 抽泣 干杯 乒乓球 篮球 足球 火锅 奶茶 追剧 下雪 彩虹 yes 睡觉 呃 新月 垃圾 喜极而泣 妙啊 滑稽 " +
        "歪嘴 喜欢 嗑瓜子 吃惊 嫌弃 酸了 阿库娅 脱单doge 藏狐 墨镜 支持 傲娇 无语 嘟嘟 呆 捂眼 辣眼睛 喜悦 呕吐 大佬 鬼脸 洗澡 高兴 老鼠 保佑 响指 哦呼 牛年 虎年 兔年 龙年 口罩 笑脸 哭脸 鲜花 爱你 赞啊 泪 汗 嘻嘻 哈哈 挖鼻 馋嘴 黑眼圈 怒 " +
        "怒骂 太开心 允悲 费解 憧憬 并不简单 阴险脸 感冒 打哈气 傻眼 可怜脸 威武 挤眼 奥特曼 互相拥抱 帅 中国赞 good no 来 haha 蜡烛 熊猫 兔子 草泥马 神马 浮云 围观 话筒 麦克风 发红包 福字 旺柴 加油哇 好的 打脸脸 翻白眼脸 社会社会 耶耶 吃糖 " +
        "害怕 汗脸 磕头 回头 跳跳 发抖 怄火 转圈 磕头脸 献吻 左太极 右太极 爱情 飞机 闪电 差劲 抱抱 爱 no脸 鸡 炸鸡 天啊 emm 皱眉头 恐怖 失望脸 让我看看 叹气脸 苦笑 裂开了 拆开 翻滚 doge金箍 微笑脸 星星 心心 玫瑰花 比耶 酷 喵喵 羞羞 哭 " +
        "汪汪 呵呵 哼 乖 冷 热")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>A hash of the name, or null when it is no picture's: [笑哭R] and [笑哭] are the same one of two platforms.</summary>
    internal static uint? Read(ReadOnlySpan<char> name)
    {
        if (name.Length > Longest)
        {
            return null;
        }

        var marked = name.Length > 1 && name[^1] is 'R' or 'H' or 'r' or 'h';
        name = marked ? name[..^1] : name;
        Span<char> folded = stackalloc char[Longest];
        for (var i = 0; i < name.Length; i++)
        {
            folded[i] = Folding.Of(name[i]);
        }

        // Sets that a platform sells are named after their maker: [tv_doge].
        return marked || name.Contains('_') || Known.Contains(folded[..name.Length]) ? Hash(folded[..name.Length]) : null;
    }

    private static uint Hash(ReadOnlySpan<char> name)
    {
        var hash = 17u;
        foreach (var c in name)
        {
            hash = hash * 31 + c;
        }

        return hash * 0x9E3779B1u;
    }
}
