using Funnel.Leads;
using Funnel.Measure.Reports;
using Funnel.Outreach;

namespace Funnel.Console.Languages;

public sealed partial record EffectTexts
{
    public static EffectTexts Chinese { get; } = new()
    {
        Page = "效果",
        Lead = "每句话、每条视频带来了多少人，来的人留下了多久，大家等了多久。",
        Compare = "比较",
        By = new Dictionary<ReportBy, string>
        {
            [ReportBy.Wording] = "回复话术", [ReportBy.Video] = "视频", [ReportBy.Rule] = "识别方式", [ReportBy.Source] = "账号",
        },
        Empty = "这些天没有人询问",
        EmptyHint = "换一段日期看看；有人询问并得到回复后，这里会比较各种做法的效果。",
        Offer = "资料",
        Tried = "已回复",
        RewardOf = "其中{0}",
        Rewards = new Dictionary<WordingReward, string>
        {
            [WordingReward.Replied] = "得到回复", [WordingReward.Talking] = "打开私信", [WordingReward.Invited] = "收到邀请", [WordingReward.Added] = "加为好友", [WordingReward.Served] = "拿到资料",
        },
        Interval = "95% 区间",
        IntervalHint = "横条是真实比例有 95% 把握落入的范围，竖线是估计值；横条重叠很多时，差别可能只是碰巧。",
        Best = "最好的可能性",
        Hidden = "被隐藏",
        Time = "到下一步（一半 / 九成）",
        Verdict = "结论",
        NotEnough = "数据不足",
        Told = "可以下结论",
        ToldIn = "约 {0} 天后可下结论",
        NotInAYear = "一年内难分高下",
        Gain = "与平均分配相比，自动择优多带来 {0} 人（95% 区间 {1} 到 {2}）。",
        FirstWords = "话术",
        Waits = "大家等了多久",
        Wait = "从哪一步到哪一步",
        WaitKinds = new Dictionary<WaitKind, string>
        {
            [WaitKind.Reply] = "评论 → 我们回复", [WaitKind.Chat] = "回复 → 打开私信", [WaitKind.Invitation] = "打开私信 → 收到邀请", [WaitKind.Arrival] = "邀请 → 加为好友",
            [WaitKind.Welcome] = "加为好友 → 欢迎语", [WaitKind.Contact] = "回复 → 加为好友",
        },
        Half = "一半",
        NineOfTen = "九成",
        WithinMinute = "60 秒内",
        WithinFive = "5 分钟内",
        StillWaiting = "还在等",
        Stayed = "留下了多少人",
        StayedHint = "按加为好友的日期；只算已满天数的人，括号里是人数。",
        AddedOn = "加为好友的日期",
        Added = "新好友",
        AfterDays = "{0} 天后",
        Left = "删除了我们",
        All = "合计",
        TooEarly = "未满",
        More = "还有 {0} 行没有显示，请下载 CSV。",
        Seconds = "{0} 秒",
        Minutes = "{0} 分钟",
        Hours = "{0} 小时",
        Days = "{0} 天",
    };
}
