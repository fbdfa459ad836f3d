using Funnel.Sandbox.Faults;
using Funnel.Sandbox.Wire;

namespace Funnel.Sandbox.Douyin;

/// <summary>The one app, merchant account and card of a sandbox.</summary>
internal sealed class Merchant(SandboxOptions options, Ids ids, FaultDeck faults)
{
    private readonly string listed = ids.GuidShaped("merchant-listed", 0);
    private readonly string told = ids.GuidShaped("merchant-told", 0);

    public string ClientKey { get; } = options.ClientKey ?? "aw" + ids.Letters("client-key", 0, 14).ToLowerInvariant();

    public string ClientSecret { get; } = options.ClientSecret ?? ids.Hex("client-secret", 0, 32);

    public string OpenId { get; } = ids.GuidShaped("merchant", 0);

    /// <summary>The id under which reply lists show the merchant.</summary>
    public string ListedId => Differs ? listed : OpenId;

    /// <summary>The id under which webhooks tell of the merchant's replies: in some sandboxes that of the lists, in others a third one.</summary>
    public string ToldId => !Differs ? OpenId : faults.Way(SandboxFaults.OwnIdDiffers, "told", 2) == 0 ? listed : told;

    /// <summary>Whom such a webhook says it is from: in some sandboxes the account itself.</summary>
    public string FromId => faults.Way(SandboxFaults.OwnIdDiffers, "from", 2) == 0 ? OpenId : ToldId;

    private bool Differs => faults.Holds(SandboxFaults.OwnIdDiffers, "merchant");

    public string Name { get; } = "沙盒小店";

    public string CardTemplate { get; } = "tpl_" + ids.Hex("card", 0, 16);

    public string MiniApp { get; } = "tt" + ids.Hex("mini-app", 0, 16);

    public string CardPath { get; } = "pages/contact/index";
}
