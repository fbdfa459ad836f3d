using System.Text.Json.Nodes;
using Funnel.Sandbox.Comments;
using Funnel.Sandbox.Sources;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.Douyin;

/// <summary>Douyin: comments by list and by webhook, public replies, private chats with windows.</summary>
internal sealed class DouyinSource : ISource, IPrivateChat
{
    private readonly OauthCalls oauth;
    private readonly ItemCalls items;
    private readonly ReplyCall replies;
    private readonly MessageCall messages;
    private readonly Gate gate;
    private readonly Ids ids;

    public DouyinSource(SourceKit kit)
    {
        (Name, ids) = (kit.Name, kit.Ids);
        var (options, faults, loose) = (kit.Options, kit.Faults, new Looseness());
        var dialect = new DouyinDialect(loose, options.CallsPerMinute, kit.Time);
        var spelling = new Spelling(faults);
        Merchant = new Merchant(options, ids, faults);
        Grants = new Grants(Merchant, options, faults, ids, kit.Time);
        Shop = new Shop(kit, Merchant.OpenId, Merchant.Name, ids.Opaque);
        Chats = new Chats(ids, kit.Time);
        Webhooks = new Webhooks(Merchant, kit.Callbacks, spelling, faults, ids, kit.Time);
        Shop.TellsOfReply = reply => Webhooks.Commented(reply);
        oauth = new OauthCalls(Merchant, Grants, options, dialect, loose);
        items = new ItemCalls(Merchant, Grants, Shop.Wall, spelling, faults, dialect, loose);
        replies = new ReplyCall(Grants, Shop, dialect);
        messages = new MessageCall(Merchant, Grants, Chats, Shop, dialect, Webhooks, kit.Time);
        gate = kit.Gate(dialect);
    }

    public string Name { get; }

    public Merchant Merchant { get; }

    public Grants Grants { get; }

    public Shop Shop { get; }

    public Chats Chats { get; }

    public Webhooks Webhooks { get; }

    public IPrivateChat Chat => this;

    public string PersonId(int index) => ids.GuidShaped("person", index);

    public void Map(IEndpointRouteBuilder app)
    {
        oauth.Map(app, gate);
        items.Map(app, gate);
        replies.Map(app, gate);
        messages.Map(app, gate);
    }

    public void Describe(JsonObject account)
    {
        var (access, refresh) = Grants.Current;
        account["name"] = Merchant.Name;
        account["openId"] = Merchant.OpenId;
        account["accessToken"] = access;
        account["refreshToken"] = refresh;
        account["card"] = new JsonObject
        {
            ["templateId"] = Merchant.CardTemplate,
            ["appId"] = Merchant.MiniApp,
            ["path"] = Merchant.CardPath,
            ["query"] = "link={link}&title={text}",
        };
    }

    public JsonObject Settings(HostSide host) => new()
    {
        ["baseUrl"] = host.Address,
        ["clientKey"] = Merchant.ClientKey,
        ["clientSecret"] = Merchant.ClientSecret,
        ["timeout"] = HostSide.Text(host.Patience),
        ["replyListLag"] = HostSide.Text(host.Listed),
    };

    public Task Verify(Uri root, CancellationToken ct) => Webhooks.Verify(root, ct);

    public Post Comment(string personId, string nick, string text, int video, int diggs, Action<Post> said)
    {
        var post = Shop.Wall.Comment(Shop.Wall.VideoAt(video), personId, nick, text, diggs);
        said(post);
        Webhooks.Commented(post);
        return post;
    }

    /// <summary>An answer stands in no list that a host reads for comments: who was not told of it cannot have missed it.</summary>
    public Post Answer(Post to, string personId, string nick, string text, Action<Post> told)
    {
        var post = Shop.Wall.Answer(to, personId, nick, text);
        Webhooks.Commented(post, always: true, () => told(post));
        return post;
    }

    public void Open(string personId, string nick, string videoId) => Webhooks.Entered(Chats.Open(personId), nick, videoId);

    public void Write(string personId, string nick, string text) => Webhooks.Wrote(Chats.Write(personId), nick, text);
}
