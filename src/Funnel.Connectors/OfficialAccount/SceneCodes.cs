using Funnel.Connectors.WeChat;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Connectors.OfficialAccount;

/// <summary>
/// A temporary QR code for each person, whose scene is their token (https://developers.weixin.qq.com/doc/service/api/qrcode/qrcodes/api_createqrcode). Permanent ones are no way: there may
/// be 100,000 in all.
/// </summary>
internal sealed class SceneCodes(
    [FromKeyedServices(OfficialAccountOptions.SectionName)] Api api, [FromKeyedServices(OfficialAccountOptions.SectionName)] StableToken token, OfficialAccountOptions options, TimeProvider time)
    : IContactPath, IReadiness
{
    /// <summary>Longest scene, in characters.</summary>
    private const int MaxScene = 64;

    private readonly HandedLinks codes = new(time);

    public ContactForm Form => ContactForm.Picture;

    public Task<Failure?> Trouble(CancellationToken ct) => Task.FromResult(codes.Refused);

    public Task<Outcome<ContactLink>> ContactLink(string token, CancellationToken ct) => codes.Get(token, MaxScene, () => Make(token, ct));

    public Task<Outcome<Done>> Prepare(IReadOnlyList<Material> materials, CancellationToken ct) => token.Prepare(ct);

    private async Task<Outcome<(Uri Link, TimeSpan Life)>> Make(string scene, CancellationToken ct)
    {
        var life = (long)options.CodeLife.TotalSeconds;
        var request = new CodeRequest(life, "QR_STR_SCENE", new SceneInfo(new Scene(scene)));
        var answer = await api.Post("cgi-bin/qrcode/create", request, AccountJson.Default.CodeRequest, AccountJson.Default.CodeAnswer, isSend: false, ct);
        return answer.Failure is { } failure ? failure
            : answer.Value.Ticket is { Length: > 0 } ticket ? (Picture(ticket), TimeSpan.FromSeconds(Math.Clamp(answer.Value.ExpireSeconds, 0, life)))
            : ErrorCodes.Unreadable(isSend: false);
    }

    private Uri Picture(string ticket) => new(options.PictureUrl, "cgi-bin/showqrcode?ticket=" + Uri.EscapeDataString(ticket));
}
