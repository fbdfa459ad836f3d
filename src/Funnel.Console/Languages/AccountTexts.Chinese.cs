using Funnel.Accounts;

namespace Funnel.Console.Languages;

public sealed partial record AccountTexts
{
    public static AccountTexts Chinese { get; } = new()
    {
        Lead = "每个账号现在能做什么、不能做什么，以及为什么。",
        Works = "正常",
        NotWorking = "不能用",
        Connect = "连接账号",
        ConnectAgain = "重新连接",
        ConnectHint = "会打开{0}的授权页；请用这个账号登录并同意，之后会回到这里。",
        What = "能力",
        How = "现状",
        LastAt = "最近一次成功：",
        Untried = "可以用，还没有用到。",
        NotGranted = "缺少权限 {0}：请在平台的开发者后台申请，通过后重新连接。",
        HeardByPolling = "平台不推送；按读取计划轮询。",
        ByHand = "平台没有接口：由员工在“任务”里手动完成。",
        HiddenByHand = "平台没有接口：需要时在平台上手动隐藏。",
        HandedOver = "平台没有接口：用导入文件或接口交给系统。",
        NeverEnds = "不需要授权",
        AccessEnds = "授权到期：",
        Connected = "账号已连接，等待的工作会在一分钟内继续。",
        NotConnected = "账号没有连接上",
        Elsewhere = "授权不是在这个浏览器里开始的、已经用过，或者过了十分钟。请重新连接。",
        NotAllowed = "平台上没有同意授权。需要时请重新连接。",
        Unanswered = "平台没有给出授权：",
        ToAccounts = "回到账号",
        Abilities = new Dictionary<AbilityKind, string>
        {
            [AbilityKind.ReadComments] = "读评论",
            [AbilityKind.HearAtOnce] = "新评论立刻知道",
            [AbilityKind.Reply] = "公开回复",
            [AbilityKind.Message] = "私信",
            [AbilityKind.HideComments] = "隐藏评论",
            [AbilityKind.RenewAccess] = "自动续期",
        },
        States = new Dictionary<AbilityState, string>
        {
            [AbilityState.Works] = "正常",
            [AbilityState.Untried] = "可用",
            [AbilityState.Fails] = "失败",
            [AbilityState.NotGranted] = "缺权限",
            [AbilityState.Absent] = "没有接口",
        },
    };
}
