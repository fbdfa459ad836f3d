namespace Funnel.Leads;

/// <summary>The turn of something that was held until it may be sent.</summary>
/// <param name="At">When it may be sent: then and a few seconds after.</param>
/// <param name="Account">Whose row holds it.</param>
/// <param name="Key">Of that row.</param>
public sealed record SendTurn(DateTimeOffset At, string Account, string Key)
{
    /// <summary>One that is not used within this time is given anew: a cap that is kept on paper would be broken by many who come late together.</summary>
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(10);

    /// <summary>Whether it may be used now.</summary>
    internal bool IsNow(DateTimeOffset now) => (now - At).Duration() <= Lasts;
}
