using Microsoft.AspNetCore.Http;

namespace Funnel.Functions.Http;

/// <summary>Who makes a request that is authorised by a key, as its <c>From</c> says: for journals and audits.</summary>
internal static class Caller
{
    private const int MaxChars = 100;

    /// <summary>What is wrong where <see cref="Read"/> knows nobody.</summary>
    public static string Wrong { get; } = $"From must be at most {MaxChars} printable characters: who makes the change";

    /// <param name="nobody">The name of whoever does not give one.</param>
    /// <returns>Null when the header holds what is no name.</returns>
    public static string? Read(HttpRequest request, string nobody)
    {
        var by = request.Headers.From.ToString();
        return by.Length > MaxChars || by.Any(c => char.IsControl(c) || char.IsSurrogate(c)) ? null
            : string.IsNullOrWhiteSpace(by) ? nobody : by.Trim();
    }
}
