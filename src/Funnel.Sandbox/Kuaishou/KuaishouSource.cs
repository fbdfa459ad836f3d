using System.Text.Json.Nodes;
using Funnel.Sandbox.Ads;
using Funnel.Sandbox.Comments;
using Funnel.Sandbox.Sources;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.Kuaishou;

/// <summary>Kuaishou's marketing API: one list of the comments on an advertiser's videos, replies, no chat and no webhook. Its token is got by hand and never renewed.</summary>
internal sealed class KuaishouSource : ISource
{
    private readonly CommentCalls comments;
    private readonly AdList list;
    private readonly Gate gate;
    private readonly Ids ids;

    public KuaishouSource(SourceKit kit)
    {
        (Name, ids) = (kit.Name, kit.Ids);
        (AdvertiserId, Token) = (ids.Digits("advertiser", 0), ids.Letters("access", 0, 40));
        Shop = new Shop(kit, ids.Digits("merchant", 0), "沙盒小店", ids.Number);
        list = new AdList(kit.Time);
        Shop.TellsOfReply = reply => list.Add(reply);
        var dialect = new AdDialect(kit.Options.CallsPerMinute, KuaishouCodes.TooFast, KuaishouCodes.BadParameter, kit.Time);
        comments = new CommentCalls(AdvertiserId, Token, Shop, list, new Spelling(kit.Faults), dialect);
        gate = kit.Gate(dialect);
    }

    public string Name { get; }

    public string AdvertiserId { get; }

    public string Token { get; }

    public Shop Shop { get; }

    /// <summary>Who asked is written to by hand: no program can.</summary>
    public bool HasOperator => true;

    public IReadOnlyList<string> Wordings { get; } =
        ["{nick}资料已经准备好啦，点我头像进主页就能看到", "{nick}有的哦，主页第一条就是", "{nick}给你留了一份，来主页看看吧"];

    public string PersonId(int index) => ids.Digits("person", index);

    public void Map(IEndpointRouteBuilder app) => comments.Map(app.MapGroup("/" + Name), gate);

    public void Describe(JsonObject account)
    {
        account["name"] = Shop.OwnerName;
        account["openId"] = AdvertiserId;
        account["accessToken"] = Token;
    }

    public JsonObject Settings(HostSide host) => new()
    {
        ["baseUrl"] = $"{host.Address}/{Name}",
        ["timeout"] = HostSide.Text(host.Patience),
        ["replyListLag"] = HostSide.Text(host.Listed),
        ["deadTokenCodes"] = new JsonArray(KuaishouCodes.TokenDead.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ["tooFastCodes"] = new JsonArray(KuaishouCodes.TooFast.ToString(System.Globalization.CultureInfo.InvariantCulture)),
    };

    public Post Comment(string personId, string nick, string text, int video, int diggs, Action<Post> said)
    {
        var post = Shop.Wall.Comment(Shop.Wall.VideoAt(video), personId, nick, text, diggs);
        said(post);
        return list.Add(post);
    }

    /// <summary>An answer stands in the list among the others, and names the first-level comment.</summary>
    public Post Answer(Post to, string personId, string nick, string text, Action<Post> told) => list.Add(Shop.Wall.Answer(to, personId, nick, text), told);
}
