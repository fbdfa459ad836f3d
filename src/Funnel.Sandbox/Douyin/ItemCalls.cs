using System.Globalization;
using System.Text.Json.Nodes;
using Funnel.Sandbox.Comments;
using Funnel.Sandbox.Faults;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.Douyin;

/// <summary>Reading: own videos, comments, replies.</summary>
internal sealed class ItemCalls(Merchant merchant, Grants grants, Wall wall, Spelling spelling, FaultDeck faults, DouyinDialect dialect, Looseness loose)
{
    private const int MostPerPage = 20;

    public void Map(IEndpointRouteBuilder app, Gate gate)
    {
        gate.Map(app, "GET", "/api/douyin/v1/video/video_list/", Videos);
        gate.Map(app, "GET", "/item/comment/list/", Comments);
        gate.Map(app, "GET", "/item/comment/reply/list/", Replies);
    }

    private JsonObject Videos(Call call)
    {
        grants.Check(call, "video.list.bind");
        var page = wall.Videos(Cursor(call), Count(call));
        return dialect.OkNew(Listed(page.Next, page.HasMore, page.Items.Select(item => Video(item.Clip, item.Comments))));
    }

    private JsonObject Comments(Call call)
    {
        grants.Check(call, "item.comment");
        var page = wall.List(ItemId(call), Order(call), Cursor(call), Count(call));
        return dialect.Ok(Listed(page.Next, page.HasMore, page.Items.Select(item => Comment(item.Post, item.Replies))));
    }

    private JsonObject Replies(Call call)
    {
        grants.Check(call, "item.comment");
        var video = ItemId(call);
        Order(call);
        var parent = wall.Find(call.Query("comment_id"));
        if (parent is null || !string.Equals(parent.VideoId, video, StringComparison.Ordinal))
        {
            throw Bad("comment_id unknown under this item_id; was it URL-encoded?");
        }

        var page = wall.Replies(parent, Cursor(call), Count(call));
        return dialect.Ok(Listed(page.Next, page.HasMore, page.Items.Select(reply => Comment(reply, 0))));
    }

    private string ItemId(Call call) => call.Query("item_id") is { } id && wall.Has(id)
        ? id
        : throw Bad("item_id is not a video of this user; was it URL-encoded?");

    private static CommentOrder Order(Call call) => call.Query("sort_type") switch
    {
        null or "" => CommentOrder.Recommended,
        "time" => CommentOrder.NewestFirst,
        "time_asc" => CommentOrder.OldestFirst,
        _ => throw Bad("sort_type must be time or time_asc"),
    };

    private static long Cursor(Call call) => string.IsNullOrEmpty(call.Query("cursor")) ? 0
        : long.TryParse(call.Query("cursor"), NumberStyles.None, CultureInfo.InvariantCulture, out var cursor) ? cursor
        : throw Bad("cursor must be a number that an answer carried");

    private static int Count(Call call) =>
        int.TryParse(call.Query("count"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= MostPerPage
            ? count
            : throw Bad("count must be 1 to 20");

    private JsonObject Listed(long next, bool more, IEnumerable<JsonObject> items) => new()
    {
        ["cursor"] = loose.Number(next),
        ["has_more"] = more,
        ["list"] = new JsonArray([.. items]),
    };

    private JsonObject Video(Clip clip, int comments) => new()
    {
        ["item_id"] = clip.Id,
        ["title"] = clip.Title,
        ["cover"] = "https://p3.example.com/cover.jpeg",
        ["share_url"] = "https://www.example.com/share/video/" + Uri.EscapeDataString(clip.Id),
        ["create_time"] = loose.Number(clip.CreatedAt.ToUnixTimeSeconds()),
        ["is_top"] = false,
        ["is_reviewed"] = true,
        ["video_status"] = loose.Number(1),
        ["media_type"] = loose.Number(4),
        ["statistics"] = new JsonObject
        {
            ["comment_count"] = loose.Number(comments),
            ["digg_count"] = loose.Number(comments * 9L),
            ["download_count"] = loose.Number(0),
            ["forward_count"] = loose.Number(comments / 4),
            ["play_count"] = loose.Number(comments * 120L),
            ["share_count"] = loose.Number(comments / 5),
        },
    };

    private JsonObject Comment(Post post, int replies) => new()
    {
        ["comment_id"] = post.Id,
        ["comment_user_id"] = IsOwn(post) ? merchant.ListedId : post.PersonId,
        ["content"] = spelling.Listed(post, IsOwn(post)),
        ["create_time"] = loose.Number(post.At.ToUnixTimeSeconds()),
        ["digg_count"] = loose.Number(post.Diggs),
        ["reply_comment_total"] = loose.Number(replies),
        ["top"] = post.Top,
        ["reply_comment_id"] = Answered(post) ?? "",
        ["nick_name"] = spelling.Nick(post),
        ["avatar"] = "https://p3.example.com/avatar.jpeg",
    };

    private bool IsOwn(Post post) => string.Equals(post.PersonId, merchant.OpenId, StringComparison.Ordinal);

    /// <summary>The comment that is answered, the first-level one, or nothing: it is not documented which, so that differs from seed to seed.</summary>
    private string? Answered(Post post) => faults.Way(SandboxFaults.AnswersFlat, "names", 3) switch
    {
        0 => post.AnswersId,
        1 => post.ParentId,
        _ => null,
    };

    private static Refusal Bad(string what) => new(DouyinCodes.BadParameter, what);
}
