namespace Funnel.Console.Languages;

/// <summary>The words of every reason in Chinese; in English they stand in the core, for logs and scripts.</summary>
internal static class ChineseReasons
{
    private const string ByHand = "请人工处理，再标记为手动完成";
    private const string Removed = "请先加回配置再重试，或人工处理后标记为手动完成";
    private const string Material = "请手动发送资料，再标记为手动完成";
    private const string AskStaff = "请让员工查看，再标记为手动完成或手动发送";
    private const string Look = "请到平台查看，再标记为手动完成或重试";

    public static IReadOnlyDictionary<string, string> Words { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["text"] = "{text}",
        ["platform-failure"] = "{kind}（{code}）：“{message}”",

        ["no-lead"] = "还没有这位客户",
        ["not-wanted"] = "没有“{effect}”这一步",
        ["effect-is"] = "“{effect}”现在是“{status}”",
        ["illegal-move"] = "“{effect}”现在是“{status}”，不能变为“{to}”",
        ["not-due"] = "“{effect}”在 {at} 之前不会执行",
        ["stale-attempt"] = "“{effect}”的尝试 {attempt} 不是最近一次",
        ["never-twice"] = "“{effect}”不能发送两次",
        ["may-have-been-sent"] = "“{effect}”可能已经发出，又无法到平台核对：请标记为手动完成或放弃；确定没有发出时，可按“没有发出”重试",
        ["not-parked"] = "“{effect}”现在是“{status}”，只有待处理的才能重试",
        ["being-sent"] = "“{effect}”正在发送，请等待结果",
        ["no-sent-reply"] = "“{effect}”不是已发出的回复",
        ["chat-window-closed"] = "会话窗口已关闭",
        ["chat-allowance-used"] = "会话窗口内可发的消息已用完",
        ["code-expired"] = "欢迎码已过期",
        ["still-under-way"] = "这次发送可能还在进行",
        ["not-shown-yet"] = "平台可能还没有显示",
        ["no-code-to-replay"] = "欢迎码已过期，没有别的办法发送：请让员工发送资料，再标记为手动完成",

        ["attempt"] = "第 {number} 次尝试",
        ["look"] = "第 {number} 次核对",
        ["failed-often"] = "失败 {times} 次：{cause}",
        ["waits-for-person-to-write"] = "等对方先发消息",
        ["object-gone"] = "原评论或视频已不存在",
        ["person-declined"] = "对方不想被联系",
        ["do-not-contact"] = "此人不想被联系，对所有账号生效（来源：{source}；账号：{account}；{at}）",
        ["refused-and-added"] = "此人表示过不想被打扰，但又主动添加了我们：系统不会发送消息。请由员工问候后标记为已完成，或先撤销“不再联系”",
        ["refusal-lifted"] = "运营人员已撤销“不再联系”",
        ["asked-after-lift"] = "运营人员撤销“不再联系”之后，此人再次咨询",
        ["already-contact"] = "已经是微信好友",
        ["given-up"] = "人工放弃",
        ["platform-receipt"] = "平台回执",
        ["came-by-its-link"] = "对方已通过其中的链接加了微信",
        ["never-settled"] = "上次的结果没有记下来，重新发送没有影响",
        ["outcome-unknown"] = $"无法确认是否已发出：{Look}",
        ["outcome-unproven"] = $"无法确认是否已发出（{{cause}}）：{Look}",
        ["clock-set-back"] = "发送之后系统时钟被回拨：等足时间后再到平台确认",
        ["stood-still"] = "发送前程序停顿太久，没有发送",
        ["work-failed"] = "这一步反复出错（详见日志）：排除原因后请重试",

        ["may-be-answered"] = "存储的记录丢失或程序停过一段时间：可能已经回复过，先到平台核对",
        ["answer-unproven"] = $"存储的记录丢失或程序停过一段时间：可能已经回复过，无法确认（{{cause}}）：{Look}",
        ["may-be-hidden"] = "列表中没有，但记录丢失之前发出的回复可能被平台隐藏",
        ["message-may-be-lost"] = "存储的记录丢失：可能已经发出，又无法到平台核对。请标记为手动完成或手动发送；确定没有发出时，可按“没有发出”重试",
        ["welcome-may-be-lost"] = $"存储的记录丢失，加好友时也没有可用的欢迎码：欢迎语可能已经发出，{AskStaff}",

        ["sends-again"] = "重新发送",
        ["looks-first"] = "可能已经发出：先到平台核对，确定没有才重新发送",
        ["said-unsent"] = "人工确认没有发出：重新发送",
        ["read-budget-spent"] = "本分钟的读取次数已用完",
        ["window-missed"] = "对方打开过私信，邀请还没发出窗口就关闭了：请人工发送联系链接并标记已完成；对方再次发来私信时会自动发送",
        ["chat-opened-again"] = "对方再次打开了私信",
        ["no-window-to-replay"] = "私信窗口已关闭，或可发条数已用完：等对方再次发来私信后重试，或人工发送联系链接并标记已完成",
        ["nothing-selected"] = "这个人没有符合所选条件的待处理项",
        ["comment-not-parked"] = "这个账号里，评论 {comment} 的作者没有符合所选条件的待处理项",
        ["key-reused"] = "这个幂等键属于重试任务 {replay}，那里请求的内容不同：换内容时请同时换一个幂等键",

        ["no-welcome-code"] = $"加好友时没有可用的欢迎码：{Material}",
        ["welcome-code-unused"] = $"欢迎码在使用之前已过期：{Material}",
        ["welcome-code-ended"] = $"欢迎码已过期，无法确认欢迎语是否送达：{AskStaff}",
        ["welcome-unknown"] = $"无法确认欢迎语是否送达（{{cause}}）：{AskStaff}",
        ["welcome-failed"] = $"{{cause}}：{Material}",

        ["wording-refused"] = $"方案“{{offer}}”的话术“{{wording}}”不符合规则“{{rule}}”（“{{found}}”）：请修改后重试，或人工处理后标记为手动完成",
        ["offer-removed"] = $"配置中已没有方案“{{offer}}”：{Removed}",
        ["account-removed"] = $"配置中已没有账号“{{account}}”：{Removed}",
        ["account-unknown"] = "配置中没有账号“{account}”",
        ["account-paused"] = "已在配置中暂停",
        ["account-switched-off"] = "已通过开关“{account}”暂停，取消暂停后继续",
        ["grant-ended"] = "平台已终止授权（{cause}），请重新连接账号",

        ["cannot-read-comments"] = $"账号“{{account}}”不能通过接口读取评论：{ByHand}",
        ["cannot-list-replies"] = $"账号“{{account}}”不能通过接口查看回复列表：{ByHand}",
        ["cannot-reply"] = $"账号“{{account}}”不能通过接口回复评论：{ByHand}",
        ["cannot-chat"] = $"账号“{{account}}”不能通过接口发私信：{ByHand}",
        ["cannot-renew-access"] = $"账号“{{account}}”不能通过接口续期授权：{ByHand}",
        ["cannot-welcome"] = $"“{{connector}}”不能通过接口发送欢迎语：{ByHand}",
        ["nobody-welcomes"] = $"加微信的渠道不能通过接口发送欢迎语：{ByHand}",
        ["no-card"] = "账号“{account}”没有配置卡片：请手动发送加微信链接，再标记为手动完成",
        ["no-contact-path"] = "没有配置加微信的渠道：无法邀请",
        ["contact-path-off"] = "方案“{offer}”的加微信渠道“{path}”没有启用：无法邀请",
        ["contact-path-unclear"] = "有多个加微信的渠道（{paths}）：请在方案“{offer}”的 contactPath 中指定一个",

        ["listed-by-receipt"] = "列表中有平台回执对应的回复",
        ["listed-as-ours"] = "列表中有我们的回复",
        ["listed-perhaps"] = "列表中有一条回复，可能是这条，也可能是我们的另一条",
        ["list-incomplete"] = "回复列表没有读完",
        ["list-too-long"] = "回复列表太长",
        ["thread-unknown"] = "不知道它会显示在哪条一级评论下",
        ["comment-not-listed"] = "列表中没有原评论",
        ["not-listed-yet"] = "可能还没有显示在列表中",
        ["none-recognised"] = "还没有在列表中认出过这个账号的回复",
        ["accepted-not-listed"] = "平台已接收，但列表中没有",
        ["replies-hidden"] = "平台会隐藏这个账号的回复：它可能已被接收并隐藏",
        ["too-few-seen"] = "见过的这个账号的回复太少，无法排除被隐藏",
        ["not-listed"] = "列表中没有",
    };
}
