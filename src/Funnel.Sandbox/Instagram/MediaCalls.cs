using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Funnel.Sandbox.Comments;
using Funnel.Sandbox.Sources;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.Instagram;

/// <summary>Reading media, comments and replies, replying, and hiding. In which order comments come nobody promises: it differs from seed to seed.</summary>
internal sealed class MediaCalls(InstagramGrants grants, Shop shop, Spelling spelling, bool newestFirst)
{
    private const int MostPerPage = 100;
    private const int ReplyChars = 300;

    public void Map(IEndpointRouteBuilder app, Gate gate)
    {
        gate.Map(app, "GET", InstagramSource.Version + "/{id}/media", Media);
        gate.Map(app, "GET", InstagramSource.Version + "/{id}/comments", Comments);
        gate.Map(app, "GET", InstagramSource.Version + "/{id}/replies", Replies);
        gate.Map(app, "POST", InstagramSource.Version + "/{id}/replies", Reply, sends: true);
        gate.Map(app, "POST", InstagramSource.Version + "/{id}", Hide, sends: true);
    }

    private JsonObject Media(Call call)
    {
        grants.Check(call);
        if (!string.Equals(call.Route("id"), shop.OwnerId, StringComparison.Ordinal))
        {
            throw NotThere(call);
        }

        var page = shop.Wall.Videos(Cursor(call), Limit(call));
        return Listed(call, page.Next, page.HasMore, page.Items.Select(item => new JsonObject
        {
            ["id"] = item.Clip.Id,
            ["caption"] = item.Clip.Title,
            ["permalink"] = "https://www.instagram.com/reel/" + item.Clip.Id + "/",
            ["timestamp"] = Time(item.Clip.CreatedAt),
            ["comments_count"] = item.Comments,
        }));
    }

    private JsonObject Comments(Call call)
    {
        grants.Check(call);
        var media = shop.Wall.Has(call.Route("id")) ? call.Route("id") : throw NotThere(call);
        var page = shop.Wall.List(media, newestFirst ? CommentOrder.NewestFirst : CommentOrder.OldestFirst, Cursor(call), Limit(call));
        return Listed(call, page.Next, page.HasMore, page.Items.Select(item => Comment(item.Post, item.Replies)));
    }

    private JsonObject Replies(Call call)
    {
        grants.Check(call);
        var page = shop.Wall.Replies(Post(call), Cursor(call), Limit(call));
        return Listed(call, page.Next, page.HasMore, page.Items.Select(reply => Comment(reply, 0)));
    }

    private JsonObject Reply(Call call)
    {
        grants.Check(call);
        var text = call.Json?.Text("message") ?? call.Query("message");
        return string.IsNullOrWhiteSpace(text) || text.Length > ReplyChars || text.Split("http").Length > 2
            ? throw InstagramDialect.Bad("message must be 1 to 300 characters with one address at most")
            : new JsonObject { ["id"] = shop.Reply(Post(call), text).Id };
    }

    private JsonObject Hide(Call call)
    {
        grants.Check(call);
        shop.Hide(Post(call), call.Query("hide") switch { "true" => true, "false" => false, _ => throw InstagramDialect.Bad("hide must be true or false") });
        return new JsonObject { ["success"] = true };
    }

    private Post Post(Call call) => shop.Wall.Find(call.Route("id")) ?? throw NotThere(call);

    private JsonObject Comment(Post post, int replies)
    {
        var nick = spelling.Nick(post);
        var comment = new JsonObject
        {
            ["id"] = post.Id,
            ["text"] = spelling.Listed(post, string.Equals(post.PersonId, shop.OwnerId, StringComparison.Ordinal)),
            ["timestamp"] = Time(post.At),
            ["username"] = nick?.DeepClone(),
            ["from"] = new JsonObject { ["id"] = post.PersonId, ["username"] = nick },
            ["like_count"] = post.Diggs,
            ["hidden"] = post.Hidden,
        };
        if (post.ParentId is { } parent)
        {
            comment["parent_id"] = parent;
        }

        if (replies > 0)
        {
            comment["replies"] = new JsonObject { ["data"] = new JsonArray([.. post.Replies.ToArray().Take(replies).Select(reply => (JsonNode)new JsonObject { ["id"] = reply.Id })]) };
        }

        return comment;
    }

    private static JsonObject Listed(Call call, long next, bool more, IEnumerable<JsonObject> items)
    {
        var answer = new JsonObject { ["data"] = new JsonArray([.. items]) };
        if (answer["data"]!.AsArray().Count > 0)
        {
            var after = Convert.ToBase64String(Encoding.UTF8.GetBytes("after:" + next.ToString(CultureInfo.InvariantCulture)));
            var paging = new JsonObject { ["cursors"] = new JsonObject { ["before"] = "QVFI", ["after"] = after } };
            if (more)
            {
                paging["next"] = "https://graph.instagram.com" + call.Path + "?after=" + Uri.EscapeDataString(after);
            }

            answer["paging"] = paging;
        }

        return answer;
    }

    private static long Cursor(Call call)
    {
        if (call.Query("after") is not { Length: > 0 } after)
        {
            return 0;
        }

        try
        {
            return long.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(after))["after:".Length..], NumberStyles.None, CultureInfo.InvariantCulture);
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            throw InstagramDialect.Bad("after must be a cursor that an answer carried");
        }
    }

    private static int Limit(Call call) =>
        int.TryParse(call.Query("limit") ?? "25", NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MostPerPage
            ? limit
            : throw InstagramDialect.Bad("limit must be 1 to 100");

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + "+0000";

    private static Refusal NotThere(Call call) => InstagramDialect.Bad($"Unsupported request: object '{call.Route("id")}' does not exist or cannot be seen");
}
