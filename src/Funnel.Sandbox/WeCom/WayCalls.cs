using System.Text.Json.Nodes;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.WeCom;

/// <summary>联系我: https://developer.work.weixin.qq.com/document/path/92228.</summary>
internal sealed class WayCalls(Corp corp, WeComTokens tokens, Ways ways, TimeProvider time)
{
    private const string Root = "/cgi-bin/externalcontact/";

    public void Map(IEndpointRouteBuilder app, Gate gate)
    {
        gate.Map(app, "POST", Root + "add_contact_way", Checked(Add));
        gate.Map(app, "POST", Root + "get_contact_way", Checked(body => WeComDialect.Ok(new JsonObject { ["contact_way"] = Shape(Own(body)) })));
        gate.Map(app, "POST", Root + "list_contact_way", Checked(List));
        gate.Map(app, "POST", Root + "del_contact_way", Checked(Delete));
    }

    private Func<Call, JsonObject> Checked(Func<JsonObject, JsonObject> handle) => call =>
    {
        tokens.Check(call);
        return handle(WeComDialect.Body(call));
    };

    private JsonObject Add(JsonObject body)
    {
        var (type, scene, users) = (body.Number("type"), body.Number("scene"), body.Texts("user"));
        WeComDialect.Chars(body, "remark", 30);
        WeComDialect.Chars(body, "state", 30);
        Check(type is 1 or 2, WeComCodes.WayType, "type must be 1 or 2");
        Check(scene is 1 or 2, WeComCodes.WayScene, "scene must be 1 or 2");
        Check(scene == 2 || body.Number("style") is >= 1 and <= 3, WeComCodes.WayStyle, "style must be 1 to 3 in scene 1");
        Check(type == 1 ? users.Count == 1 : users.Count is >= 1 and <= 100, WeComCodes.WayUsers, "user: one in type 1, up to 100 in type 2");
        Check(users.All(corp.Has), WeComCodes.NoUser, "a user is unknown");
        var way = ways.Add((int)type!, (int)scene!, body.Text("remark") ?? "", body.Text("state") ?? "", body.Flag("skip_verify") ?? true, users);
        var answer = new JsonObject { ["config_id"] = way.Id };
        if (way.QrCode is { } picture)
        {
            answer["qr_code"] = picture;
        }

        return WeComDialect.Ok(answer);
    }

    private JsonObject List(JsonObject body)
    {
        var now = time.GetUtcNow();
        var from = body.Number("start_time") is { } start ? DateTimeOffset.FromUnixTimeSeconds(start) : now.AddDays(-90);
        var to = body.Number("end_time") is { } end ? DateTimeOffset.FromUnixTimeSeconds(end) : now;
        var (items, next) = WeComDialect.Page(ways.Since(from, to), body, 100, 1000);
        return WeComDialect.Ok(new JsonObject
        {
            ["contact_way"] = new JsonArray([.. items.Select(way => (JsonNode)new JsonObject { ["config_id"] = way.Id })]),
            ["next_cursor"] = next,
        });
    }

    private JsonObject Delete(JsonObject body)
    {
        ways.Delete(WeComDialect.Required(body, "config_id"));
        return WeComDialect.Ok();
    }

    private Way Own(JsonObject body) => ways.Find(WeComDialect.Required(body, "config_id"));

    private static JsonObject Shape(Way way) => new()
    {
        ["config_id"] = way.Id,
        ["type"] = way.Type,
        ["scene"] = way.Scene,
        ["remark"] = way.Remark,
        ["skip_verify"] = way.SkipVerify,
        ["state"] = way.State,
        ["qr_code"] = way.QrCode,
        ["user"] = new JsonArray([.. way.Users.Select(user => (JsonNode)user)]),
        ["party"] = new JsonArray(),
        ["is_temp"] = false,
    };

    private static void Check(bool good, int code, string problem)
    {
        if (!good)
        {
            throw new Refusal(code, problem);
        }
    }
}
