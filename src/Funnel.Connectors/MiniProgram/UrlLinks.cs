using System.Text.Json.Serialization;
using Funnel.Connectors.WeChat;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Connectors.MiniProgram;

/// <summary>
/// A URL link for each person, which opens the merchant's mini program from outside WeChat with the person's token in the page's query
/// (https://developers.weixin.qq.com/miniprogram/dev/server/API/qrcode-link/url-link/api_generateurllink.html). Who opened it, or went on from there, is told to nobody but the mini
/// program itself, so an offer has to name this path.
/// </summary>
internal sealed class UrlLinks(
    [FromKeyedServices(MiniProgramOptions.SectionName)] Api api, [FromKeyedServices(MiniProgramOptions.SectionName)] StableToken token, MiniProgramOptions options, TimeProvider time)
    : IContactPath, IReadiness
{
    /// <summary>Longest token, in characters: the query has 1,024 in all.</summary>
    private const int MaxToken = 64;

    /// <summary>The link ends after a number of days.</summary>
    private const int ByInterval = 1;

    private readonly HandedLinks links = new(time);

    public bool MustBeNamed => true;

    public Task<Failure?> Trouble(CancellationToken ct) => Task.FromResult(links.Refused);

    public Task<Outcome<ContactLink>> ContactLink(string token, CancellationToken ct) => links.Get(token, MaxToken, () => Make(token, ct));

    public Task<Outcome<Done>> Prepare(IReadOnlyList<Material> materials, CancellationToken ct) => token.Prepare(ct);

    private async Task<Outcome<(Uri Link, TimeSpan Life)>> Make(string person, CancellationToken ct)
    {
        var days = (int)options.LinkLife.TotalDays;
        var request = new LinkRequest(options.Page, options.Query.Replace(MiniProgramOptions.Token, person, StringComparison.Ordinal), ByInterval, days);
        var answer = await api.Post("wxa/generate_urllink", request, LinkJson.Default.LinkRequest, LinkJson.Default.LinkAnswer, isSend: false, ct);
        return answer.Failure is { } failure ? failure
            : Uri.TryCreate(answer.Value.UrlLink, UriKind.Absolute, out var link) && string.Equals(link.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal) ? (link, TimeSpan.FromDays(days))
            : ErrorCodes.Unreadable(isSend: false);
    }
}

internal sealed record LinkRequest(string Path, string Query, int ExpireType, int ExpireInterval);

internal sealed record LinkAnswer(string? UrlLink) : Answer;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString, Converters = [typeof(LenientText)])]
[JsonSerializable(typeof(LinkRequest))]
[JsonSerializable(typeof(LinkAnswer))]
internal sealed partial class LinkJson : JsonSerializerContext;
