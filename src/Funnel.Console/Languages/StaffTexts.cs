namespace Funnel.Console.Languages;

/// <summary>Texts of the pages about operators themselves: who is signed in, and what they did.</summary>
public sealed partial record StaffTexts
{
    public required string PressToSignIn { get; init; }

    // Sign-in by a platform
    public required string SignInBy { get; init; }
    public required string SignInElsewhere { get; init; }
    public required string SignInElsewhereHint { get; init; }
    public required string SignInNotAllowed { get; init; }
    public required string SignInAgainHint { get; init; }
    public required string SignInUnanswered { get; init; }
    public required string SignInUnansweredHint { get; init; }
    public required string SignInStranger { get; init; }
    public required string SignInStrangerHint { get; init; }
    public required string SignInNoRoleHint { get; init; }

    // People
    public required string PeoplePage { get; init; }
    public required string PeopleLead { get; init; }
    public required string PeopleByCompany { get; init; }
    public required string Name { get; init; }
    public required string Role { get; init; }
    public required string RolesExplained { get; init; }
    public required string Merchant { get; init; }
    public required string AllMerchants { get; init; }
    public required string OfAll { get; init; }
    public required string OfAllHint { get; init; }
    public required string MakeLink { get; init; }
    public required string LinkMade { get; init; }
    public required string LinkMadeHint { get; init; }
    public required string LinkWrong { get; init; }
    public required string Sessions { get; init; }
    public required string SignedInAt { get; init; }
    public required string Address { get; init; }
    public required string LastSeen { get; init; }
    public required string ThisSession { get; init; }
    public required string EndSession { get; init; }
    public required string FlashSessionEnded { get; init; }
    public required string FlashSessionGone { get; init; }

    // Log
    public required string LogPage { get; init; }
    public required string LogLead { get; init; }
    public required string LogCaption { get; init; }
    public required string LogEmpty { get; init; }
    public required string LogEmptyHint { get; init; }
    public required string When { get; init; }
    public required string Who { get; init; }
    public required string Action { get; init; }
    public required string OnWhat { get; init; }
    public required string BeforeAfter { get; init; }
    public required string ShowChange { get; init; }
    public required string NotSignedIn { get; init; }
    public required string LookedSoFar { get; init; }
    public required string Newest { get; init; }

    /// <summary>Words of what stands in the audit, by <see cref="Funnel.Audit.AuditActions"/>.</summary>
    public required IReadOnlyDictionary<string, string> Actions { get; init; }

    /// <summary>In words; what a newer version alone knows is shown as it is.</summary>
    public string Of(string action) => Actions.GetValueOrDefault(action, action);
}
