using Funnel.Connectors.Http;

namespace Funnel.Connectors.OceanEngine;

/// <summary>
/// What Ocean Engine's codes mean for us. Three public client libraries repeat the platform's table in the same words; it was not read on the platform's own pages,
/// and comments have no codes of their own in it.
/// </summary>
internal sealed class OceanEngineAnswers(TimeProvider time) : CodedAnswers(OceanEngineRegistration.Platform, time)
{
    private static readonly Dictionary<string, CodeMeaning> Rows = new(StringComparer.Ordinal)
    {
        ["40100"] = new(FailureKind.RateLimited, "calls come too fast"),
        ["61002"] = new(FailureKind.QuotaExhausted, "the developer's calls of the day are used up"),

        ["40102"] = new(FailureKind.AuthExpired, "the access token has expired"),
        ["40103"] = new(FailureKind.AuthExpired, "the refresh token has expired; connect the account again"),
        ["40104"] = new(FailureKind.AuthExpired, "the access token is missing"),
        ["40105"] = new(FailureKind.AuthExpired, "the access token is invalid"),
        ["40107"] = new(FailureKind.AuthExpired, "the refresh token is invalid; connect the account again"),

        ["40002"] = new(FailureKind.Forbidden, "no permission; the app needs comment management, and the advertiser has to grant it"),
        ["40101"] = new(FailureKind.Forbidden, "the app is not admitted"),
        ["40106"] = new(FailureKind.Forbidden, "the account cannot sign in"),
        ["40300"] = new(FailureKind.Forbidden, "the advertiser is not active"),
        ["40301"] = new(FailureKind.Forbidden, "the advertiser is blocked"),

        ["40000"] = new(FailureKind.Rejected, "a parameter is wrong"),
        ["40001"] = new(FailureKind.Rejected, "a parameter is wrong"),
        ["40003"] = new(FailureKind.Rejected, "a filter is wrong"),
        ["40108"] = new(FailureKind.Rejected, "the kind of grant is wrong"),

        ["50000"] = new(FailureKind.Transient, "the platform failed"),
    };

    public static IReadOnlyCollection<string> Codes => Rows.Keys;

    protected override CodeMeaning? Look(string code) => Rows.TryGetValue(code, out var row) ? row : null;
}
