using System.Globalization;
using System.Text.Json.Nodes;
using Funnel.Sandbox.Comments;
using Funnel.Sandbox.Sources;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.TikTok;

/// <summary>Reading videos, comments and replies, replying, and hiding. Behind the first 500 comments the list goes by likes, and brings some once more.</summary>
internal sealed class VideoCalls(OauthGrants grants, Shop shop, Spelling spelling, TikTokDialect dialect, string ownIdentifier)
{
    private const int MostPerPage = 30;
    private const int MostVideos = 20;
    private const int ReplyChars = 150;
    private const int InOrder = 500;

    public void Map(IEndpointRouteBuilder app, Gate gate)
    {
        gate.Map(app, "GET", "/business/video/list/", Videos);
        gate.Map(app, "GET", "/business/comment/list/", Comments);
        gate.Map(app, "GET", "/business/comment/reply/list/", Replies);
        gate.Map(app, "POST", "/business/comment/reply/create/", Reply, sends: true);
        gate.Map(app, "POST", "/business/comment/hide/", Hide, sends: true);
    }

    /// <summary>Turns away whoever shows no living token, or another account.</summary>
    public void Check(Call call, string? businessId)
    {
        if (!grants.IsAlive(call.Header("Access-Token")))
        {
            throw new Refusal(TikTokCodes.TokenDead, "Access token is incorrect or has been revoked.");
        }

        if (!string.Equals(businessId, shop.OwnerId, StringComparison.Ordinal))
        {
            throw new Refusal(TikTokCodes.NoPermission, "business_id is not this token's");
        }
    }

    private JsonObject Videos(Call call)
    {
        Check(call, call.Query("business_id"));
        var page = shop.Wall.Videos(Cursor(call), Count(call, MostVideos));
        return Listed("videos", page.Next, page.HasMore, page.Items.Select(item => new JsonObject
        {
            ["item_id"] = item.Clip.Id,
            ["caption"] = item.Clip.Title,
            ["share_url"] = "https://www.tiktok.com/@sandbox/video/" + item.Clip.Id,
            ["create_time"] = Seconds(item.Clip.CreatedAt),
            ["comments"] = item.Comments,
        }));
    }

    private JsonObject Comments(Call call)
    {
        Check(call, call.Query("business_id"));
        var (video, cursor, count) = (Video(call.Query("video_id")), Cursor(call), Count(call, MostPerPage));
        if (call.Query("sort_field") is not "create_time" || call.Query("sort_order") is not "desc")
        {
            throw TikTokDialect.Bad("the sandbox lists by create_time, desc");
        }

        var page = shop.Wall.List(video, cursor < InOrder ? CommentOrder.NewestFirst : CommentOrder.Recommended, cursor < InOrder ? cursor : cursor - InOrder, count);
        var (next, more) = (cursor + page.Items.Count, page.HasMore);
        if (cursor < InOrder && next >= InOrder)
        {
            (next, more) = (InOrder, true); // from here on by likes, from the first
        }

        return Listed("comments", next, more, page.Items.Where(item => Shows(call, item.Post)).Select(item => Comment(item.Post, item.Replies)));
    }

    private JsonObject Replies(Call call)
    {
        Check(call, call.Query("business_id"));
        var page = shop.Wall.Replies(Post(call.Query("video_id"), call.Query("comment_id")), Cursor(call), Count(call, MostPerPage));
        return Listed("comments", page.Next, page.HasMore, page.Items.Where(reply => Shows(call, reply)).Select(reply => Comment(reply, 0)));
    }

    private JsonObject Reply(Call call)
    {
        var body = call.Json ?? throw TikTokDialect.Bad("a JSON body is required");
        Check(call, body.Text("business_id"));
        var text = body.Text("text");
        if (string.IsNullOrWhiteSpace(text) || text.Length > ReplyChars)
        {
            throw TikTokDialect.Bad("text must be 1 to 150 characters");
        }

        var reply = shop.Reply(Post(body.Text("video_id"), body.Text("comment_id")), text);
        return dialect.Ok(new JsonObject
        {
            ["comment_id"] = reply.Id,
            ["parent_comment_id"] = reply.ParentId,
            ["video_id"] = reply.VideoId,
            ["create_time"] = Seconds(reply.At),
            ["text"] = text,
            ["unique_identifier"] = ownIdentifier,
        });
    }

    private JsonObject Hide(Call call)
    {
        var body = call.Json ?? throw TikTokDialect.Bad("a JSON body is required");
        Check(call, body.Text("business_id"));
        var hide = body.Text("action") switch { "HIDE" => true, "UNHIDE" => false, _ => throw TikTokDialect.Bad("action must be HIDE or UNHIDE") };
        shop.Hide(Post(body.Text("video_id"), body.Text("comment_id")), hide);
        return dialect.Ok([]);
    }

    /// <summary>What is hidden is left out of a page that is asked for what is public, after the page was cut.</summary>
    private static bool Shows(Call call, Post post) => call.Query("status") switch
    {
        null or "ALL" => true,
        "PUBLIC" => !post.Hidden,
        _ => throw TikTokDialect.Bad("status must be PUBLIC or ALL"),
    };

    private string Video(string? id) => shop.Wall.Has(id) ? id! : throw TikTokDialect.Bad("video_id is not a video of this account");

    private Post Post(string? video, string? comment) =>
        shop.Wall.Find(comment) is { } post && string.Equals(post.VideoId, Video(video), StringComparison.Ordinal) ? post : throw TikTokDialect.Bad("comment_id is not under this video");

    private JsonObject Comment(Post post, int replies)
    {
        var own = string.Equals(post.PersonId, shop.OwnerId, StringComparison.Ordinal);
        var comment = new JsonObject
        {
            ["comment_id"] = post.Id,
            ["video_id"] = post.VideoId,
            ["user_id"] = "0",
            ["unique_identifier"] = own ? ownIdentifier : post.PersonId,
            ["create_time"] = Seconds(post.At),
            ["text"] = spelling.Listed(post, own),
            ["likes"] = post.Diggs,
            ["replies"] = replies,
            ["owner"] = own,
            ["liked"] = false,
            ["pinned"] = post.Top,
            ["status"] = post.Hidden ? "HIDDEN" : "PUBLIC",
            ["username"] = "u" + post.PersonId,
            ["display_name"] = spelling.Nick(post),
        };
        if (post.ParentId is { } parent)
        {
            comment["parent_comment_id"] = parent;
        }

        return comment;
    }

    private JsonObject Listed(string name, long next, bool more, IEnumerable<JsonObject> items) =>
        dialect.Ok(new JsonObject { [name] = new JsonArray([.. items]), ["cursor"] = next, ["has_more"] = more });

    private static string Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static long Cursor(Call call) => string.IsNullOrEmpty(call.Query("cursor")) ? 0
        : long.TryParse(call.Query("cursor"), NumberStyles.None, CultureInfo.InvariantCulture, out var cursor) ? cursor
        : throw TikTokDialect.Bad("cursor must be a number that an answer carried");

    private static int Count(Call call, int most) =>
        int.TryParse(call.Query("max_count") ?? "20", NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 1 && count <= most
            ? count
            : throw TikTokDialect.Bad(FormattableString.Invariant($"max_count must be 1 to {most}"));
}
