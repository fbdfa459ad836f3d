using Funnel.Outreach;

namespace Funnel.Console.Landing;

/// <summary>What stands on the page.</summary>
/// <param name="Contact">Where the person becomes a contact: a link, or a picture; null where there is nothing to show but <paramref name="Hint"/>.</param>
public sealed record LandingView(LandingWords Words, string Title, HandedOut? Contact, string Hint = "");

/// <summary>The page's words in one language.</summary>
public sealed record LandingWords(string Tag, string How, string HowByPicture, string Go, string Code, string Scan, string Missing, string MissingHint, string Busy)
{
    private static readonly LandingWords Chinese = new(
        "zh-CN", "点击按钮添加微信，通过后马上发给你。", "扫下面的二维码添加，通过后马上发给你。", "添加微信领取", "添加微信的二维码", "在微信里打开时，长按二维码识别；在电脑上看到时，用微信扫一扫。",
        "链接已失效", "这个链接不完整，或者已经失效。请回到原来的视频或私信，再点一次。", "暂时打不开，请过一会儿再试。");

    private static readonly LandingWords English = new(
        "en", "Add us on WeChat with this button: you get it as soon as that is done.", "Scan this code with WeChat: you get it as soon as that is done.", "Add on WeChat", "QR code that adds us on WeChat",
        "In WeChat, press the code and hold; on a computer, scan it with WeChat.",
        "This link does not work", "The link is cut or no longer valid. Go back to the video or the message and open it again.", "It cannot be opened at the moment. Try again in a while.");

    /// <param name="accepted">The header Accept-Language: whose first language is no Chinese reads English; who names none reads Chinese.</param>
    public static LandingWords For(string? accepted) => string.IsNullOrWhiteSpace(accepted) || accepted.TrimStart().StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese : English;
}
