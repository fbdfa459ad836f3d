using Funnel.Accounts;

namespace Funnel.Console.Languages;

public sealed partial record AccountTexts
{
    public static AccountTexts English { get; } = new()
    {
        Lead = "What each account can do now, what it cannot, and why.",
        Works = "Works",
        NotWorking = "Does not work",
        Connect = "Connect",
        ConnectAgain = "Connect again",
        ConnectHint = "Opens the page of {0} on which you agree; sign in there as this account. You come back here.",
        What = "Ability",
        How = "How it stands",
        LastAt = "Last went well: ",
        Untried = "There, and not needed yet.",
        NotGranted = "The permission {0} is missing: apply for it in the platform's developer console, then connect again.",
        HeardByPolling = "The platform does not push: comments are read by plan.",
        ByHand = "The platform has no API for it: staff does it, see Tasks.",
        HiddenByHand = "The platform has none for programs: hide comments on the platform itself.",
        HandedOver = "The platform has no API for it: hand comments over by file or by HTTP.",
        NeverEnds = "Needs no grant",
        AccessEnds = "The grant ends: ",
        Connected = "The account is connected; what waits goes on within a minute.",
        NotConnected = "The account was not connected",
        Elsewhere = "It was not begun in this browser, was used already, or took more than ten minutes. Connect again.",
        NotAllowed = "Nobody agreed on the platform. Connect again when you want to.",
        Unanswered = "The platform gave no grant: ",
        ToAccounts = "Back to the accounts",
        Abilities = new Dictionary<AbilityKind, string>
        {
            [AbilityKind.ReadComments] = "Read comments",
            [AbilityKind.HearAtOnce] = "Hear of comments at once",
            [AbilityKind.Reply] = "Reply in public",
            [AbilityKind.Message] = "Private messages",
            [AbilityKind.HideComments] = "Hide comments",
            [AbilityKind.RenewAccess] = "Renew access",
        },
        States = new Dictionary<AbilityState, string>
        {
            [AbilityState.Works] = "works",
            [AbilityState.Untried] = "ready",
            [AbilityState.Fails] = "fails",
            [AbilityState.NotGranted] = "no permission",
            [AbilityState.Absent] = "no API",
        },
    };
}
