using System.Text.RegularExpressions;

namespace Funnel.Sandbox.Douyin;

/// <summary>What the platform does not let through in public replies and in private messages.</summary>
internal static partial class ContentRules
{
    public const int ReplyChars = 100;
    public const int MessageChars = 1000;

    /// <summary>Refused at once: a link or a phone number.</summary>
    public static bool RefusedInPublic(string text) => Link().IsMatch(text) || Phone().IsMatch(text);

    /// <summary>Accepted, and taken away by the audit: it steers people to another platform.</summary>
    public static bool AuditedAway(string text) => Elsewhere().IsMatch(text);

    public static bool HasLink(string text) => Link().IsMatch(text);

    [GeneratedRegex(@"https?://|www\.[a-z0-9]|\b[a-z0-9-]+\.(com|cn|net)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<!\d)1[3-9]\d{9}(?!\d)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Phone();

    [GeneratedRegex(@"微信|薇信|威信|加[vVwW＋+]|(?<![a-z])(vx|wx|wechat)(?![a-z])|二维码", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Elsewhere();
}
