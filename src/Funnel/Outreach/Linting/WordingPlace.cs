namespace Funnel.Outreach.Linting;

/// <summary>Where a wording is said. Each place has its own rules.</summary>
public enum WordingPlace
{
    /// <summary>The public reply: anybody reads it, and the platform's moderation does.</summary>
    Reply = 1,

    /// <summary>The card in the private chat.</summary>
    Chat,

    /// <summary>The welcome in WeChat, which has left the platform already.</summary>
    Welcome,
}
