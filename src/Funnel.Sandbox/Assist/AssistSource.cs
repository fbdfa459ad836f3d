using System.Globalization;
using System.Text.Json.Nodes;
using Funnel.Sandbox.Comments;
using Funnel.Sandbox.Sources;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.Assist;

/// <summary>
/// A platform without an API: people comment, and nothing tells of it. Somebody takes what <c>GET /sandbox/assist/comments?after=N</c> lists, as an exporter in a browser would, and hands
/// it over; what the merchant says there is said by hand.
/// </summary>
internal sealed class AssistSource : ISource
{
    private const int MostPerPage = 500;
    private readonly Lock gate = new();
    private readonly List<(Post Post, Action<Post>? Told)> said = [];
    private readonly Ids ids;
    private readonly bool follows;

    public AssistSource(SourceKit kit)
    {
        (Name, ids, follows) = (kit.Name, kit.Ids, kit.Options.Follows);
        Shop = new Shop(kit, ids.Digits("merchant", 0), "沙盒小店", ids.Number);
        Shop.TellsOfReply = reply => Add(reply);
    }

    public string Name { get; }

    public Shop Shop { get; }

    public bool IsHandedOver => true;

    public string PersonId(int index) => ids.Digits("person", index);

    public void Map(IEndpointRouteBuilder app) => app.MapGet($"/sandbox/{Name}/comments", Export);

    public void Describe(JsonObject account)
    {
        account["platformName"] = "沙盒";
        account["name"] = Shop.OwnerName;
        account["openId"] = Shop.OwnerId;
        if (follows)
        {
            account["follow"] = true;
        }
    }

    public Post Comment(string personId, string nick, string text, int video, int diggs, Action<Post> said)
    {
        var post = Shop.Wall.Comment(Shop.Wall.VideoAt(video), personId, nick, text, diggs);
        said(post);
        return Add(post);
    }

    public Post Answer(Post to, string personId, string nick, string text, Action<Post> told) => Add(Shop.Wall.Answer(to, personId, nick, text), told);

    private Post Add(Post post, Action<Post>? told = null)
    {
        lock (gate)
        {
            said.Add((post, told));
        }

        return post;
    }

    /// <summary>What stands there from the place <c>after</c> on, oldest first, as <c>POST api/comments</c> takes it.</summary>
    private Task Export(HttpContext context)
    {
        if (!int.TryParse(context.Request.Query["after"].ToString() is { Length: > 0 } text ? text : "0", NumberStyles.None, CultureInfo.InvariantCulture, out var after))
        {
            return OwnAnswers.Refuse(context, StatusCodes.Status400BadRequest, "after must be the number that next said before; without it the list begins at the first comment");
        }

        List<(Post Post, Action<Post>? Told)> page;
        lock (gate)
        {
            page = [.. said.Skip(after).Take(MostPerPage)];
        }

        foreach (var (post, told) in page)
        {
            told?.Invoke(post);
        }

        return OwnAnswers.Json(context, new JsonObject { ["comments"] = new JsonArray([.. page.Select(each => Row(each.Post))]), ["next"] = after + page.Count });
    }

    private JsonObject Row(Post post) => new()
    {
        ["id"] = post.Id,
        ["video"] = post.VideoId,
        ["title"] = Shop.Wall.TitleOf(post.VideoId),
        ["person"] = post.PersonId,
        ["nick"] = post.Nick,
        ["text"] = post.Text,
        ["time"] = post.At.ToUnixTimeSeconds(),
        ["parent"] = post.ParentId,
        ["own"] = string.Equals(post.PersonId, Shop.OwnerId, StringComparison.Ordinal),
    };
}
