using Funnel.Sandbox.Wire;

namespace Funnel.Sandbox.WeCom;

/// <summary>The one corp, app and staff member of a sandbox.</summary>
internal sealed class Corp(Ids ids)
{
    public string Id { get; } = "ww" + ids.Hex("corp", 0, 16);

    public string Secret { get; } = ids.Letters("corp-secret", 0, 43);

    public int AgentId { get; } = 1000002;

    public string CallbackToken { get; } = ids.Letters("callback-token", 0, 24);

    /// <summary>43 letters and digits; the 43 characters of 32 bytes, so that it decodes without left-over bits.</summary>
    public string EncodingAesKey { get; } = ids.Letters("aes-key", 0, 43);

    public string Staff { get; } = "zhangsan";

    public bool Has(string? userId) => string.Equals(userId, Staff, StringComparison.Ordinal);
}
