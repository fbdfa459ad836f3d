using System.Collections.Concurrent;
using Funnel.Clocks;

namespace Funnel.Connectors.OfficialAccount;

/// <summary>
/// A temporary QR code for each person, whose scene is their token (https://developers.weixin.qq.com/doc/service/api/qrcode/qrcodes/api_createqrcode). Making one costs nothing but one
/// of the day's calls, so nothing is stored: it is kept in memory while it is good, and made again afterwards or elsewhere. Permanent ones are no way: there may be 100,000 in all.
/// </summary>
internal sealed class SceneCodes(Api api, StableToken token, OfficialAccountOptions options, TimeProvider time) : IContactPath, IReadiness
{
    /// <summary>Longest scene, in characters.</summary>
    private const int MaxScene = 64;
    private const int Remembered = 10_000;

    /// <summary>How long a code must be good for at least when it is shown: people take their time.</summary>
    private static readonly TimeSpan LeastLeft = TimeSpan.FromHours(12);

    /// <summary>How long a refusal that no waiting repairs is repeated from memory: everybody would be refused again, and offers have other paths.</summary>
    private static readonly TimeSpan RefusalPause = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Code> codes = new(StringComparer.Ordinal);
    private volatile Refusal? refusal;

    public ContactForm Form => ContactForm.Picture;

    private Failure? Refused => refusal is { } recent && recent.Since.Age(time) < RefusalPause ? recent.Failure : null;

    public Task<Failure?> Trouble(CancellationToken ct) => Task.FromResult(Refused);

    public async Task<Outcome<ContactLink>> ContactLink(string token, CancellationToken ct)
    {
        if (token.Length is 0 or > MaxScene || !token.All(char.IsAsciiLetterOrDigit))
        {
            throw new ArgumentException($"A token is 1–{MaxScene} letters and digits.", nameof(token));
        }

        if (codes.TryGetValue(token, out var known) && known.Made.Age(time) < known.Life - LeastLeft)
        {
            return new ContactLink(Picture(known.Ticket));
        }

        if (Refused is { } refused)
        {
            return refused;
        }

        var (asked, life) = (TimeMark.Now(time), (long)options.CodeLife.TotalSeconds);
        var request = new CodeRequest(life, "QR_STR_SCENE", new SceneInfo(new Scene(token)));
        var answer = await api.Post("cgi-bin/qrcode/create", request, AccountJson.Default.CodeRequest, AccountJson.Default.CodeAnswer, isSend: false, ct);
        var failure = answer.Failure ?? (answer.Value.Ticket is { Length: > 0 } ? null : ErrorCodes.Unreadable(isSend: false));
        if (failure is not null)
        {
            refusal = failure.Kind.MayRetryRead() ? null : new(failure, asked);
            return failure;
        }

        refusal = null;
        if (codes.Count >= Remembered)
        {
            codes.Clear();
        }

        codes[token] = new(answer.Value.Ticket!, asked, TimeSpan.FromSeconds(Math.Clamp(answer.Value.ExpireSeconds, 0, life)));
        return new ContactLink(Picture(answer.Value.Ticket!));
    }

    /// <summary>Has a token ready, and finds out early when there is none to be had.</summary>
    public async Task<Outcome<Done>> Prepare(IReadOnlyList<Material> materials, CancellationToken ct) => (await token.Get(ct)).Failure is { } failure ? failure : default(Done);

    private Uri Picture(string ticket) => new(options.PictureUrl, "cgi-bin/showqrcode?ticket=" + Uri.EscapeDataString(ticket));

    private sealed record Code(string Ticket, TimeMark Made, TimeSpan Life);

    private sealed record Refusal(Failure Failure, TimeMark Since);
}
