using System.Text.Json.Nodes;
using Funnel.Sandbox.Comments;
using Funnel.Sandbox.Sources;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.Instagram;

/// <summary>Instagram: comments by list and by webhook, public replies, one private reply to each comment, and a chat for whoever writes.</summary>
internal sealed class InstagramSource : ISource, IPrivateChat
{
    public const string Version = "/v23.0";

    private readonly OauthCalls oauth;
    private readonly MediaCalls media;
    private readonly Webhooks webhooks;
    private readonly Gate gate;
    private readonly Ids ids;

    public InstagramSource(SourceKit kit)
    {
        (Name, ids) = (kit.Name, kit.Ids);
        var spelling = new Spelling(kit.Faults);
        Grants = new InstagramGrants(ids, kit.Time);
        Shop = new Shop(kit, ids.Digits("merchant", 0), "sandbox_shop", ids.Number);
        Messages = new MessageCalls(Grants, Shop, ids, kit.Time);
        webhooks = new Webhooks(Grants, Shop, kit.Callbacks, spelling, kit.Faults, ids, kit.Time);
        Shop.TellsOfReply = reply => webhooks.Commented(reply);
        Messages.Echo = webhooks.Echo;
        oauth = new OauthCalls(Grants, Shop.OwnerId);
        media = new MediaCalls(Grants, Shop, spelling, newestFirst: kit.Options.Seed % 2 == 0);
        gate = kit.Gate(new InstagramDialect(kit.Options.CallsPerMinute, ids));
    }

    public string Name { get; }

    public InstagramGrants Grants { get; }

    public Shop Shop { get; }

    public MessageCalls Messages { get; }

    public IPrivateChat Chat => this;

    /// <summary>The way comes by private message; nobody has to open a chat for it.</summary>
    public IReadOnlyList<string> Wordings { get; } =
    [
        "{nick}已经私信你啦，看看收件箱，没有的话在消息请求里",
        "{nick}资料发你私信了，记得查收",
        "{nick}有的哦，刚刚发到你的消息里",
        "{nick}给你留了一份，打开私信就能看到",
    ];

    public string PersonId(int index) => ids.Digits("person", index);

    public void Map(IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/" + Name);
        oauth.Map(group, gate);
        media.Map(group, gate);
        Messages.Map(group, gate);
    }

    public void Describe(JsonObject account)
    {
        account["name"] = Shop.OwnerName;
        account["openId"] = Shop.OwnerId;
        account["accessToken"] = Grants.Current;
    }

    public JsonObject Settings(HostSide host)
    {
        var address = host.Address + "/" + Name;
        return new()
        {
            ["baseUrl"] = address,
            ["apiVersion"] = Version[1..],
            ["authorizePage"] = address + "/oauth/authorize",
            ["tokenUrl"] = address + "/oauth/access_token",
            ["appId"] = Grants.AppId,
            ["appSecret"] = Grants.AppSecret,
            ["verifyToken"] = Grants.VerifyToken,
            ["timeout"] = HostSide.Text(host.Patience),
            ["replyListLag"] = HostSide.Text(host.Listed),
        };
    }

    public Task Verify(Uri root, CancellationToken ct) => webhooks.Verify(root, ct);

    public Post Comment(string personId, string nick, string text, int video, int diggs, Action<Post> said)
    {
        var post = Shop.Wall.Comment(Shop.Wall.VideoAt(video), personId, nick, text, diggs);
        said(post);
        webhooks.Commented(post);
        return post;
    }

    /// <summary>An answer stands in no list that a host reads for comments: who was not told of it cannot have missed it.</summary>
    public Post Answer(Post to, string personId, string nick, string text, Action<Post> told)
    {
        var post = Shop.Wall.Answer(to, personId, nick, text);
        webhooks.Commented(post, always: true, () => told(post));
        return post;
    }

    /// <summary>Nobody is told of a chat that was only opened.</summary>
    public void Open(string personId, string nick, string videoId)
    {
    }

    public void Write(string personId, string nick, string text)
    {
        var (id, at) = Messages.Write(personId);
        webhooks.Wrote(personId, text, id, at);
    }
}
