using System.Text.Json.Nodes;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.WeCom;

/// <summary>Reading, naming and tagging contacts.</summary>
internal sealed class ContactCalls(Corp corp, WeComTokens tokens, Contacts contacts, Tags tags)
{
    private const string Root = "/cgi-bin/externalcontact";
    private const int AddedByCode = 1;
    private const int AddedByLink = 16;
    private static readonly string[] Editable = ["remark", "description", "remark_company", "remark_mobiles", "remark_pic_mediaid"];

    public void Map(IEndpointRouteBuilder app, Gate gate)
    {
        gate.Map(app, "GET", "/cgi-bin/gettoken", tokens.Get);
        gate.Map(app, "GET", Root + "/get_follow_user_list", Checked(_ =>
            WeComDialect.Ok(new JsonObject { ["follow_user"] = new JsonArray(corp.Staff) })));
        gate.Map(app, "GET", Root + "/list", Checked(List));
        gate.Map(app, "GET", Root + "/get", Checked(Get));
        gate.Map(app, "POST", Root + "/remark", Checked(call => Remark(WeComDialect.Body(call))));
        gate.Map(app, "POST", Root + "/mark_tag", Checked(call => Mark(WeComDialect.Body(call))));
        gate.Map(app, "POST", Root + "/get_corp_tag_list", Checked(call => tags.List(WeComDialect.Body(call))));
        gate.Map(app, "POST", Root + "/add_corp_tag", Checked(call => tags.Add(WeComDialect.Body(call))));
    }

    private Func<Call, JsonObject> Checked(Func<Call, JsonObject> handle) => call =>
    {
        tokens.Check(call);
        return handle(call);
    };

    private JsonObject List(Call call)
    {
        if (!corp.Has(call.Query("userid")))
        {
            throw new Refusal(WeComCodes.NoUser, "userid unknown");
        }

        return contacts.Full() is { Count: > 0 } all
            ? WeComDialect.Ok(new JsonObject { ["external_userid"] = new JsonArray([.. all.Select(each => (JsonNode)each.ExternalUserId)]) })
            : throw new Refusal(WeComCodes.NoRelation, "not external contact");
    }

    private JsonObject Get(Call call)
    {
        var contact = contacts.Related(null, call.Query("external_userid"));
        return WeComDialect.Ok(new JsonObject
        {
            ["external_contact"] = new JsonObject
            {
                ["external_userid"] = contact.ExternalUserId,
                ["name"] = contact.Name,
                ["type"] = 1,
                ["gender"] = 0,
            },
            ["follow_user"] = new JsonArray(Follower(contact)),
        });
    }

    private JsonObject Follower(Contact contact)
    {
        lock (contact)
        {
            return new JsonObject
            {
                ["userid"] = contact.UserId,
                ["remark"] = contact.Remark,
                ["description"] = contact.Description,
                ["createtime"] = contact.At.ToUnixTimeSeconds(),
                ["tags"] = new JsonArray([.. contact.Tags.Select(TagShape)]),
                ["oper_userid"] = contact.ExternalUserId,
                ["add_way"] = contact.LinkId is null ? AddedByCode : AddedByLink,
                ["state"] = contact.State,
            };
        }
    }

    private JsonObject TagShape(string tagId)
    {
        var (group, name) = tags.NameOf(tagId);
        return new JsonObject { ["group_name"] = group, ["tag_name"] = name, ["tag_id"] = tagId, ["type"] = 1 };
    }

    private JsonObject Remark(JsonObject body)
    {
        var contact = contacts.Related(WeComDialect.Required(body, "userid"), body.Text("external_userid"));
        WeComDialect.Chars(body, "remark", 20);
        WeComDialect.Chars(body, "remark_company", 20);
        WeComDialect.Chars(body, "description", 150);
        if (!Editable.Any(body.ContainsKey))
        {
            throw new Refusal(WeComCodes.EmptyParameter, "nothing to change");
        }

        lock (contact)
        {
            (contact.Remark, contact.Description) = (body.Text("remark") ?? contact.Remark, body.Text("description") ?? contact.Description);
        }

        return WeComDialect.Ok();
    }

    private JsonObject Mark(JsonObject body)
    {
        var (add, remove) = (body.Texts("add_tag"), body.Texts("remove_tag"));
        if (add.Count + remove.Count == 0)
        {
            throw new Refusal(WeComCodes.EmptyParameter, "add_tag and remove_tag are both empty");
        }

        var contact = contacts.Related(WeComDialect.Required(body, "userid"), body.Text("external_userid"));
        if (!add.Concat(remove).All(tags.Has))
        {
            throw new Refusal(WeComCodes.BadTag, "tag id unknown");
        }

        lock (contact)
        {
            contact.Tags.UnionWith(add);
            contact.Tags.ExceptWith(remove);
        }

        return WeComDialect.Ok();
    }
}
