using Funnel.Leads;
using Funnel.Measure.Reports;
using Funnel.Outreach;

namespace Funnel.Console.Languages;

public sealed partial record EffectTexts
{
    public static EffectTexts English { get; } = new()
    {
        Page = "Effect",
        Lead = "How many people each wording and video brought, how long those who came stayed, and how long people waited.",
        Compare = "Compare",
        By = new Dictionary<ReportBy, string>
        {
            [ReportBy.Wording] = "Reply wordings", [ReportBy.Video] = "Videos", [ReportBy.Rule] = "Ways of recognition", [ReportBy.Source] = "Accounts",
        },
        Empty = "Nobody asked in these days",
        EmptyHint = "Try other days. When people have asked and been answered, the ways of doing it are compared here.",
        Offer = "Offer",
        Tried = "Answered",
        RewardOf = "Of these {0}",
        Rewards = new Dictionary<WordingReward, string>
        {
            [WordingReward.Replied] = "got the reply", [WordingReward.Talking] = "opened the chat", [WordingReward.Invited] = "got the invitation", [WordingReward.Added] = "became contacts", [WordingReward.Served] = "got the material",
        },
        Interval = "95% interval",
        IntervalHint = "The bar is where the true share lies with 95% certainty, the mark the estimate. Where bars overlap a lot, the difference may be chance.",
        Best = "Chance to be best",
        Hidden = "Hidden",
        Time = "To the next step (half / nine of ten)",
        Verdict = "Verdict",
        NotEnough = "Not enough data",
        Told = "Can be told now",
        ToldIn = "Can be told in about {0} days",
        NotInAYear = "No difference to be told within a year",
        Gain = "Choosing by effect brought {0} people more than an equal split (95% interval {1} to {2}).",
        FirstWords = "Wording",
        Waits = "How long people waited",
        Wait = "From where to where",
        WaitKinds = new Dictionary<WaitKind, string>
        {
            [WaitKind.Reply] = "Comment → our reply", [WaitKind.Chat] = "Reply → chat opened", [WaitKind.Invitation] = "Chat opened → invitation", [WaitKind.Arrival] = "Invitation → contact",
            [WaitKind.Welcome] = "Contact → welcome", [WaitKind.Contact] = "Reply → contact",
        },
        Half = "Half",
        NineOfTen = "Nine of ten",
        WithinMinute = "Within 60 s",
        WithinFive = "Within 5 min",
        StillWaiting = "Still waiting",
        Stayed = "Who stayed",
        StayedHint = "By the day of becoming a contact. Only people who have had the days count; their number stands in brackets.",
        AddedOn = "Became contacts on",
        Added = "New contacts",
        AfterDays = "After {0} d",
        Left = "Deleted us",
        All = "All",
        TooEarly = "too early",
        More = "{0} more rows are not shown: download the CSV.",
        Seconds = "{0} s",
        Minutes = "{0} min",
        Hours = "{0} h",
        Days = "{0} d",
    };
}
