using Funnel.Sandbox.Wire;

namespace Funnel.Sandbox.Douyin;

/// <summary>The one app, merchant account and card of a sandbox.</summary>
internal sealed class Merchant(SandboxOptions options, Ids ids)
{
    public string ClientKey { get; } = options.ClientKey ?? "aw" + ids.Letters("client-key", 0, 14).ToLowerInvariant();

    public string ClientSecret { get; } = options.ClientSecret ?? ids.Hex("client-secret", 0, 32);

    public string OpenId { get; } = ids.GuidShaped("merchant", 0);

    public string Name { get; } = "沙盒小店";

    public string CardTemplate { get; } = "tpl_" + ids.Hex("card", 0, 16);

    public string MiniApp { get; } = "tt" + ids.Hex("mini-app", 0, 16);

    public string CardPath { get; } = "pages/contact/index";
}
