using Funnel.Replay;
using Funnel.Tasks;

namespace Funnel.Console.Languages;

public sealed partial record TaskTexts
{
    public static TaskTexts Chinese { get; } = new()
    {
        Page = "待办",
        Lead = "需要有人动手的事：快到期的在前，等得最久的在前，同一个视频放在一起。",
        Keys = "J 下一条，K 上一条，C 复制，D 已完成，X 做不了，N 不是询问，Z 一小时后，? 显示帮助。焦点在列表里时按键才有效。",
        KeysShort = "按键：J K C D X N Z，? 查看帮助",
        Empty = "没有待办",
        EmptyHint = "平台拒绝的、无法确认结果的、只能人工做的，会出现在这里。",
        EmptyHere = "没有符合条件的待办",
        EmptyHereHint = "都已经处理完，或者本来就没有。",
        AllPutOff = "剩下的都已推迟，到时间会自动回来。",
        ToReview = "去审核评论",
        Causes = "按原因",
        All = "全部",
        PutOffOnes = "已推迟",
        InAll = "共 {0} 项",
        NoVideo = "没有视频",
        WaitsSince = "等待开始于",
        ClosesAt = "私信窗口关闭于",
        PutOffUntil = "推迟到",
        OnIt = "{0} 正在处理，{1} 前有效",
        YouAreOnIt = "您正在处理，{0} 前有效",
        Take = "我来处理",
        TakeAll = "这些都由我来",
        Copy = "复制",
        Copied = "已复制",
        CopyFailed = "请选中文字手动复制",
        OwnLink = "此人专属链接",
        QrCode = "二维码",
        Picture = "要发给对方的二维码图片",
        QrHint = "此人专属联系链接的二维码",
        With = "一并发送：",
        NotPossible = "做不了",
        NotAnInquiry = "不是询问",
        HourLater = "一小时后",
        Morning = "明天早上",
        GoesLater = "目前有阻碍：重试后，等阻碍消失就会发出。",
        More = "更多待办",
        Start = "从头开始",
        PutBack = "撤回",
        FlashNotPossible = "已记为做不了。",
        FlashNotAnInquiry = "已记为不是询问：不再发送，账号也学会了。",
        FlashPutOff = "已推迟，到时间会自动回来。",
        FlashTaken = "五分钟内由您处理。",
        FlashPutBack = "已撤回：恢复为等待处理。",

        RunAll = "这类全部重试…",
        AgainDry = "试运行",
        AgainDryLead = "现在重试的话，每一项会怎样。没有发送，也没有改动任何东西。",
        AgainReal = "批量重试",
        AgainRealLead = "每一项的结果。已排队的会按节奏发出。",
        AgainRun = "重试这 {0} 项",
        AgainNone = "目前没有一项可以重试，原因见下表。",
        AgainCancel = "取消",
        AgainRefresh = "刷新",
        AgainFirst = "前 {0} 项，共 {1} 项",
        BackToTasks = "返回待办",
        Looked = "已查看人数",
        Result = "结果",
        FlashCancelled = "已取消：还没开始的不再开始。",
        FlashOver = "它已经结束了。",
        Kinds = new Dictionary<TaskKind, string>
        {
            [TaskKind.Reply] = "手动回复评论",
            [TaskKind.Message] = "手动发私信",
            [TaskKind.Welcome] = "手动欢迎新好友",
            [TaskKind.Label] = "手动打标签",
            [TaskKind.Check] = "核对是否已发出",
        },
        States = new Dictionary<ReplayState, string>
        {
            [ReplayState.Queued] = "等待开始",
            [ReplayState.Running] = "进行中",
            [ReplayState.Done] = "已完成",
            [ReplayState.Cancelled] = "已取消",
            [ReplayState.Failed] = "失败",
        },
        Outcomes = new Dictionary<ReplayOutcome, string>
        {
            [ReplayOutcome.Send] = "重新发送",
            [ReplayOutcome.Look] = "先核对",
            [ReplayOutcome.Refused] = "仍需人工",
            [ReplayOutcome.NotFound] = "没有找到",
        },
    };
}
