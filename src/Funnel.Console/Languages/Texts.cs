using System.Globalization;
using Funnel.Console.SignIn;
using Funnel.Leads;
using Funnel.Connectors;
using Funnel.Reasons;
using Funnel.Triage;

namespace Funnel.Console.Languages;

/// <summary>Every text of the console in one language. A text is added here first, then in both languages: the compiler asks for it.</summary>
public sealed partial record Texts
{
    /// <summary>BCP 47, for the page's <c>lang</c>.</summary>
    public required string Tag { get; init; }

    /// <summary>Short code in links and cookies.</summary>
    public required string Code { get; init; }

    /// <summary>The other language, in itself.</summary>
    public required string Switch { get; init; }
    public required string MomentFormat { get; init; }
    public required string MomentFormatWithYear { get; init; }

    // The frame of every page
    public required string Skip { get; init; }
    public required string Navigation { get; init; }
    public required string Today { get; init; }
    public required string Review { get; init; }
    public required string Leads { get; init; }
    public required string SignOut { get; init; }
    public required string Live { get; init; }
    public required string LiveLost { get; init; }
    public required string LiveSignedOut { get; init; }
    public required string LivePaused { get; init; }
    public required string BySystem { get; init; }
    public required string MerchantDays { get; init; }

    // Today
    public required string TodayLead { get; init; }
    public required string Day1 { get; init; }
    public required string Day7 { get; init; }
    public required string Day30 { get; init; }
    public required string Span { get; init; }
    public required string CommentsRead { get; init; }
    public required string Asked { get; init; }
    public required string ServedShare { get; init; }
    public required string FunnelCaption { get; init; }
    public required string Step { get; init; }
    public required string People { get; init; }
    public required string OfBefore { get; init; }
    public required string Picture { get; init; }
    public required string UnderWay { get; init; }
    public required string NeedsPerson { get; init; }
    public required string NothingWaits { get; init; }
    public required string ToReview { get; init; }
    public required string ToReviewHint { get; init; }
    public required string ToTasks { get; init; }
    public required string ToTasksHint { get; init; }
    public required string Accounts { get; init; }
    public required string Account { get; init; }
    public required string State { get; init; }
    public required string GrantEnds { get; init; }
    public required string Works { get; init; }
    public required string EndsSoon { get; init; }
    public required string Stopped { get; init; }
    public required string NoAccounts { get; init; }

    // Leads
    public required string LeadsLead { get; init; }
    public required string LeadsCaption { get; init; }
    public required string Filter { get; init; }
    public required string CameTo { get; init; }
    public required string Stage { get; init; }
    public required string Any { get; init; }
    public required string From { get; init; }
    public required string To { get; init; }
    public required string Search { get; init; }
    public required string SearchHint { get; init; }
    public required string Show { get; init; }
    public required string Clear { get; init; }
    public required string Person { get; init; }
    public required string Moved { get; init; }
    public required string NoLeads { get; init; }
    public required string NoLeadsHint { get; init; }
    public required string Found { get; init; }
    public required string Pages { get; init; }
    public required string Newer { get; init; }
    public required string Older { get; init; }
    public required string WaitsForPerson { get; init; }
    public required string Nameless { get; init; }
    public required string TooManyDays { get; init; }

    // One lead
    public required string BackToLeads { get; init; }
    public required string Opened { get; init; }
    public required string TimesAsked { get; init; }
    public required string EffectsCaption { get; init; }
    public required string Friends { get; init; }
    public required string Friend { get; init; }
    public required string FriendCounts { get; init; }
    public required string What { get; init; }
    public required string Attempts { get; init; }
    public required string Text { get; init; }
    public required string Replay { get; init; }
    public required string NotSent { get; init; }
    public required string NotSentSure { get; init; }
    public required string Done { get; init; }
    public required string GiveUp { get; init; }
    public required string GiveUpSure { get; init; }
    public required string PersonalData { get; init; }
    public required string Erase { get; init; }
    public required string EraseHint { get; init; }
    public required string EraseForGood { get; init; }
    public required string EraseSure { get; init; }
    public required string AdminOnly { get; init; }
    public required string Timeline { get; init; }
    public required string DoNotContact { get; init; }
    public required string IsNotContacted { get; init; }
    public required string SetDoNotContact { get; init; }
    public required string SetDoNotContactHint { get; init; }
    public required string SetDoNotContactSure { get; init; }
    public required string LiftDoNotContact { get; init; }
    public required string LiftDoNotContactHint { get; init; }
    public required string LiftDoNotContactSure { get; init; }
    public required string RefusalLifted { get; init; }
    public required string WasAdded { get; init; }
    public required string WasAddedHint { get; init; }
    public required string ConfirmAdded { get; init; }
    public required string WasAddedByHand { get; init; }
    public required string WasNotAddedHint { get; init; }
    public required string WasNotAdded { get; init; }
    public required string FlashAdded { get; init; }
    public required string FlashNotAdded { get; init; }
    public required string Visible { get; init; }
    public required string Hidden { get; init; }
    public required string Video { get; init; }
    public required string By { get; init; }

    // Review
    public required string ReviewLead { get; init; }
    public required string ReviewKeys { get; init; }
    public required string ReviewEmpty { get; init; }
    public required string ReviewEmptyHint { get; init; }
    public required string IsInquiry { get; init; }
    public required string IsChatter { get; init; }
    public required string Chance { get; init; }
    public required string Offer { get; init; }
    public required string NoOffers { get; init; }
    public required string For { get; init; }
    public required string Against { get; init; }
    public required string MoreWait { get; init; }

