namespace Funnel.Leads;

/// <summary>From which stage to which somebody waits, or is waited for.</summary>
public enum WaitKind
{
    /// <summary>From the comment to our reply; the comment by its platform's time, not by when we read it.</summary>
    Reply,

    /// <summary>From our reply to the person's opening of the chat.</summary>
    Chat,

    /// <summary>From the opening of the chat to the invitation.</summary>
    Invitation,

    /// <summary>From the invitation to being added.</summary>
    Arrival,

    /// <summary>From being added to the welcome.</summary>
    Welcome,

    /// <summary>From our reply to being added, by whatever way.</summary>
    Contact,
}
