namespace Funnel.Weeks;

/// <summary>The words of the report in one language. What stands in braces is filled in.</summary>
internal sealed record WeekLanguage
{
    public required string Title { get; init; }
    public required string Merchant { get; init; }
    public required string Account { get; init; }
    public required string ThisWeek { get; init; }
    public required string WeekBefore { get; init; }
    public required string Change { get; init; }
    public required string Comments { get; init; }
    public required string Inquiries { get; init; }
    public required string Replied { get; init; }
    public required string Median { get; init; }
    public required string P90 { get; init; }
    public required string WithinMinute { get; init; }
    public required string WithinFiveMinutes { get; init; }
    public required string Added { get; init; }
    public required string Served { get; init; }
    public required string Day1 { get; init; }
    public required string Day7 { get; init; }
    public required string Parked { get; init; }
    public required string Value { get; init; }
    public required string Cost { get; init; }
    public required string CostPerContact { get; init; }
    public required string NotEnough { get; init; }
    public required string BestWording { get; init; }
    public required string BestVideo { get; init; }
    public required string Best { get; init; }
    public required string Before { get; init; }
    public required string NotYet { get; init; }
    public required string OnlyOne { get; init; }
    public required string Open { get; init; }
    public required string Points { get; init; }
    public required IReadOnlyList<string> Units { get; init; }
    public required string Nothing { get; init; }

    public static WeekLanguage Chinese { get; } = new()
    {
        Title = "每周小结 {0}（{1} 至 {2}，对比 {3}）",
        Merchant = "商户 {0}（账号 {1}）",
        Account = "账号 {0}",
        ThisWeek = "本周",
        WeekBefore = "上周",
        Change = "变化",
        Comments = "评论",
        Inquiries = "询问的人",
        Replied = "已回复",
        Median = "回复等待（中位数）",
        P90 = "回复等待（90% 的人不超过）",
        WithinMinute = "60 秒内回复",
        WithinFiveMinutes = "5 分钟内回复",
        Added = "加为联系人",
        Served = "已送达资料",
        Day1 = "1 天后仍在",
        Day7 = "7 天后仍在",
        Parked = "仍等人工处理的人",
        Value = "价值（{0}）",
        Cost = "成本（{0}）",
        CostPerContact = "每个联系人成本（{0}）",
        NotEnough = "数据不足",
        BestWording = "最佳话术 {0}：{1}",
        BestVideo = "最佳视频 {0}：{1}",
        Best = "{0}，{1}（95% 区间 {2}–{3}，{4} 人）",
        Before = "{0}；上周：{1}",
        NotYet = "还看不出来",
        OnlyOne = "只有一个，无从比较",
        Open = "此刻待人工处理：任务 {0} 件，待定评论 {1} 条",
        Points = "个百分点",
        Units = ["秒", "分钟", "小时", "天"],
        Nothing = "这两周没有人询问。",
    };

    public static WeekLanguage English { get; } = new()
    {
        Title = "Week {0} ({1} to {2}, beside {3})",
        Merchant = "Merchant {0} (accounts {1})",
        Account = "Accounts {0}",
        ThisWeek = "this week",
        WeekBefore = "week before",
        Change = "change",
        Comments = "Comments",
        Inquiries = "People who asked",
        Replied = "Replied",
        Median = "Wait for the reply (median)",
        P90 = "Wait for the reply (90 % wait at most)",
        WithinMinute = "Replied within 60 s",
        WithinFiveMinutes = "Replied within 5 min",
        Added = "Became contacts",
        Served = "Have the material",
        Day1 = "Still contacts after a day",
        Day7 = "Still contacts after 7 days",
        Parked = "People who still wait for somebody",
        Value = "Value ({0})",
        Cost = "Cost ({0})",
        CostPerContact = "Cost of a contact ({0})",
        NotEnough = "not enough data",
        BestWording = "Best wording of {0}: {1}",
        BestVideo = "Best video of {0}: {1}",
        Best = "{0}, {1} (95 %: {2}–{3}, {4} people)",
        Before = "{0}; the week before: {1}",
        NotYet = "cannot be told yet",
        OnlyOne = "only one, so there is nothing to compare",
        Open = "To be done by hand at this moment: tasks {0}, comments to decide on {1}",
        Points = "points",
        Units = ["s", "min", "h", "d"],
        Nothing = "Nobody asked in these two weeks.",
    };

    /// <summary>By the name that scripts use; Chinese where none is given.</summary>
    /// <returns>Null when there is no such language.</returns>
    public static WeekLanguage? Find(string name) => name.ToLowerInvariant() switch
    {
        "" or "zh" or "zh-cn" => Chinese,
        "en" => English,
        _ => null,
    };
}
