using Funnel.Connectors.Http;

namespace Funnel.Connectors.TikTok;

/// <summary>
/// What TikTok's codes mean for us. They come with HTTP 200, also when the token is dead. The table is general knowledge of the Business API, which its users repeat; it was not
/// read on the platform's own pages, and comments and messages have no codes of their own in it.
/// </summary>
internal sealed class TikTokAnswers(TimeProvider time) : CodedAnswers(TikTokRegistration.Platform, time)
{
    private static readonly Dictionary<string, CodeMeaning> Rows = new(StringComparer.Ordinal)
    {
        ["40100"] = new(FailureKind.RateLimited, "calls come too fast"),
        ["51021"] = new(FailureKind.RateLimited, "calls come too fast"),

        ["40102"] = new(FailureKind.AuthExpired, "the access token has expired"),
        ["40103"] = new(FailureKind.AuthExpired, "the refresh token has expired; connect the account again"),
        ["40104"] = new(FailureKind.AuthExpired, "the access token is missing"),
        ["40105"] = new(FailureKind.AuthExpired, "the access token is incorrect or was withdrawn"),
        ["40107"] = new(FailureKind.AuthExpired, "the refresh token is invalid; connect the account again"),

        ["40001"] = new(FailureKind.Forbidden, "no permission; the app needs it from its review, and the merchant has to grant it"),
        ["40101"] = new(FailureKind.Forbidden, "app and secret do not belong together, or the app is not admitted"),

        ["40000"] = new(FailureKind.Rejected, "a parameter is wrong"),
        ["40002"] = new(FailureKind.Rejected, "a parameter is wrong"),
        ["40110"] = new(FailureKind.Rejected, "the code was used, or is over"),

        ["50000"] = new(FailureKind.Transient, "the platform failed"),
    };

    protected override bool StatusDecides => true;

    protected override CodeMeaning? Look(string code) => Rows.TryGetValue(code, out var row) ? row : null;
}
