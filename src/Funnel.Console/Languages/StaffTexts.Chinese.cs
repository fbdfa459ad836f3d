using Funnel.Audit;

namespace Funnel.Console.Languages;

public sealed partial record StaffTexts
{
    public static StaffTexts Chinese { get; } = new()
    {
        PressToSignIn = "这个链接只能在这个浏览器里登录一次。请按下面的按钮登录。",

        PeoplePage = "人员",
        PeopleLead = "谁登录了，从哪里登录。",
        PeopleByCompany = "大家用公司账号登录，角色也在那里分配。",
        Name = "姓名",
        Role = "角色",
        RolesExplained = "只读：只能查看。运营：可以审核、重试、放弃。管理员：可以做所有操作，并决定谁能登录。",
        MakeLink = "生成一次性登录链接",
        LinkMade = "一次性登录链接",
        LinkMadeHint = "十分钟内有效，只能登录一次。请只发给本人，之后不会再显示。",
        LinkWrong = "没有生成链接：请填写姓名（不能含控制字符，也不能是系统保留的名字），并选择角色。",
        Sessions = "登录中的会话，最近使用的在前",
        SignedInAt = "登录时间",
        Address = "地址",
        LastSeen = "最近使用",
        ThisSession = "当前会话",
        EndSession = "结束会话",
        FlashSessionEnded = "会话已结束。",
        FlashSessionGone = "没有这个会话，或不是您本人的会话。",

        LogPage = "日志",
        LogLead = "谁在什么时候做了什么，哪些请求被拒绝。记录只增不改。",
        LogCaption = "最新的在前",
        LogEmpty = "没有记录",
        LogEmptyHint = "没有符合条件的记录：换个日期试试，或清除筛选。",
        When = "时间",
        Who = "谁",
        Action = "操作",
        OnWhat = "对象",
        BeforeAfter = "之前与之后",
        ShowChange = "查看改动…",
        NotSignedIn = "未登录",
        LookedSoFar = "目前查过的记录里没有符合条件的，更早的记录里可能有。",
        Newest = "最新",
        Actions = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [AuditActions.SignedIn] = "登录",
            [AuditActions.SignedOut] = "退出登录",
            [AuditActions.SignInFailed] = "登录失败",
            [AuditActions.LinkMade] = "生成一次性登录链接",
            [AuditActions.SessionRevoked] = "结束会话",
            [AuditActions.ActionRefused] = "已拒绝：角色权限不足",
            [AuditActions.SettingChanged] = "修改设置",
            [AuditActions.SettingDeleted] = "删除设置",
            [AuditActions.ReviewInquiry] = "审核：是询问",
            [AuditActions.ReviewChatter] = "审核：不是询问",
            [AuditActions.StepReplayed] = "重试一步",
            [AuditActions.StepReplayedUnsent] = "确认未发出并重试",
            [AuditActions.StepDoneByHand] = "手动完成一步",
            [AuditActions.StepGivenUp] = "放弃一步",
            [AuditActions.ReplayStarted] = "开始批量重试",
            [AuditActions.ReplayCancelled] = "取消批量重试",
            [AuditActions.PersonErased] = "清除某人的数据",
            [AuditActions.RepliesResumed] = "恢复回复",
            [AuditActions.DoNotContactSet] = "设为不再联系",
            [AuditActions.DoNotContactLifted] = "解除不再联系",
            [AuditActions.PoisonRequeued] = "把失败的消息放回队列",
            [AuditActions.KeyRefused] = "已拒绝：没有密钥或密钥错误",
            [AuditActions.WebhookRefused] = "已拒绝：不是平台发来的消息",
        },
    };
}
