namespace Funnel.Connectors;

/// <summary>Says who of the merchant's staff somebody is, so that they need no link to sign in to the console: they prove it to the platform, in their browser.</summary>
public interface IStaffSignIn
{
    /// <summary>What the platform calls itself, on a button.</summary>
    /// <param name="language">The page's language, such as <c>zh</c>.</param>
    string TitleIn(string language);

    /// <summary>Where the browser is sent. It comes back to <paramref name="back"/> with <c>state</c>, and with a <c>code</c> unless the person would not.</summary>
    /// <param name="state">Comes back as it is: ASCII letters and digits, at most 64.</param>
    Uri Begin(Uri back, string state);

    /// <summary>Whose code it is. One attempt, for a code works once. <see cref="FailureKind.Rejected"/>: it was used, is over, or never was one.</summary>
    Task<Outcome<StaffIdentity>> Exchange(string code, CancellationToken ct);
}

/// <param name="UserId">The member of staff, as the platform names them; null of somebody who is none of the merchant's.</param>
public sealed record StaffIdentity(string? UserId)
{
    /// <summary>Longest code that is shown to a platform.</summary>
    public const int MaxCode = 512;
}
