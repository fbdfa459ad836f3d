using System.Text.Json.Nodes;
using Funnel.Sandbox.Books;
using Funnel.Sandbox.Comments;
using Funnel.Sandbox.Sources;
using Funnel.Sandbox.WeCom;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.ByHand;

/// <summary>
/// What the merchant's people do with their own hands, in the apps: <c>POST /sandbox/{source}/reply</c>, <c>/message</c>, <c>/welcome</c>, <c>/reward</c>,
/// <c>/follow</c> with <c>{"comment":"…","text":"…"}</c>, where the
/// comment says whom it is for. Nothing fails here, and the same again is done again, as it would be.
/// </summary>
internal sealed class HandRoutes(IReadOnlyList<ISource> sources, Contacts contacts, WelcomeCall welcome, Ledger books)
{
    public void Map(IEndpointRouteBuilder app)
    {
        foreach (var source in sources)
        {
            app.MapPost($"/sandbox/{source.Name}/reply", context => Do(context, source, Reply));
            app.MapPost($"/sandbox/{source.Name}/message", context => Do(context, source, Message));
            app.MapPost($"/sandbox/{source.Name}/welcome", context => Do(context, source, Welcome));
            app.MapPost($"/sandbox/{source.Name}/reward", context => Do(context, source, Reward));
            app.MapPost($"/sandbox/{source.Name}/follow", context => Do(context, source, Follow));
        }
    }

    private static async Task Do(HttpContext context, ISource source, Func<ISource, Post, string, string?> deed)
    {
        var body = (await Call.Read(context.Request, context.RequestAborted)).Json;
        if (body?.Text("text") is not { Length: > 0 } text || body.Text("comment") is not { Length: > 0 } comment)
        {
            await OwnAnswers.Refuse(context, StatusCodes.Status400BadRequest, "Send {\"comment\":\"…\",\"text\":\"…\"} with the id of a comment and the words");
        }
        else if (source.Shop.Wall.Find(comment) is not { } post)
        {
            await OwnAnswers.Refuse(context, StatusCodes.Status404NotFound, $"there is no such comment on {source.Name}");
        }
        else if (deed(source, post, text) is { } problem)
        {
            await OwnAnswers.Refuse(context, StatusCodes.Status409Conflict, problem);
        }
        else
        {
            await OwnAnswers.Json(context, new JsonObject { ["person"] = post.PersonId });
        }
    }

    private static string? Reply(ISource source, Post to, string text)
    {
        source.Shop.Reply(to, text);
        return null;
    }

    private static string? Message(ISource source, Post of, string text)
    {
        source.Shop.Message(PrivateMessage.Of(of.PersonId, text));
        return null;
    }

    private static string? Follow(ISource source, Post of, string name)
    {
        source.Shop.Follow(of);
        return null;
    }

    private string? Reward(ISource source, Post of, string text)
    {
        books.Write(Page.Rewarded, of.PersonId, text: text);
        return null;
    }

    private string? Welcome(ISource source, Post of, string text)
    {
        if (contacts.OfPerson(of.PersonId) is not { } contact)
        {
            return "whoever wrote this has added nobody";
        }

        welcome.ByHand(contact, text);
        return null;
    }
}
