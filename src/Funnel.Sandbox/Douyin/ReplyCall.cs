using System.Text.Json.Nodes;
using Funnel.Sandbox.Books;
using Funnel.Sandbox.Callbacks;
using Funnel.Sandbox.Faults;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.Douyin;

/// <summary>The public reply. It has no idempotency key: each accepted call is another reply.</summary>
internal sealed class ReplyCall(
    Merchant merchant, Grants grants, Wall wall, DouyinDialect dialect, Ledger books, FaultDeck faults, Moves moves, SandboxOptions options, TimeProvider time)
{
    private static readonly TimeSpan SeenBeforeAudit = TimeSpan.FromSeconds(2);

    /// <summary>Called when a reply has come into people's sight.</summary>
    public Action<Post, Post>? Shown { get; set; }

    public void Map(IEndpointRouteBuilder app, Gate gate) => gate.Map(app, "POST", "/item/comment/reply/", Reply, sends: true);

    private JsonObject Reply(Call call)
    {
        grants.Check(call, "item.comment");
        var body = call.Json ?? throw Bad("a JSON body is required");
        var video = body.Text("item_id");
        var text = Content(body.Text("content"));
        if (!wall.Has(video))
        {
            throw Bad("item_id is not a video of this user");
        }

        var commentId = body.Text("comment_id");
        return Posted(string.IsNullOrEmpty(commentId) ? TopLevel(video!, text) : Answer(video!, commentId, text));
    }

    private static string Content(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > ContentRules.ReplyChars)
        {
            throw Bad("content must be 1 to 100 characters");
        }

        return ContentRules.RefusedInPublic(text) ? throw new Refusal(DouyinCodes.IllegalContent, "content is illegal: link or phone number") : text;
    }

    /// <summary>Without comment_id this very call posts a comment under the video.</summary>
    private Post TopLevel(string video, string text)
    {
        var post = wall.Comment(video, merchant.OpenId, merchant.Name, text);
        books.Write(Page.TopLevel, merchant.OpenId, video, post.Id, text);
        return post;
    }

    private Post Answer(string video, string commentId, string text)
    {
        var to = wall.Find(commentId);
        if (to is null || !string.Equals(to.VideoId, video, StringComparison.Ordinal))
        {
            throw Bad("comment_id unknown under this item_id");
        }

        var (from, until) = Sight(text);
        var reply = wall.Reply(to, merchant.OpenId, merchant.Name, text, from, until);
        books.Write(Page.Replies, to.PersonId, video, to.Id, text);
        if (from < until)
        {
            moves.Start(async ct =>
            {
                await Task.Delay(options.ReplyLag, time, ct);
                Shown?.Invoke(to, reply);
            });
        }

        return reply;
    }

    /// <summary>From when until when the reply is seen; never, if the audit is quick.</summary>
    private (DateTimeOffset From, DateTimeOffset Until) Sight(string text)
    {
        var from = time.GetUtcNow() + options.ReplyLag;
        if (ContentRules.AuditedAway(text))
        {
            return (from, from);
        }

        return !faults.Strikes(SandboxFaults.ReplyAuditedAway) ? (from, DateTimeOffset.MaxValue)
            : faults.Coin(SandboxFaults.ReplyAuditedAway) ? (from, from)
            : (from, from + SeenBeforeAudit);
    }

    private JsonObject Posted(Post post) => dialect.Ok(new JsonObject
    {
        ["comment_id"] = post.Id,
        ["nick_name"] = post.Nick,
        ["avatar"] = "https://p3.example.com/avatar.jpeg",
    });

    private static Refusal Bad(string what) => new(DouyinCodes.BadParameter, what);
}
