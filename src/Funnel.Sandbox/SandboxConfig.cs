using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Funnel.Sandbox.OfficialAccount;
using Funnel.Sandbox.Sources;
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
    /// <param name="group">Null where the host is to know of no groups, and of no friends.</param>
    public static string Write(Uri root, string announceTo, TimeSpan listLag, IReadOnlyList<ISource> sources, Corp corp, Account? account, Group? group, TimeSpan friendsStay)
    {
        var host = new HostSide(root.AbsoluteUri.TrimEnd('/'), Patience, listLag + TimeSpan.FromSeconds(1));
        var knowable = Patience + host.Listed + TimeSpan.FromSeconds(3); // from the claim to the call passes a moment too
        var config = new JsonObject
        {
            ["host"] = new JsonObject { ["announceTo"] = announceTo, ["messageLease"] = "00:00:05" },
            ["tokenKey"] = TokenKey,
            ["accounts"] = new JsonArray([.. sources.Select(Account)]),
            ["offers"] = new JsonArray([.. Offers(sources)]),
        };
        foreach (var source in sources)
        {
            if (source.Settings(host) is { } settings)
            {
                config[source.Name] = settings;
            }
        }

        config["weCom"] = WeCom(host.Address, corp);
        if (account is not null)
        {
            config["officialAccount"] = new JsonObject
            {
                ["baseUrl"] = host.Address, ["pictureUrl"] = host.Address, ["appId"] = account.AppId, ["secret"] = account.Secret, ["callbackToken"] = account.CallbackToken,
                ["encodingAesKey"] = account.EncodingAesKey,
            };
        }

        if (group is not null)
        {
            config["groups"] = new JsonArray(new JsonObject { ["id"] = "talk", ["groups"] = new JsonArray(group.Id), ["newGroupName"] = group.Name, ["readEvery"] = "00:00:10" });
            config["weCom"]!["pictureUrl"] = host.Address;
            foreach (var offer in config["offers"]!.AsArray())
            {
                offer!["group"] = "talk";
                offer["referral"] = new JsonObject
                {
                    ["friends"] = 2, ["words"] = "带两位朋友来，再送你一份进阶资料，把这个链接转给他们：{link}", ["reward"] = "谢谢你带朋友来，进阶资料在这里", ["stay"] = HostSide.Text(friendsStay),
                };
            }
        }

        config["console"] = new JsonObject { ["staff"] = new JsonArray(new JsonObject { ["userId"] = corp.Staff, ["name"] = "张三", ["role"] = "admin" }) };
        config["schedules"] = new JsonObject { ["pollComments"] = "*/2 * * * * *", ["keepTokens"] = "*/30 * * * * *", ["reconcile"] = "*/5 * * * * *" };
        config["intake"] = new JsonObject { ["callsPerMinute"] = 1000, ["videosEvery"] = "00:00:02", ["readAtLeastEvery"] = "00:00:30" };
        config["outreach"] = new JsonObject { ["readBackAfter"] = HostSide.Text(knowable), ["confirmAfter"] = HostSide.Text(knowable + TimeSpan.FromSeconds(8)), ["firstRetry"] = "00:00:01" };

        // The audience lives an hour in a minute, and many times more people ask than a shop's.
        config["sending"] = new JsonObject
        {
            ["replies"] = Pace(("perMinute", 60_000), ("perVideoPerMinute", 60_000), ("perHour", 10_000_000), ("perDay", 100_000_000)),
            ["messages"] = Pace(("perMinute", 60_000), ("perHour", 10_000_000), ("perDay", 100_000_000)),
            ["perPersonPerDay"] = 100,
            ["stopOnSurge"] = false,
        };
        return config.ToJsonString(Readable);
    }

    private static JsonObject Pace(params ReadOnlySpan<(string Name, int Most)> limits)
    {
        var pace = new JsonObject();
        foreach (var (name, most) in limits)
        {
            pace[name] = most;
        }

        return pace;
    }

    private static JsonObject Account(ISource source)
    {
        var account = new JsonObject { ["id"] = SandboxSources.AccountOf(source.Name), ["platform"] = source.Name };
        source.Describe(account);
        return account;
    }

    /// <summary>One promise, said in other words where people cannot come into a private chat.</summary>
    private static IEnumerable<JsonObject> Offers(IReadOnlyList<ISource> sources)
    {
        var usual = sources.Where(source => source.Wordings is null).ToList();
        if (usual.Count == sources.Count)
        {
            yield return Offer();
            yield break;
        }

        if (usual.Count > 0)
        {
            yield return Of(usual, Offer());
        }

        foreach (var source in sources.Except(usual))
        {
            var offer = Of([source], Offer());
            (offer["id"], offer["reply"]) = ("guide-" + source.Name, new JsonArray([.. source.Wordings!.Select(words => (JsonNode)words)]));
            yield return offer;
        }

        static JsonObject Of(IEnumerable<ISource> sources, JsonObject offer)
        {
            offer["accounts"] = new JsonArray([.. sources.Select(source => (JsonNode)SandboxSources.AccountOf(source.Name))]);
            return offer;
        }
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
