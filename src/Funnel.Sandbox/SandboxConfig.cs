using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Funnel.Sandbox.Douyin;
using Funnel.Sandbox.OfficialAccount;
using Funnel.Sandbox.WeCom;

namespace Funnel.Sandbox;

/// <summary>A configuration with which the host runs against this sandbox: its documented format, filled in.</summary>
internal static class SandboxConfig
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    /// <summary>The same for all seeds: data that a host kept of one goes on with another.</summary>
    private const string TokenKey = "for-sandboxes-only-and-all-of-them";

    /// <summary>How long a call of the host waits for its answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="listLag">How late a reply may be listed.</param>
    /// <param name="account">Null where the host is not to have it.</param>
    public static string Write(Uri root, string announceTo, TimeSpan listLag, Merchant merchant, Grants grants, Corp corp, Account? account)
    {
        var address = root.AbsoluteUri.TrimEnd('/');
        var listed = listLag + TimeSpan.FromSeconds(1);
        var knowable = Patience + listed + TimeSpan.FromSeconds(3); // from the claim to the call passes a moment too
        var config = new JsonObject
        {
            ["host"] = new JsonObject { ["announceTo"] = announceTo, ["messageLease"] = "00:00:05" },
            ["tokenKey"] = TokenKey,
            ["accounts"] = new JsonArray(Account(merchant, grants)),
            ["offers"] = new JsonArray(Offer()),
            ["douyin"] = new JsonObject { ["baseUrl"] = address, ["clientKey"] = merchant.ClientKey, ["clientSecret"] = merchant.ClientSecret, ["timeout"] = Text(Patience), ["replyListLag"] = Text(listed) },
            ["weCom"] = WeCom(address, corp),
            ["console"] = new JsonObject { ["staff"] = new JsonArray(new JsonObject { ["userId"] = corp.Staff, ["name"] = "张三", ["role"] = "admin" }) },
            ["schedules"] = new JsonObject { ["pollComments"] = "*/2 * * * * *", ["keepTokens"] = "*/30 * * * * *", ["reconcile"] = "*/5 * * * * *" },
            ["intake"] = new JsonObject { ["callsPerMinute"] = 1000, ["videosEvery"] = "00:00:02", ["readAtLeastEvery"] = "00:00:30" },
            ["outreach"] = new JsonObject { ["readBackAfter"] = Text(knowable), ["confirmAfter"] = Text(knowable + TimeSpan.FromSeconds(8)), ["firstRetry"] = "00:00:01" },

            // The audience lives an hour in a minute, and many times more people ask than a shop's.
            ["sending"] = new JsonObject
            {
                ["replies"] = Pace(("perMinute", 60_000), ("perVideoPerMinute", 60_000), ("perHour", 10_000_000), ("perDay", 100_000_000)),
                ["messages"] = Pace(("perMinute", 60_000), ("perHour", 10_000_000), ("perDay", 100_000_000)),
                ["perPersonPerDay"] = 100,
                ["stopOnSurge"] = false,
            },
        };
        if (account is not null)
        {
            config["officialAccount"] = new JsonObject
            {
                ["baseUrl"] = address, ["pictureUrl"] = address, ["appId"] = account.AppId, ["secret"] = account.Secret, ["callbackToken"] = account.CallbackToken,
                ["encodingAesKey"] = account.EncodingAesKey,
            };
        }

        return config.ToJsonString(Readable);
    }

    private static string Text(TimeSpan time) => time.ToString("c", CultureInfo.InvariantCulture);

    private static JsonObject Pace(params ReadOnlySpan<(string Name, int Most)> limits)
    {
        var pace = new JsonObject();
        foreach (var (name, most) in limits)
        {
            pace[name] = most;
        }

        return pace;
    }

    private static JsonObject Account(Merchant merchant, Grants grants)
    {
        var (access, refresh) = grants.Current;
        return new JsonObject
        {
            ["id"] = "sandbox-shop",
            ["platform"] = "douyin",
            ["name"] = merchant.Name,
            ["openId"] = merchant.OpenId,
            ["accessToken"] = access,
            ["refreshToken"] = refresh,
            ["card"] = new JsonObject
            {
                ["templateId"] = merchant.CardTemplate,
                ["appId"] = merchant.MiniApp,
                ["path"] = merchant.CardPath,
                ["query"] = "link={link}&title={text}",
            },
        };
    }

    private static JsonObject Offer() => new()
    {
        ["id"] = "guide",
        ["name"] = "资料包",
        ["videos"] = new JsonArray(),
        ["rules"] = new JsonObject { ["contains"] = new JsonArray("资料", "电子版"), ["exact"] = new JsonArray("1"), ["exclude"] = new JsonArray() },
        ["reply"] = new JsonArray(
            "{nick}资料已经准备好啦，点我头像进主页，打开私信就能领取",
            "{nick}有的哦，进我主页打开私信，我发给你",
            "{nick}给你留了一份，点头像打开私信来拿吧",
            "{nick}看到啦，打开私信就能收到资料"),
        ["chat"] = new JsonArray("点这张卡片就能领取资料", "资料在这张卡片里，点开领取", "你要的资料，点卡片就有"),
        ["welcome"] = new JsonArray("你好，这是你要的资料，点开就能看", "欢迎，资料在下面，有问题随时问我"),
        ["materials"] = new JsonArray(new JsonObject
        {
            ["link"] = new JsonObject { ["title"] = "资料包", ["url"] = "https://example.com/guide.pdf", ["description"] = "从零开始的小技巧，一份看完" },
        }),
        ["tags"] = new JsonArray("短视频咨询"),
    };

    private static JsonObject WeCom(string address, Corp corp) => new()
    {
        ["baseUrl"] = address,
        ["corpId"] = corp.Id,
        ["secret"] = corp.Secret,
        ["agentId"] = corp.AgentId,
        ["signIn"] = true,
        ["signInUrl"] = address,
        ["callbackToken"] = corp.CallbackToken,
        ["encodingAesKey"] = corp.EncodingAesKey,
        ["staff"] = new JsonArray(corp.Staff),
    };
}
