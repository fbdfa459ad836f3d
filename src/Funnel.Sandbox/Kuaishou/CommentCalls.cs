using System.Globalization;
using System.Text.Json.Nodes;
using Funnel.Sandbox.Ads;
using Funnel.Sandbox.Comments;
using Funnel.Sandbox.Douyin;
using Funnel.Sandbox.Sources;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.Kuaishou;

/// <summary>Comments on an advertiser's videos: the list, the tree under one, replying. A reply has no id and no idempotency key: each accepted one is another reply.</summary>
/// <param name="advertiserId">Whose videos they are.</param>
/// <param name="token">The one access token there is.</param>
internal sealed class CommentCalls(string advertiserId, string token, Shop shop, AdList list, Spelling spelling, AdDialect dialect)
{
    private const string Root = "/rest/openapi/v1/comment/";
    private const int MostPerPage = 100;
    private const int UsualPage = 20;
    private const int MostInATree = 1000;
    private const int Done = 1;
    private const int Failed = 2;

    public void Map(IEndpointRouteBuilder app, Gate gate)
    {
        gate.Map(app, "POST", Root + "list", Comments);
        gate.Map(app, "POST", Root + "tree", Tree);
        gate.Map(app, "POST", Root + "reply", Reply, sends: true);
    }

    private JsonObject Comments(Call call)
    {
        var body = Body(call);
        var (from, to) = (Time(body, "post_time_start"), Time(body, "post_time_end"));
        if (from is null != to is null || from > to)
        {
            throw Bad("post_time_start and post_time_end come both or not at all");
        }

        var (page, size) = (body.Number("page") ?? 1, body.Number("page_size") ?? UsualPage);
        if (page < 1 || size is < 1 or > MostPerPage)
        {
            throw Bad("page is at least 1, page_size 1 to 100");
        }

        var (items, total) = list.Read(from ?? DateTimeOffset.MinValue, to ?? DateTimeOffset.MaxValue, page, (int)size);
        return dialect.Ok(new JsonObject { ["total_count"] = dialect.Loose.Number(total), ["details"] = new JsonArray([.. items.Select(Listed)]) });
    }

    private JsonObject Tree(Call call)
    {
        var root = Find(Body(call), "comment_id") is { ParentId: null } found ? found : throw Bad("comment_id is no first-level comment");
        var answers = shop.Wall.Replies(root, 0, MostInATree).Items;
        return dialect.Ok(new JsonObject { ["root_comment_detail"] = Listed(root), ["child_comment_detail_list"] = new JsonArray([.. answers.Select(Listed)]) });
    }

    private JsonObject Reply(Call call)
    {
        var replies = Body(call)["reply_list"] is JsonArray { Count: > 0 } array ? array.OfType<JsonObject>().ToList() : throw Bad("reply_list is missing");
        return dialect.Ok(new JsonObject { ["reply_result_list"] = new JsonArray([.. replies.Select(Replied)]) });
    }

    /// <summary>Whoever names the comment's author, the video and its author wrongly is told that this one failed.</summary>
    private JsonObject Replied(JsonObject reply)
    {
        var (to, text) = (Find(reply, "reply_to_comment_id"), reply.Text("reply_content"));
        var isRight = to is not null && !string.IsNullOrWhiteSpace(text) && !ContentRules.RefusedInPublic(text)
            && Is(reply.Text("photo_id"), to.VideoId) && Is(Digits(reply, "photo_author_id"), shop.OwnerId) && Is(Digits(reply, "reply_to_user_id"), to.PersonId);
        if (isRight)
        {
            shop.Reply(to!, text!, ContentRules.AuditedAway(text!));
        }

        return new() { ["reply_to_comment_id"] = dialect.Loose.Number(reply.Number("reply_to_comment_id") ?? 0), ["reply_result"] = dialect.Loose.Number(isRight ? Done : Failed) };
    }

    private JsonObject Body(Call call)
    {
        if (!Is(call.Header("Access-Token"), token))
        {
            throw new Refusal(KuaishouCodes.TokenDead, "access token is invalid");
        }

        var body = call.Json ?? throw Bad("a JSON body is required");
        return Is(Digits(body, "advertiser_id"), advertiserId) ? body : throw new Refusal(KuaishouCodes.NoPermission, "no permission for this advertiser");
    }

    private JsonObject Listed(Post post)
    {
        var isOwn = Is(post.PersonId, shop.OwnerId);
        return new()
        {
            ["comment_id"] = dialect.Number(post.Id),
            ["root_comment_id"] = dialect.Number(post.ParentId ?? "0"),
            ["comment_author_id"] = dialect.Number(post.PersonId),
            ["photo_id"] = post.VideoId,
            ["photo_author_id"] = dialect.Number(shop.OwnerId),
            ["comment_level"] = dialect.Loose.Number(post.ParentId is null ? 1 : 2),
            ["comment_content"] = spelling.Listed(post, isOwn),
            ["fav_num"] = dialect.Loose.Number(post.Diggs),
            ["post_time"] = dialect.Loose.Number(post.At.ToUnixTimeMilliseconds()),
            ["nickname"] = spelling.Nick(post),
            ["reply_status"] = dialect.Loose.Number(list.Answers(post) > 0 ? 2 : 1),
            ["shield_status"] = dialect.Loose.Number(1),
            ["photo_name"] = shop.Wall.TitleOf(post.VideoId),
            ["photo_tags"] = new JsonArray(),
            ["is_top_comment"] = post.Top,
        };
    }

    private Post? Find(JsonObject body, string name) => shop.Wall.Find(Digits(body, name));

    private static DateTimeOffset? Time(JsonObject body, string name) => body.Number(name) is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;

    private static string? Digits(JsonObject body, string name) => body.Number(name)?.ToString(CultureInfo.InvariantCulture);

    private static bool Is(string? one, string? other) => one is not null && string.Equals(one, other, StringComparison.Ordinal);

    private static Refusal Bad(string what) => new(KuaishouCodes.BadParameter, what);
}
