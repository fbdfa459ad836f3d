using System.Text.Json.Nodes;
using Funnel.Sandbox.Comments;
using Funnel.Sandbox.Sources;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.TikTok;

/// <summary>TikTok Business: comments by list and by webhook, public replies, and a chat for whoever writes.</summary>
internal sealed class TikTokSource : ISource, IPrivateChat
{
    private static readonly TimeSpan AccessLife = TimeSpan.FromDays(1);
    private static readonly TimeSpan RefreshLife = TimeSpan.FromDays(365);

    private readonly OauthCalls oauth;
    private readonly VideoCalls videos;
    private readonly Webhooks webhooks;
    private readonly Gate gate;
    private readonly Ids ids;

    public TikTokSource(SourceKit kit)
    {
        (Name, ids) = (kit.Name, kit.Ids);
        var (spelling, dialect) = (new Spelling(kit.Faults), new TikTokDialect(kit.Options.CallsPerMinute, ids));
        Grants = new OauthGrants(ids, kit.Faults, kit.Time, AccessLife, RefreshLife, rotates: true);
        Shop = new Shop(kit, "-000" + ids.Letters("merchant", 0, 32), "sandbox_shop", ids.Number);
        oauth = new OauthCalls(Grants, dialect, ClientId, ClientSecret, Shop.OwnerId);
        videos = new VideoCalls(Grants, Shop, spelling, dialect, OwnIdentifier);
        Messages = new MessageCalls(videos, Shop, dialect, ids, kit.Time);
        webhooks = new Webhooks(Shop, kit.Callbacks, spelling, kit.Faults, ids, kit.Time, ClientSecret, OwnIdentifier);
        Shop.TellsOfReply = reply => webhooks.Commented(reply);
        gate = kit.Gate(dialect);
    }

    public string Name { get; }

    public Shop Shop { get; }

    public OauthGrants Grants { get; }

    public MessageCalls Messages { get; }

    public IPrivateChat Chat => this;

    public string ClientId => ids.Digits("client", 0);

    public string ClientSecret => ids.Hex("client-secret", 0, 40);

    /// <summary>Under which lists and events show the account itself: not its open id.</summary>
    private string OwnIdentifier => ids.Letters("own-identifier", 0, 40);

    /// <summary>Only who writes can be answered there.</summary>
    public IReadOnlyList<string> Wordings { get; } =
    [
        "{nick}资料有的，私信发我一个1，马上给你", "{nick}给你留了一份，点头像给我发条消息就能拿", "{nick}看到啦，私信跟我说一声，资料发你", "{nick}好的呀，给我发个消息，我传给你",
    ];

    public string PersonId(int index) => ids.Letters("person", index, 40);

    public void Map(IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/" + Name);
        oauth.Map(group, gate);
        videos.Map(group, gate);
        Messages.Map(group, gate);
    }

    public void Describe(JsonObject account)
    {
        account["name"] = Shop.OwnerName;
        account["openId"] = Shop.OwnerId;
        account["accessToken"] = Grants.Current.Access;
        account["refreshToken"] = Grants.Current.Refresh;
    }

    public JsonObject Settings(HostSide host) => new()
    {
        ["baseUrl"] = host.Address + "/" + Name,
        ["authorizePage"] = $"{host.Address}/{Name}/v2/auth/authorize",
        ["clientId"] = ClientId,
        ["clientSecret"] = ClientSecret,
        ["timeout"] = HostSide.Text(host.Patience),
        ["replyListLag"] = HostSide.Text(host.Listed),
    };

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

    public void Write(string personId, string nick, string text) => webhooks.Wrote(personId, nick, text, Messages.Write(personId));
}
