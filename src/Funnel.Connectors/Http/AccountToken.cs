namespace Funnel.Connectors.Http;

/// <summary>The token that a call goes out with.</summary>
internal static class AccountToken
{
    /// <exception cref="ArgumentException">The account has no id on the platform, or its token is none that a header may hold.</exception>
    public static string Of(SourceAccount account)
    {
        ArgumentException.ThrowIfNullOrEmpty(account.OpenId, nameof(account));
        return account.AccessToken is { Length: > 0 } token && token.All(c => c is > ' ' and <= '~')
            ? token
            : throw new ArgumentException("The access token is empty or holds characters that no token has.", nameof(account));
    }
}
