using System.Text.Json.Nodes;
using Funnel.Sandbox.Books;
using Funnel.Sandbox.Callbacks;
using Funnel.Sandbox.Faults;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.Douyin;

/// <summary>The public reply. It has no idempotency key: each accepted call is another reply.</summary>
internal sealed class ReplyCall(
    Merchant merchant, Grants grants, Wall wall, Webhooks webhooks, DouyinDialect dialect, Ledger books, FaultDeck faults, Moves moves, SandboxOptions options, TimeProvider time)
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

        var sight = SightOf(text);
        var reply = wall.Answer(to, merchant.OpenId, merchant.Name, text, sight);
        var toOwn = string.Equals(to.PersonId, merchant.OpenId, StringComparison.Ordinal);
        books.Write(toOwn ? Page.SelfReplies : Page.Replies, to.PersonId, video, to.Id, text);
        webhooks.Commented(reply);
        if (sight.From < sight.Until)
        {
            moves.Start(async ct =>
            {
                await Task.Delay(options.ReplyLag, time, ct);
                Shown?.Invoke(to, reply);
            });
        }

        return reply;
    }

    /// <summary>From when until when the reply is seen and listed; never, if the audit is quick.</summary>
    private Sight SightOf(string text)
    {
        var from = time.GetUtcNow() + options.ReplyLag;
        var listed = faults.Strikes(SandboxFaults.ListLag) ? from + (options.ListLagBy * faults.Force(SandboxFaults.ListLag)) : from;
        return new(from, listed, AuditedAt(text, from));
    }

    private DateTimeOffset AuditedAt(string text, DateTimeOffset from) =>
        ContentRules.AuditedAway(text) ? from
        : faults.Strikes(SandboxFaults.ReplyAuditedAway) ? faults.Coin(SandboxFaults.ReplyAuditedAway) ? from : from + SeenBeforeAudit
        : faults.Strikes(SandboxFaults.AuditHides) ? from + (options.AuditAfter * (1 + (faults.Force(SandboxFaults.AuditHides) / 4)))
        : DateTimeOffset.MaxValue;

    private JsonObject Posted(Post post) => dialect.Ok(new JsonObject
    {
        ["comment_id"] = post.Id,
        ["nick_name"] = post.Nick,
        ["avatar"] = "https://p3.example.com/avatar.jpeg",
    });

    private static Refusal Bad(string what) => new(DouyinCodes.BadParameter, what);
}
