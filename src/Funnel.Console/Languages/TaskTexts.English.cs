using Funnel.Replay;
using Funnel.Tasks;

namespace Funnel.Console.Languages;

public sealed partial record TaskTexts
{
    public static TaskTexts English { get; } = new()
    {
        Page = "Tasks",
        Lead = "What a person has to do: what closes soon first, then who waits longest, video by video.",
        Keys = "J next, K back, C copy, D done, X not possible, N no inquiry, Z in an hour, ? this help. Keys work while the list has the focus.",
        KeysShort = "Keys: J K C D X N Z, ? for help",
        Empty = "Nothing to do",
        EmptyHint = "What a platform refused, what nobody can tell the outcome of, and what can only be done by hand appears here.",
        EmptyHere = "None of these",
        EmptyHereHint = "They were all decided, or there never were any.",
        AllPutOff = "Everything left was put off: it comes back by itself.",
        ToReview = "To the comments to review",
        Causes = "By cause",
        All = "All",
        PutOffOnes = "Put off",
        InAll = "{0} tasks",
        NoVideo = "Without a video",
        WaitsSince = "waits since",
        ClosesAt = "chat closes",
        PutOffUntil = "put off until",
        OnIt = "{0} is on it until {1}",
        YouAreOnIt = "You are on it until {0}",
        Take = "I am on it",
        TakeAll = "I do all of these",
        Copy = "Copy",
        Copied = "Copied",
        CopyFailed = "Select and copy by hand",
        OwnLink = "This person's own link",
        QrCode = "QR code",
        Picture = "Picture of the QR code to send",
        QrHint = "QR code of this person's own contact link",
        With = "With it:",
        NotPossible = "Not possible",
        NotAnInquiry = "No inquiry",
        HourLater = "In an hour",
        Morning = "Tomorrow morning",
        GoesLater = "Something is in its way now: run again, it goes out when that has passed.",
        More = "More tasks",
        Start = "From the beginning",
        PutBack = "Put it back",
        FlashNotPossible = "Recorded as not possible.",
        FlashNotAnInquiry = "Recorded as no inquiry; what was wanted is dropped, and the account learned it.",
        FlashPutOff = "Put off: it comes back by itself.",
        FlashTaken = "It is yours for five minutes.",
        FlashPutBack = "Put back: it waits as before.",

        RunAll = "Run all like this again…",
        AgainDry = "Dry run",
        AgainDryLead = "What would become of each now. Nothing was sent or changed.",
        AgainReal = "Run again",
        AgainRealLead = "What became of each. What is queued goes out at its pace.",
        AgainRun = "Run these {0} again",
        AgainNone = "None of them can be run again now; the table says why.",
        AgainCancel = "Cancel",
        AgainRefresh = "Refresh",
        AgainFirst = "The first {0} of {1}",
        BackToTasks = "Tasks",
        Looked = "People looked at",
        Result = "What comes of it",
        FlashCancelled = "Cancelled: what was not begun is not begun.",
        FlashOver = "It was over already.",
        Kinds = new Dictionary<TaskKind, string>
        {
            [TaskKind.Reply] = "Reply by hand",
            [TaskKind.Message] = "Send a message by hand",
            [TaskKind.Welcome] = "Greet the new contact",
            [TaskKind.Label] = "Tag the contact",
            [TaskKind.Check] = "Look whether it was sent",
        },
        States = new Dictionary<ReplayState, string>
        {
            [ReplayState.Queued] = "Waiting to begin",
            [ReplayState.Running] = "Running",
            [ReplayState.Done] = "Finished",
            [ReplayState.Cancelled] = "Cancelled",
            [ReplayState.Failed] = "Failed",
        },
        Outcomes = new Dictionary<ReplayOutcome, string>
        {
            [ReplayOutcome.Send] = "Sent again",
            [ReplayOutcome.Look] = "Looked for first",
            [ReplayOutcome.Refused] = "Stays a task",
            [ReplayOutcome.NotFound] = "Not found",
        },
    };
}