    // Signing in, refusals
    public required string SignIn { get; init; }
    public required string SignInHow { get; init; }
    public required string SignInEasyAuth { get; init; }
    public required string SignInCompany { get; init; }
    public required string BadCode { get; init; }
    public required string BadCodeHint { get; init; }
    public required string TooManyTries { get; init; }
    public required string TooManyTriesHint { get; init; }
    public required string NoRole { get; init; }
    public required string NoRoleHint { get; init; }
    public required string Missing { get; init; }
    public required string MissingHint { get; init; }
    public required string ViewOnly { get; init; }
    public required string ViewOnlyHint { get; init; }
    public required string Stale { get; init; }
    public required string StaleHint { get; init; }
    public required string ToToday { get; init; }

    // Outcomes of what an operator did
    public required string FlashInquiry { get; init; }
    public required string FlashChatter { get; init; }
    public required string FlashGone { get; init; }
    public required string FlashNoOffer { get; init; }
    public required string FlashReplayed { get; init; }
    public required string FlashLooksFirst { get; init; }
    public required string FlashDone { get; init; }
    public required string FlashResumed { get; init; }
    public required string RepliesStopped { get; init; }
    public required string LetGoOn { get; init; }
    public required string HeldCount { get; init; }
    public required string FlashGivenUp { get; init; }
    public required string FlashNotContacted { get; init; }
    public required string FlashMayContact { get; init; }
    public required string FlashErasing { get; init; }
    public required string Refused { get; init; }

    public required IReadOnlyDictionary<Stage, string> Stages { get; init; }
    public required IReadOnlyDictionary<Exit, string> Exits { get; init; }
    public required IReadOnlyDictionary<RefusalSource, string> RefusalSources { get; init; }
    public required IReadOnlyDictionary<EffectKind, string> Effects { get; init; }
    public required IReadOnlyDictionary<EffectStatus, string> Statuses { get; init; }
    public required IReadOnlyDictionary<LeadEventKind, string> Events { get; init; }
    public required IReadOnlyDictionary<InquiryKind, string> Kinds { get; init; }
    public required IReadOnlyDictionary<Tier, string> Tiers { get; init; }
    public required IReadOnlyDictionary<FailureKind, string> Failures { get; init; }
    public required IReadOnlyDictionary<Role, string> Roles { get; init; }

    /// <summary>Texts of what operators do by hand.</summary>
    public required TaskTexts Tasks { get; init; }

    /// <summary>Texts of the page about the merchant's accounts.</summary>
    public required AccountTexts Connections { get; init; }

    /// <summary>Texts about hiding comments.</summary>
    public required HidingTexts Hiding { get; init; }

    /// <summary>Texts of the page that takes comments over.</summary>
    public required ImportTexts Import { get; init; }

    /// <summary>Texts of the page that says what each action was worth.</summary>
    public required EffectTexts Worth { get; init; }

    /// <summary>Texts of the pages about operators themselves.</summary>
    public required StaffTexts Staff { get; init; }

    /// <summary>Words of reasons by their code; <see cref="ReasonWords"/> fills them in.</summary>
    public required IReadOnlyDictionary<string, string> Reasons { get; init; }

    // Not a field: the order in which fields of a type in several files are made is not fixed.
    public static IReadOnlyList<Texts> All => [Chinese, English];

    /// <summary>By code or by language tag (<c>zh</c>, <c>zh-Hans-CN</c>, <c>en-GB</c>); null for any other.</summary>
    public static Texts? Find(string? code) =>
        All.FirstOrDefault(t => code is not null && (code.Equals(t.Code, StringComparison.OrdinalIgnoreCase) || code.StartsWith(t.Code + "-", StringComparison.OrdinalIgnoreCase)));

    public Texts Other => ReferenceEquals(this, Chinese) ? English : Chinese;

    /// <summary>In words; what a newer version alone knows is shown as it is.</summary>
    /// <param name="format">How times in it are written; null for as they are stored.</param>
    public string Of(Reason reason, Format? format = null) => ReasonWords.Say(reason, Reasons, (name, value) => name switch
    {
        "at" or "until" when format is not null && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) => format.Moment(at),
        "kind" => Enum.TryParse<FailureKind>(value, out var kind) && Failures.TryGetValue(kind, out var word) ? word : value,
        "status" or "to" => Enum.TryParse<EffectStatus>(value, out var status) && Statuses.TryGetValue(status, out var word) ? word : value,
        "effect" => EffectOf(value),
        "source" => Enum.TryParse<RefusalSource>(value, ignoreCase: true, out var source) && RefusalSources.TryGetValue(source, out var word) ? word : value,
        _ => value,
    });

    /// <summary>An effect's name by its id.</summary>
    public string EffectOf(string id) => id switch
    {
        Effect.InviteId => Effects[EffectKind.Invite],
        Effect.WelcomeId => Effects[EffectKind.Welcome],
        Effect.LabelId => Effects[EffectKind.Label],
        Effect.GroupInviteId => Effects[EffectKind.GroupInvite],
        Effect.FollowId => Effects[EffectKind.Follow],
        Effect.RefusalConfirmationId => Effects[EffectKind.RefusalConfirmation],
        _ when id.StartsWith(Effect.RewardId(""), StringComparison.Ordinal) => Effects[EffectKind.Reward],
        _ when id.StartsWith(Effect.ReplyId(""), StringComparison.Ordinal) => Effects[EffectKind.Reply],
        _ => id,
    };
}
