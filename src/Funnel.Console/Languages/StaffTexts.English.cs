using Funnel.Audit;

namespace Funnel.Console.Languages;

public sealed partial record StaffTexts
{
    public static StaffTexts English { get; } = new()
    {
        PressToSignIn = "This link signs you in once, in this browser. Press the button to use it.",

        PeoplePage = "People",
        PeopleLead = "Who is signed in, and from where.",
        PeopleByCompany = "People sign in with their company accounts; their roles are given there.",
        Name = "Name",
        Role = "Role",
        RolesExplained = "A viewer only looks. An operator decides, runs again and gives up. An admin may do everything, and says who may sign in.",
        MakeLink = "Make a one-time link",
        LinkMade = "One-time link",
        LinkMadeHint = "It signs in once, within ten minutes. Give it to this person alone; it is not shown again.",
        LinkWrong = "No link was made: give a name without control characters, other than the product's own, and a role.",
        Sessions = "Sessions, the last used first",
        SignedInAt = "Signed in",
        Address = "Address",
        LastSeen = "Last seen",
        ThisSession = "this one",
        EndSession = "End session",
        FlashSessionEnded = "The session was ended.",
        FlashSessionGone = "There is no such session, or it is not yours.",

        LogPage = "Log",
        LogLead = "Who did what, when, and what was refused. Lines are only ever added.",
        LogCaption = "Newest first",
        LogEmpty = "Nothing was done",
        LogEmptyHint = "No line matches: try other days, or clear the filter.",
        When = "When",
        Who = "Who",
        Action = "Action",
        OnWhat = "On what",
        BeforeAfter = "Before and after",
        ShowChange = "Show the change…",
        NotSignedIn = "not signed in",
        LookedSoFar = "Nothing found in the lines looked at so far. Older ones may match.",
        Newest = "Newest",
        Actions = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [AuditActions.SignedIn] = "Signed in",
            [AuditActions.SignedOut] = "Signed out",
            [AuditActions.SignInFailed] = "Sign-in failed",
            [AuditActions.LinkMade] = "Made a one-time link",
            [AuditActions.SessionRevoked] = "Ended a session",
            [AuditActions.ActionRefused] = "Refused: the role does not allow it",
            [AuditActions.SettingChanged] = "Changed a setting",
            [AuditActions.SettingDeleted] = "Deleted a setting",
            [AuditActions.ReviewInquiry] = "Review: an inquiry",
            [AuditActions.ReviewChatter] = "Review: no inquiry",
            [AuditActions.StepReplayed] = "Ran a step again",
            [AuditActions.StepReplayedUnsent] = "Ran a step again as not sent",
            [AuditActions.StepDoneByHand] = "Did a step by hand",
            [AuditActions.StepGivenUp] = "Gave a step up",
            [AuditActions.ReplayStarted] = "Started a replay of many",
            [AuditActions.ReplayCancelled] = "Cancelled a replay",
            [AuditActions.PersonErased] = "Had a person erased",
            [AuditActions.RepliesResumed] = "Let replies go on",
            [AuditActions.DoNotContactSet] = "Left a person alone",
            [AuditActions.DoNotContactLifted] = "Let a person be contacted again",
            [AuditActions.PoisonRequeued] = "Put failed messages back",
            [AuditActions.KeyRefused] = "Refused: no key, or a wrong one",
            [AuditActions.WebhookRefused] = "Refused: not the platform's message",
        },
    };
}
