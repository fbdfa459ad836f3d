using Funnel.Connectors.Http;
using Microsoft.Extensions.Options;

namespace Funnel.Connectors.Kuaishou;

/// <summary>
/// Kuaishou's codes are known from the settings alone; none stands here that was not read anywhere. Any other is a "no" that nothing is known of: of a read it is tried again,
/// of a reply it goes to a person, with the platform's words.
/// </summary>
internal sealed class KuaishouAnswers(IOptions<KuaishouOptions> options, TimeProvider time) : CodedAnswers(KuaishouRegistration.Platform, time)
{
    protected override CodeMeaning? Look(string code) =>
        options.Value.DeadTokenCodes.Contains(code, StringComparer.Ordinal)
            ? new(FailureKind.AuthExpired, "the access token is dead; get another one in the ad developer portal and configure it")
        : options.Value.TooFastCodes.Contains(code, StringComparer.Ordinal) ? new(FailureKind.RateLimited, "calls come too fast")
        : null;
}
