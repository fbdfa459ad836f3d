using System.Text.Json.Nodes;
using Funnel.Sandbox.Ads;
using Funnel.Sandbox.Comments;
using Funnel.Sandbox.Sources;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.OceanEngine;

/// <summary>Ocean Engine: one list of the comments on an advertiser's videos, replies, no chat and no webhook.</summary>
internal sealed class OceanEngineSource : ISource
{
    private readonly OauthCalls oauth;
    private readonly CommentCalls comments;
    private readonly AdList list;
    private readonly Gate gate;
    private readonly Ids ids;

    public OceanEngineSource(SourceKit kit)
    {
        (Name, ids) = (kit.Name, kit.Ids);
        Advertiser = new Advertiser(ids);
        Tokens = new AdTokens(kit.Faults, ids, kit.Time);
        Shop = new Shop(kit, Advertiser.DouyinNumber, Advertiser.Name, ids.Number);
        list = new AdList(kit.Time);
        Shop.TellsOfReply = reply => list.Add(reply);
        var dialect = new AdDialect(kit.Options.CallsPerMinute, OceanEngineCodes.TooFast, OceanEngineCodes.BadParameter, kit.Time);
        oauth = new OauthCalls(Advertiser, Tokens, dialect);
        comments = new CommentCalls(Advertiser, Tokens, Shop, list, new Spelling(kit.Faults), dialect);
        gate = kit.Gate(dialect);
    }

    public string Name { get; }

    public Advertiser Advertiser { get; }

    public AdTokens Tokens { get; }

    public Shop Shop { get; }

    /// <summary>Who asked is written to by hand: no program can.</summary>
    public bool HasOperator => true;

    public IReadOnlyList<string> Wordings { get; } =
        ["{nick}资料已经准备好啦，点我头像进主页就能看到", "{nick}有的哦，主页第一条就是", "{nick}给你留了一份，来主页看看吧"];

    public string PersonId(int index) => "dy" + ids.Letters("person", index, 12);

    public void Map(IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/" + Name);
        oauth.Map(group, gate);
        comments.Map(group, gate);
    }

    public void Describe(JsonObject account)
    {
        var (access, refresh) = Tokens.Current;
        account["name"] = Advertiser.Name;
        account["openId"] = Advertiser.Id;
        account["accessToken"] = access;
        account["refreshToken"] = refresh;
    }

    public JsonObject Settings(HostSide host) => new()
    {
        ["baseUrl"] = $"{host.Address}/{Name}",
        ["authorizePage"] = $"{host.Address}/{Name}/audit/oauth.html",
        ["appId"] = Advertiser.AppId,
        ["secret"] = Advertiser.Secret,
        ["timeout"] = HostSide.Text(host.Patience),
        ["replyListLag"] = HostSide.Text(host.Listed),
    };

    public Post Comment(string personId, string nick, string text, int video, int diggs, Action<Post> said)
    {
        var post = Shop.Wall.Comment(Shop.Wall.VideoAt(video), personId, nick, text, diggs);
        said(post);
        return list.Add(post);
    }

    /// <summary>An answer stands in the list among the others, without a word of which comment it answers.</summary>
    public Post Answer(Post to, string personId, string nick, string text, Action<Post> told) => list.Add(Shop.Wall.Answer(to, personId, nick, text), told);
}
