using Funnel.Replay;
using Funnel.Tasks;

namespace Funnel.Console.Languages;

/// <summary>Texts of what operators do by hand, and have run again.</summary>
public sealed partial record TaskTexts
{
    public required string Page { get; init; }
    public required string Lead { get; init; }
    public required string Keys { get; init; }
    public required string KeysShort { get; init; }
    public required string Empty { get; init; }
    public required string EmptyHint { get; init; }
    public required string EmptyHere { get; init; }
    public required string EmptyHereHint { get; init; }
    public required string AllPutOff { get; init; }
    public required string ToReview { get; init; }
    public required string Causes { get; init; }
    public required string All { get; init; }
    public required string PutOffOnes { get; init; }
    public required string InAll { get; init; }
    public required string NoVideo { get; init; }
    public required string WaitsSince { get; init; }
    public required string ClosesAt { get; init; }
    public required string PutOffUntil { get; init; }
    public required string OnIt { get; init; }
    public required string YouAreOnIt { get; init; }
    public required string Take { get; init; }
    public required string TakeAll { get; init; }
    public required string Copy { get; init; }
    public required string Copied { get; init; }
    public required string CopyFailed { get; init; }
    public required string OwnLink { get; init; }
    public required string QrCode { get; init; }
    public required string Picture { get; init; }
    public required string QrHint { get; init; }
    public required string With { get; init; }
    public required string NotPossible { get; init; }
    public required string NotAnInquiry { get; init; }
    public required string HourLater { get; init; }
    public required string Morning { get; init; }
    public required string GoesLater { get; init; }
    public required string More { get; init; }
    public required string Start { get; init; }
    public required string PersonPage { get; init; }
    public required string PutBack { get; init; }
    public required string FlashNotPossible { get; init; }
    public required string FlashNotAnInquiry { get; init; }
    public required string FlashPutOff { get; init; }
    public required string FlashTaken { get; init; }
    public required string FlashPutBack { get; init; }

    // Many at once
    public required string RunAll { get; init; }
    public required string AgainDry { get; init; }
    public required string AgainDryLead { get; init; }
    public required string AgainReal { get; init; }
    public required string AgainRealLead { get; init; }
    public required string AgainRun { get; init; }
    public required string AgainNone { get; init; }
    public required string AgainCancel { get; init; }
    public required string AgainRefresh { get; init; }
    public required string AgainFirst { get; init; }
    public required string BackToTasks { get; init; }
    public required string Looked { get; init; }
    public required string Result { get; init; }
    public required string FlashCancelled { get; init; }
    public required string FlashOver { get; init; }

    /// <summary>What is to be done.</summary>
    public required IReadOnlyDictionary<TaskKind, string> Kinds { get; init; }
    public required IReadOnlyDictionary<ReplayState, string> States { get; init; }
    public required IReadOnlyDictionary<ReplayOutcome, string> Outcomes { get; init; }
}
