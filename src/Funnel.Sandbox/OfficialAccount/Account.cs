using Funnel.Sandbox.Wire;

namespace Funnel.Sandbox.OfficialAccount;

/// <summary>The one Official Account of a sandbox.</summary>
internal sealed class Account(Ids ids)
{
    public string AppId { get; } = "wx" + ids.Hex("official-account", 0, 16);

    public string Secret { get; } = ids.Hex("official-account-secret", 0, 32);

    public string UserName { get; } = "gh_" + ids.Hex("official-account-name", 0, 12);

    public string CallbackToken { get; } = ids.Letters("official-account-token", 0, 24);

    /// <summary>43 letters and digits; the 43 characters of 32 bytes, so that it decodes without left-over bits.</summary>
    public string EncodingAesKey { get; } = ids.Letters("official-account-key", 0, 43);
}
