using System.Globalization;

namespace Funnel.Connectors.WeCom;

/// <summary>
/// 企业微信Web登录: staff scan a code, or press a button where WeCom runs on the same computer, and come back with a code that says who they are. Anybody of the corp has one, also outside the
/// app's visible range; who may do what is the console's business.
/// </summary>
internal sealed class WeComStaffSignIn(WeComApi api, WeComOptions options) : IStaffSignIn
{
    public string TitleIn(string language) => language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? "企业微信" : "WeCom";

    // https://developer.work.weixin.qq.com/document/path/98152
    public Uri Begin(Uri back, string state) => new(options.SignInUrl, string.Create(
        CultureInfo.InvariantCulture,
        $"wwlogin/sso/login?login_type=CorpApp&appid={Uri.EscapeDataString(options.CorpId)}&agentid={options.AgentId}&redirect_uri={Uri.EscapeDataString(back.AbsoluteUri)}&state={Uri.EscapeDataString(state)}"));

    public async Task<Outcome<StaffIdentity>> Exchange(string code, CancellationToken ct)
    {
        var answer = await api.Send(Calls.StaffIdentity, $"&code={Uri.EscapeDataString(code)}", () => null, ct);
        return answer.Failure is { } failure ? failure
            : answer.Value switch
            {
                { Userid: { Length: > 0 } userId } => new StaffIdentity(userId),
                { Openid.Length: > 0 } => new StaffIdentity(null),
                _ => ErrorCodes.Unreadable(Effect.Read),
            };
    }
}
