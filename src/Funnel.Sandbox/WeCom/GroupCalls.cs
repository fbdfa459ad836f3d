using System.Text.Json.Nodes;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.WeCom;

/// <summary>Customer groups and the ways into them: https://developer.work.weixin.qq.com/document/path/92229, 92120 and 92122.</summary>
internal sealed class GroupCalls(Corp corp, WeComTokens tokens, Groups groups)
{
    private const string Root = "/cgi-bin/externalcontact/groupchat/";

    public void Map(IEndpointRouteBuilder app, Gate gate)
    {
        gate.Map(app, "POST", Root + "add_join_way", Checked(Add));
        gate.Map(app, "POST", Root + "get_join_way", Checked(body => WeComDialect.Ok(new JsonObject { ["join_way"] = Shape(Own(body)) })));
        gate.Map(app, "POST", Root + "update_join_way", Checked(Update));
        gate.Map(app, "POST", Root + "del_join_way", Checked(Delete));
        gate.Map(app, "POST", Root + "list", Checked(List));
        gate.Map(app, "POST", Root + "get", Checked(Get));
        app.MapGet("/wwhead/{name}/0", Picture);
    }

    private async Task Picture(HttpContext context)
    {
        if (groups.Picture((string)context.Request.RouteValues["name"]!) is { } address)
        {
            context.Response.ContentType = "image/png";
            await context.Response.Body.WriteAsync(QrPicture.Draw(address), context.RequestAborted);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private Func<Call, JsonObject> Checked(Func<JsonObject, JsonObject> handle) => call =>
    {
        tokens.Check(call);
        return handle(WeComDialect.Body(call));
    };

    private JsonObject Add(JsonObject body) => WeComDialect.Ok(new JsonObject { ["config_id"] = groups.AddWay(Plan(body)).Id });

    /// <summary>Replaces all: what is missing is what it would be in a new one.</summary>
    private JsonObject Update(JsonObject body)
    {
        groups.ChangeWay(Own(body), Plan(body));
        return WeComDialect.Ok();
    }

    private JsonObject Delete(JsonObject body)
    {
        groups.DeleteWay(WeComDialect.Required(body, "config_id"));
        return WeComDialect.Ok();
    }

    private JsonObject List(JsonObject body)
    {
        var owners = (body["owner_filter"] as JsonObject)?.Texts("userid_list") ?? [];
        Check(owners.Count > 0, WeComCodes.OwnersNeeded, "too many owners: give owner_filter");
        Check(owners.Count <= 100, WeComCodes.BadParameter, "owner_filter: up to 100");
        var (items, next) = WeComDialect.Page([.. groups.All.Where(g => g.CreatedAt <= groups.Visible && owners.Contains(g.Owner, StringComparer.Ordinal))], body, 1000, 1000);
        return WeComDialect.Ok(new JsonObject
        {
            ["group_chat_list"] = new JsonArray([.. items.Select(g => (JsonNode)new JsonObject { ["chat_id"] = g.Id, ["status"] = 0 })]),
            ["next_cursor"] = next,
        });
    }

    private JsonObject Get(JsonObject body)
    {
        var group = groups.Find(WeComDialect.Required(body, "chat_id")) ?? throw new Refusal(WeComCodes.NoGroup, "invalid chat_id");
        var (members, version) = groups.See(group);
        return WeComDialect.Ok(new JsonObject
        {
            ["group_chat"] = new JsonObject
            {
                ["chat_id"] = group.Id,
                ["name"] = group.Name,
                ["owner"] = group.Owner,
                ["create_time"] = group.CreatedAt.ToUnixTimeSeconds(),
                ["notice"] = "",
                ["member_list"] = new JsonArray([.. members.Select(m => (JsonNode)Member(m))]),
                ["admin_list"] = new JsonArray(),
                ["member_version"] = version,
            },
        });
    }

    private Action<JoinWay> Plan(JsonObject body)
    {
        WeComDialect.Chars(body, "room_base_name", 40);
        WeComDialect.Chars(body, "state", 30);
        var (scene, pool) = (body.Number("scene"), body.Texts("chat_id_list"));
        Check(scene is 1 or 2, WeComCodes.WayScene, "scene must be 1 or 2");
        Check(pool.Count > 0, WeComCodes.EmptyParameter, "chat_id_list is required");
        Check(pool.Count <= 5, WeComCodes.TooManyGroups, "chat_id_list: up to 5");
        Check(pool.All(id => groups.Find(id) is { } group && corp.Has(group.Owner)), WeComCodes.NoGroup, "a chat_id is unknown");
        var remark = body.Text("remark") ?? "";
        return way =>
        {
            way.Scene = (int)scene!;
            way.Remark = remark.Length > 30 ? remark[..30] : remark; // cut, not refused
            way.AutoCreate = body.Number("auto_create_room") is not 0;
            way.BaseName = body.Text("room_base_name") ?? "";
            way.BaseId = (int)(body.Number("room_base_id") ?? 1);
            way.State = body.Text("state") ?? "";
            way.Groups = pool;
        };
    }

    private JoinWay Own(JsonObject body) => groups.Way(WeComDialect.Required(body, "config_id"));

    private static JsonObject Shape(JoinWay way) => new()
    {
        ["config_id"] = way.Id,
        ["scene"] = way.Scene,
        ["remark"] = way.Remark,
        ["auto_create_room"] = way.AutoCreate ? 1 : 0,
        ["room_base_name"] = way.BaseName,
        ["room_base_id"] = way.BaseId,
        ["chat_id_list"] = new JsonArray([.. way.Groups.Select(id => (JsonNode)id)]),
        ["qr_code"] = way.QrCode,
        ["state"] = way.State,
        ["mark_source"] = true,
    };

    private static JsonObject Member(GroupMember member)
    {
        var shape = new JsonObject
        {
            ["userid"] = member.UserId,
            ["type"] = member.IsStaff ? 1 : 2,
            ["join_time"] = member.At.ToUnixTimeSeconds(),
            ["join_scene"] = (int)member.Scene,
            ["group_nickname"] = "",
        };
        if (member.State is { Length: > 0 } state)
        {
            shape["state"] = state;
        }

        if (member.InvitedBy is { } by)
        {
            shape["invitor"] = new JsonObject { ["userid"] = by };
        }

        return shape;
    }

    private static void Check(bool good, int code, string problem)
    {
        if (!good)
        {
            throw new Refusal(code, problem);
        }
    }
}
