using Funnel.Clocks;

namespace Funnel.Connectors.WeCom;

/// <summary>
/// A link into 微信客服 as a contact path (https://developer.work.weixin.qq.com/document/path/94665): people are talked to without adding anybody. The link is one for all, and the token
/// goes along as <c>scene_param</c>; who entered by it is told in messages that this product does not read, so nobody is known to have arrived.
/// </summary>
internal sealed class CustomerServiceLink(WeComApi api, WeComOptions options, TimeProvider time) : IContactPath
{
    public const string Name = "wecom-kf";

    /// <summary>Where people come from, for the merchant's own statistics: letters, digits, '_' or '-', 32 bytes at most.</summary>
    private const string Scene = "funnel";

    /// <summary>How long a refusal that no waiting repairs is repeated from memory.</summary>
    private static readonly TimeSpan RefusalPause = TimeSpan.FromMinutes(5);

    private readonly SingleFlight<Outcome<Uri>> flight = new();
    private volatile Uri? link;
    private volatile Refusal? refusal;

    public bool MustBeNamed => true;

    public async Task<Outcome<ContactLink>> ContactLink(string token, CancellationToken ct)
    {
        OurLink.CheckToken(token);
        var found = await Get(ct);

        // Nothing else of the address may be changed, so it is not taken apart.
        return found.Failure is { } failure ? failure : new ContactLink(new Uri($"{found.Value.AbsoluteUri}&scene_param={Uri.EscapeDataString(token)}"));
    }

    public async Task<Failure?> Trouble(CancellationToken ct) => (await Get(ct)).Failure;

    private Task<Outcome<Uri>> Get(CancellationToken ct) => link is { } known ? Task.FromResult<Outcome<Uri>>(known) : flight.Run(Ask, ct);

    private async Task<Outcome<Uri>> Ask()
    {
        if (refusal is { } recent && recent.Since.Age(time) < RefusalPause)
        {
            return recent.Failure;
        }

        var answer = await api.Post(Calls.AddServiceLink, new ServiceLinkRequest(options.CustomerService!, Scene), Wire.Default.ServiceLinkRequest, CancellationToken.None);
        var failure = answer.Failure;
        if (failure is null && Uri.TryCreate(answer.Value.Url, UriKind.Absolute, out var url) && url is { Scheme: "https", Query.Length: > 1 })
        {
            return link = url;
        }

        failure ??= ErrorCodes.Unreadable(Effect.Set);
        refusal = failure.Kind.MayRetryRead() ? null : new(failure, TimeMark.Now(time));
        return failure;
    }

    private sealed record Refusal(Failure Failure, TimeMark Since);
}
