using System.Text.Json.Nodes;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.WeCom;

/// <summary>获客助手: https://developer.work.weixin.qq.com/document/path/97297, 97298 and 97375.</summary>
internal sealed class LinkCalls(Corp corp, WeComTokens tokens, Links links, Contacts contacts, TimeProvider time)
{
    private const string Root = "/cgi-bin/externalcontact/customer_acquisition";

    public void Map(IEndpointRouteBuilder app, Gate gate)
    {
        gate.Map(app, "POST", Root + "/create_link", Checked(Create));
        gate.Map(app, "POST", Root + "/list_link", Checked(List));
        gate.Map(app, "POST", Root + "/get", Checked(Get));
        gate.Map(app, "POST", Root + "/update_link", Checked(Update));
        gate.Map(app, "POST", Root + "/delete_link", Checked(Delete));
        gate.Map(app, "POST", Root + "/customer", Checked(Customers));
        gate.Map(app, "POST", Root + "/statistic", Checked(Statistic));
        gate.Map(app, "GET", Root + "_quota", Quota);
    }

    private Func<Call, JsonObject> Checked(Func<JsonObject, JsonObject> handle) => call =>
    {
        tokens.Check(call);
        return handle(WeComDialect.Body(call));
    };

    private JsonObject Create(JsonObject body)
    {
        var name = WeComDialect.Required(body, "link_name");
        WeComDialect.Chars(body, "link_name", 30);
        return WeComDialect.Ok(new JsonObject { ["link"] = Shape(links.Create(name, Users(body), body.Flag("skip_verify") ?? true), withId: true) });
    }

    private JsonObject List(JsonObject body)
    {
        var (items, next) = WeComDialect.Page(links.Ours(), body, 100, 100);
        return WeComDialect.Ok(new JsonObject
        {
            ["link_id_list"] = new JsonArray([.. items.Select(link => (JsonNode)link.Id)]),
            ["next_cursor"] = next,
        });
    }

    private JsonObject Get(JsonObject body)
    {
        var link = Own(body);
        return WeComDialect.Ok(new JsonObject
        {
            ["link"] = Shape(link, withId: false),
            ["range"] = new JsonObject { ["user_list"] = new JsonArray([.. link.Users.Select(user => (JsonNode)user)]), ["department_list"] = new JsonArray() },
        });
    }

    private JsonObject Update(JsonObject body)
    {
        var link = Own(body);
        WeComDialect.Chars(body, "link_name", 30);
        (link.Name, link.SkipVerify) = (body.Text("link_name") ?? link.Name, body.Flag("skip_verify") ?? link.SkipVerify);
        if (body.ContainsKey("range"))
        {
            link.Users = Users(body);
        }

        return WeComDialect.Ok();
    }

    private JsonObject Delete(JsonObject body)
    {
        links.Delete(WeComDialect.Required(body, "link_id"));
        return WeComDialect.Ok();
    }

    private JsonObject Customers(JsonObject body)
    {
        var (items, next) = WeComDialect.Page(contacts.OfLink(Own(body).Id), body, 1000, 1000);
        return WeComDialect.Ok(new JsonObject
        {
            ["customer_list"] = new JsonArray([.. items.Select(contact => (JsonNode)new JsonObject
            {
                ["external_userid"] = contact.ExternalUserId,
                ["userid"] = contact.UserId,
                ["chat_status"] = 0,
                ["state"] = contact.State,
            })]),
            ["next_cursor"] = next,
        });
    }

    private JsonObject Statistic(JsonObject body)
    {
        var link = Own(body);
        var (from, to) = (body.Number("start_time"), body.Number("end_time"));
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        if (from is null || to is null || to < from || to - from > Days(30) || from < now - Days(180))
        {
            throw new Refusal(WeComCodes.BadParameter, "start_time and end_time: at most 30 days, within the last 180");
        }

        return WeComDialect.Ok(new JsonObject { ["click_link_customer_cnt"] = link.Clicks, ["new_customer_cnt"] = link.Customers });
    }

    private JsonObject Quota(Call call)
    {
        tokens.Check(call);
        var midnight = new DateTimeOffset(time.GetUtcNow().UtcDateTime.Date.AddDays(365), TimeSpan.Zero);
        return WeComDialect.Ok(new JsonObject
        {
            ["total"] = links.Total,
            ["balance"] = links.Left,
            ["quota_list"] = new JsonArray(new JsonObject { ["expire_date"] = midnight.ToUnixTimeSeconds(), ["balance"] = links.Left }),
        });
    }

    private Link Own(JsonObject body) => links.Own(WeComDialect.Required(body, "link_id"));

    private IReadOnlyList<string> Users(JsonObject body)
    {
        if (body.ContainsKey("priority_option"))
        {
            throw new Refusal(WeComCodes.CategoryOnly, "priority_option is for some business categories only");
        }

        var users = (body["range"] as JsonObject)?.Texts("user_list") ?? [];
        if (users.Count is 0 or > 500)
        {
            throw new Refusal(WeComCodes.EmptyParameter, "range must cover 1 to 500 people; the sandbox corp has no departments");
        }

        return users.All(corp.Has) ? users : throw new Refusal(WeComCodes.NoUser, "a user of range is unknown");
    }

    private static JsonObject Shape(Link link, bool withId)
    {
        var shape = new JsonObject { ["link_name"] = link.Name, ["url"] = link.Url, ["create_time"] = link.CreatedAt.ToUnixTimeSeconds() };
        if (withId)
        {
            shape["link_id"] = link.Id;
        }
        else
        {
            shape["skip_verify"] = link.SkipVerify;
            shape["mark_source"] = true;
        }

        return shape;
    }

    private static long Days(int days) => days * 86_400L;
}
