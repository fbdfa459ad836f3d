using System.Text.Json.Nodes;
using Funnel.Sandbox.Comments;
using Funnel.Sandbox.Sources;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.Douyin;

/// <summary>The public reply. It has no idempotency key: each accepted call is another reply.</summary>
internal sealed class ReplyCall(Grants grants, Shop shop, DouyinDialect dialect)
{
    public void Map(IEndpointRouteBuilder app, Gate gate) => gate.Map(app, "POST", "/item/comment/reply/", Reply, sends: true);

    private JsonObject Reply(Call call)
    {
        grants.Check(call, "item.comment");
        var body = call.Json ?? throw Bad("a JSON body is required");
        var video = body.Text("item_id");
        var text = Content(body.Text("content"));
        if (!shop.Wall.Has(video))
        {
            throw Bad("item_id is not a video of this user");
        }

        // Without comment_id this very call posts a comment under the video.
        var commentId = body.Text("comment_id");
        return Posted(string.IsNullOrEmpty(commentId) ? shop.CommentOnOwn(video!, text) : Answer(video!, commentId, text));
    }

    private static string Content(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > ContentRules.ReplyChars)
        {
            throw Bad("content must be 1 to 100 characters");
        }

        return ContentRules.RefusedInPublic(text) ? throw new Refusal(DouyinCodes.IllegalContent, "content is illegal: link or phone number") : text;
    }

    private Post Answer(string video, string commentId, string text)
    {
        var to = shop.Wall.Find(commentId);
        return to is not null && string.Equals(to.VideoId, video, StringComparison.Ordinal)
            ? shop.Reply(to, text, ContentRules.AuditedAway(text))
            : throw Bad("comment_id unknown under this item_id");
    }

    private JsonObject Posted(Post post) => dialect.Ok(new JsonObject
    {
        ["comment_id"] = post.Id,
        ["nick_name"] = post.Nick,
        ["avatar"] = "https://p3.example.com/avatar.jpeg",
    });

    private static Refusal Bad(string what) => new(DouyinCodes.BadParameter, what);
}
