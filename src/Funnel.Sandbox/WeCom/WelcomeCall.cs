using System.Text.Json.Nodes;
using Funnel.Sandbox.Books;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.WeCom;

/// <summary>The welcome message: within 20 s, once. https://developer.work.weixin.qq.com/document/path/92137.</summary>
internal sealed class WelcomeCall(WeComTokens tokens, Media media, Ledger books, Ids ids, TimeProvider time)
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(20);
    private const int MostAttachments = 9;

    /// <summary>What a contact got: the words, and the addresses of codes whose pictures came along.</summary>
    public Action<Contact, string?, IReadOnlyList<string>>? Shown { get; set; }

    private readonly Lock gate = new();
    private readonly Dictionary<string, (Contact Contact, DateTimeOffset Until)> codes = new(StringComparer.Ordinal);

    public void Map(IEndpointRouteBuilder app, Gate gate) => gate.Map(app, "POST", "/cgi-bin/externalcontact/send_welcome_msg", Send, sends: true);

    /// <summary>A code for a contact's event, or null when they have been welcomed already.</summary>
    public string? CodeFor(Contact contact)
    {
        lock (gate)
        {
            if (contact.Welcomed)
            {
                return null;
            }

            var code = ids.Fresh("welcome", 43);
            codes[code] = (contact, time.GetUtcNow() + Within);
            return code;
        }
    }

    /// <summary>A member of the staff greets the contact in the app; its codes work no more.</summary>
    public void ByHand(Contact contact, string text)
    {
        lock (gate)
        {
            contact.Welcomed = true;
        }

        books.Write(Page.Welcomed, contact.PersonId, text: text, token: contact.State);
    }

    private JsonObject Send(Call call)
    {
        tokens.Check(call);
        var body = WeComDialect.Body(call);
        var code = body.Text("welcome_code") is { Length: > 0 } given ? given : throw new Refusal(WeComCodes.NoWelcomeCode, "welcome_code missing");
        var text = Content(body);
        Contact contact;
        lock (gate)
        {
            contact = Take(code);
        }

        books.Write(Page.Welcomed, contact.PersonId, text: text, token: contact.State);
        Shown?.Invoke(contact, text, [.. ((body["attachments"] as JsonArray)?.OfType<JsonObject>() ?? []).Select(a => media.CodeOf((a["image"] as JsonObject)?.Text("media_id"))).OfType<string>()]);
        return WeComDialect.Ok();
    }

    private Contact Take(string code)
    {
        if (!codes.TryGetValue(code, out var found))
        {
            throw new Refusal(WeComCodes.WelcomeCode, "invalid welcome code");
        }

        if (found.Contact.Welcomed)
        {
            throw new Refusal(found.Until == default ? WeComCodes.WelcomeCode : WeComCodes.WelcomedAlready, "welcome code used, or the welcome was delivered");
        }

        if (found.Until < time.GetUtcNow())
        {
            throw new Refusal(WeComCodes.WelcomeCode, "welcome code expired");
        }

        found.Contact.Welcomed = true;
        codes[code] = (found.Contact, default); // used: the same code again is 41050, another one of the same contact 41051
        return found.Contact;
    }

    private string? Content(JsonObject body)
    {
        var text = body["text"] as JsonObject;
        if (text is not null)
        {
            WeComDialect.Bytes(text, "content", 4000);
        }

        var attachments = (body["attachments"] as JsonArray)?.OfType<JsonObject>().ToList() ?? [];
        if (attachments.Count > MostAttachments)
        {
            throw new Refusal(WeComCodes.TooManyAttachments, "more than 9 attachments");
        }

        attachments.ForEach(Check);
        var content = text?.Text("content");
        return string.IsNullOrEmpty(content) && attachments.Count == 0
            ? throw new Refusal(WeComCodes.EmptyParameter, "text and attachments are both empty")
            : content;
    }

    private void Check(JsonObject attachment)
    {
        var type = attachment.Text("msgtype") ?? "";
        var inner = attachment[type] as JsonObject ?? throw new Refusal(WeComCodes.AttachmentType, "an attachment needs an object named as its msgtype");
        switch (type)
        {
            case "image":
                CheckImage(inner);
                break;
            case "video" or "file":
                media.Check(inner.Text("media_id"), type);
                break;
            case "link":
                WeComDialect.Required(inner, "title");
                WeComDialect.Required(inner, "url");
                WeComDialect.Bytes(inner, "title", 128);
                WeComDialect.Bytes(inner, "desc", 512);
                break;
            case "miniprogram":
                CheckMiniProgram(inner);
                break;
            default:
                throw new Refusal(WeComCodes.AttachmentType, "msgtype must be image, link, miniprogram, video or file");
        }
    }

    private void CheckImage(JsonObject image)
    {
        if (image.Text("media_id") is { Length: > 0 } || string.IsNullOrEmpty(image.Text("pic_url")))
        {
            media.Check(image.Text("media_id"), "image");
        }
    }

    private void CheckMiniProgram(JsonObject program)
    {
        WeComDialect.Required(program, "title");
        WeComDialect.Required(program, "appid");
        WeComDialect.Required(program, "page");
        WeComDialect.Bytes(program, "title", 64);
        media.Check(program.Text("pic_media_id"), "image");
    }
}
