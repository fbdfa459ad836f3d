using Funnel.Sandbox.Wire;

namespace Funnel.Sandbox.OceanEngine;

/// <summary>The one app and advertiser of a sandbox, with the Douyin account under which its replies stand.</summary>
internal sealed class Advertiser(Ids ids)
{
    public string Id { get; } = ids.Digits("advertiser", 0);

    /// <summary>Another advertiser of the same merchant, whom a grant covers too.</summary>
    public string Sister { get; } = ids.Digits("advertiser", 1);

    public string AppId { get; } = ids.Digits("app", 0);

    public string Secret { get; } = ids.Hex("secret", 0, 40);

    /// <summary>Its Douyin number, which has nothing to do with the advertiser's id.</summary>
    public string DouyinNumber { get; } = "shop" + ids.Letters("merchant", 0, 8).ToLowerInvariant();

    public string Name { get; } = "沙盒小店";
}
