using System.Text.Json.Nodes;
using Funnel.Sandbox.Comments;
using Funnel.Sandbox.Sources;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.YouTube;

/// <summary>YouTube: comments of the whole channel in one list, public replies, no chat and no webhook. Whoever finds a link in a reply follows it.</summary>
internal sealed class YouTubeSource : ISource
{
    private static readonly TimeSpan AccessLife = TimeSpan.FromHours(1);
    private static readonly TimeSpan RefreshLife = TimeSpan.FromDays(3650);

    private readonly OauthCalls oauth;
    private readonly Gate gate;
    private readonly Ids ids;

    public YouTubeSource(SourceKit kit)
    {
        (Name, ids) = (kit.Name, kit.Ids);
        Grants = new OauthGrants(ids, kit.Faults, kit.Time, AccessLife, RefreshLife, rotates: false);
        Shop = new Shop(kit, "UC" + ids.Letters("merchant", 0, 22), "沙盒频道", kind => kind is "video" ? ids.Fresh(kind, 11) : "Ug" + ids.Fresh(kind, 24));
        Calls = new CommentCalls(Grants, Shop, new Spelling(kit.Faults), kit.Options.Videos);
        oauth = new OauthCalls(Grants, ClientId, ClientSecret);
        gate = kit.Gate(new YouTubeDialect(kit.Options.CallsPerMinute));
    }

    public string Name { get; }

    public Shop Shop { get; }

    public OauthGrants Grants { get; }

    public CommentCalls Calls { get; }

    public string ClientId => ids.Digits("client", 0) + ".apps.googleusercontent.com";

    public string ClientSecret => "GOCSPX-" + ids.Letters("client-secret", 0, 28);

    /// <summary>There is no chat to be asked into: the reply brings the way along.</summary>
    public IReadOnlyList<string> Wordings { get; } = ["{nick}资料准备好啦，点这里领取", "{nick}有的，打开就能看到", "{nick}给你留了一份，从这儿拿", "{nick}看到啦，领取页面在这"];

    public string PersonId(int index) => "UC" + ids.Letters("person", index, 22);

    public void Map(IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/" + Name);
        oauth.Map(group, gate);
        Calls.Map(group, gate);
    }

    public void Describe(JsonObject account)
    {
        account["name"] = Shop.OwnerName;
        account["openId"] = Shop.OwnerId;
        account["accessToken"] = Grants.Current.Access;
        account["refreshToken"] = Grants.Current.Refresh;
    }

    public JsonObject Settings(HostSide host)
    {
        var address = host.Address + "/" + Name;
        return new()
        {
            ["baseUrl"] = address,
            ["authorizePage"] = address + "/o/oauth2/v2/auth",
            ["tokenUrl"] = address + OauthCalls.TokenPath,
            ["clientId"] = ClientId,
            ["clientSecret"] = ClientSecret,
            ["timeout"] = HostSide.Text(host.Patience),
            ["replyListLag"] = HostSide.Text(host.Listed),
        };
    }

    public Post Comment(string personId, string nick, string text, int video, int diggs, Action<Post> said)
    {
        var post = Shop.Wall.Comment(Shop.Wall.VideoAt(video), personId, nick, text, diggs);
        said(post);
        return post;
    }

    /// <summary>Nothing tells a host of an answer: it stands in no list that is read for comments.</summary>
    public Post Answer(Post to, string personId, string nick, string text, Action<Post> told) => Shop.Wall.Answer(to, personId, nick, text);
}
