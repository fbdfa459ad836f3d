using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Funnel.Sandbox.Ads;
using Funnel.Sandbox.Comments;
using Funnel.Sandbox.Douyin;
using Funnel.Sandbox.Sources;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.OceanEngine;

/// <summary>Comments on ad videos: the list, the replies under one, replying, hiding. A reply has no id and no idempotency key: each accepted call is another reply.</summary>
internal sealed class CommentCalls(Advertiser advertiser, AdTokens tokens, Shop shop, AdList list, Spelling spelling, AdDialect dialect)
{
    private const int MostPerPage = 100;
    private const int UsualPage = 10;
    private const int MostDays = 92;
    private const int MostAtOnce = 20;
    private static readonly TimeSpan China = TimeSpan.FromHours(8);
    private static readonly DateOnly Earliest = new(2021, 1, 1);

    public void Map(IEndpointRouteBuilder app, Gate gate)
    {
        gate.Map(app, "GET", "/open_api/v3.0/tools/comment/get/", Comments);
        gate.Map(app, "GET", "/open_api/v3.0/tools/comment_reply/get/", Replies);
        gate.Map(app, "POST", "/open_api/v3.0/tools/comment/reply/", Reply, sends: true);
        gate.Map(app, "POST", "/open_api/v3.0/tools/comment/hide/", Hide, sends: true);
    }

    private JsonObject Comments(Call call)
    {
        Check(call, call.Query("advertiser_id"));
        if (call.Query("order_field") is not (null or "CREATE_TIME") || call.Query("order_type") is not (null or "DESC") || call.Query("level_type") is not (null or "LEVEL_ALL"))
        {
            throw Bad("the sandbox knows order_field CREATE_TIME, order_type DESC and level_type LEVEL_ALL only");
        }

        var (from, to) = (Day(call, "start_time"), Day(call, "end_time"));
        if (from < Earliest || to < from || to.DayNumber - from.DayNumber > MostDays)
        {
            throw Bad("start_time and end_time must be days from 2021-01-01 on, at most three months apart");
        }

        var (page, size) = (Number(call, "page", 1, 1, int.MaxValue), Number(call, "page_size", UsualPage, 1, MostPerPage));
        var (items, total) = list.Read(Midnight(from), Midnight(to.AddDays(1)), page, size);
        return dialect.Ok(new JsonObject { ["comment_list"] = new JsonArray([.. items.Select(Listed)]), ["page_info"] = PageInfo(page, size, total) });
    }

    private JsonObject Replies(Call call)
    {
        Check(call, call.Query("advertiser_id"));
        var parent = shop.Wall.Find(call.Query("comment_id")) ?? throw Bad("comment_id is unknown");
        var (page, size) = (Number(call, "page", 1, 1, int.MaxValue), Number(call, "page_size", UsualPage, 1, MostPerPage));
        var all = shop.Wall.Replies(parent, 0, int.MaxValue).Items;
        var items = all.Skip((page - 1) * size).Take(size);
        return dialect.Ok(new JsonObject { ["reply_list"] = new JsonArray([.. items.Select(Answer)]), ["page_info"] = PageInfo(page, size, all.Count) });
    }

    private JsonObject Reply(Call call)
    {
        var (body, named) = Named(call);
        var text = body.Text("reply_text");
        if (string.IsNullOrWhiteSpace(text) || text.Length > ContentRules.ReplyChars)
        {
            throw Bad("a reply_text of 1 to 100 characters is required");
        }

        return Each(named.Where(_ => !ContentRules.RefusedInPublic(text)), to => shop.Reply(to, text, ContentRules.AuditedAway(text)));
    }

    /// <summary>What is hidden already is hidden once more. Nothing shows it again.</summary>
    private JsonObject Hide(Call call) => Each(Named(call).Posts, post => shop.Hide(post));

    private (JsonObject Body, IEnumerable<Post> Posts) Named(Call call)
    {
        var body = call.Json ?? throw Bad("a JSON body is required");
        Check(call, body.Number("advertiser_id")?.ToString(CultureInfo.InvariantCulture));
        var ids = body["comment_ids"] is JsonArray array && array.All(id => id?.GetValueKind() == JsonValueKind.Number) ? array.Select(id => id!.ToJsonString()).ToList() : [];
        return ids.Count is 0 or > MostAtOnce ? throw Bad("1 to 20 numbers in comment_ids are required") : (body, ids.Select(shop.Wall.Find).OfType<Post>());
    }

    private JsonObject Each(IEnumerable<Post> posts, Action<Post> deed)
    {
        var done = new JsonArray();
        foreach (var post in posts)
        {
            deed(post);
            done.Add(dialect.Number(post.Id));
        }

        return dialect.Ok(new JsonObject { ["success_comment_ids"] = done });
    }

    private void Check(Call call, string? advertiserId)
    {
        tokens.Check(call.Header("Access-Token"));
        if (!string.Equals(advertiserId, advertiser.Id, StringComparison.Ordinal))
        {
            throw new Refusal(OceanEngineCodes.NoPermission, "no permission for this advertiser");
        }
    }

    private JsonObject Listed(Post post)
    {
        var row = Answer(post);
        row["item_title"] = shop.Wall.TitleOf(post.VideoId);
        row["reply_count"] = dialect.Loose.Number(list.Answers(post));
        row["level_type"] = post.ParentId is null ? "LEVEL_ONE" : "LEVEL_TWO";
        row["emotion_type"] = "NEUTRAL";
        row["comment_type"] = "TEXT_COMMENT";
        row["comment_permission"] = "WRITE";
        return row;
    }

    private JsonObject Answer(Post post)
    {
        var isOwn = string.Equals(post.PersonId, shop.OwnerId, StringComparison.Ordinal);
        return new()
        {
            ["comment_id"] = dialect.Number(post.Id),
            ["text"] = spelling.Listed(post, isOwn),
            ["create_time"] = post.At.ToOffset(China).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            ["aweme_id"] = post.PersonId,
            ["aweme_name"] = spelling.Nick(post),
            ["item_id"] = dialect.Number(post.VideoId),
            ["like_count"] = dialect.Loose.Number(post.Diggs),
            ["is_stick"] = dialect.Loose.Number(post.Top ? 1 : 0),
            ["hide_status"] = post.Hidden ? "HIDE" : "NOT_HIDE",
        };
    }

    private JsonObject PageInfo(int page, int size, int total) => new()
    {
        ["page"] = dialect.Loose.Number(page),
        ["page_size"] = dialect.Loose.Number(size),
        ["total_number"] = dialect.Loose.Number(total),
        ["total_page"] = dialect.Loose.Number((total + size - 1) / size),
    };

    private static DateTimeOffset Midnight(DateOnly day) => new(day, TimeOnly.MinValue, China);

    private static DateOnly Day(Call call, string name) =>
        DateOnly.TryParseExact(call.Query(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw Bad(name + " must be a day such as 2026-01-31");

    private static int Number(Call call, string name, int usual, int least, int most) => string.IsNullOrEmpty(call.Query(name)) ? usual
        : int.TryParse(call.Query(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw Bad($"{name} must be {least} to {most}");

    private static Refusal Bad(string what) => new(OceanEngineCodes.BadParameter, what);
}
