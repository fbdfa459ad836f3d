using System.Text;
using System.Text.Json.Nodes;
using Funnel.Sandbox.Wire;

namespace Funnel.Sandbox.WeCom;

/// <summary>WeCom's envelope. 10,000 calls a minute and API: https://developer.work.weixin.qq.com/document/path/90312.</summary>
internal sealed class WeComDialect : IDialect
{
    public int CallsPerMinute => 10_000;

    public Refusal TooMany => new(WeComCodes.TooFast, "api freq out of limit");

    /// <summary>A POST call made by GET finds no userid, and says so.</summary>
    public Refusal WrongMethod => new(WeComCodes.NoUser, "wrong HTTP method");

    public static JsonObject Ok(JsonObject? data = null)
    {
        var answer = data ?? [];
        answer["errcode"] = 0;
        answer["errmsg"] = "ok";
        return answer;
    }

    public JsonObject Refuse(Refusal refusal, string path) => new() { ["errcode"] = refusal.Code, ["errmsg"] = refusal.Message };

    public static JsonObject Body(Call call) => call.Json ?? throw new Refusal(WeComCodes.BadParameter, "Warning: wrong json format.");

    public static string Required(JsonObject body, string name) => body.Text(name) is { Length: > 0 } text
        ? text
        : throw new Refusal(WeComCodes.EmptyParameter, name + " is required");

    public static void Chars(JsonObject body, string name, int most)
    {
        if (body.Text(name) is { } text && text.EnumerateRunes().Count() > most)
        {
            throw new Refusal(WeComCodes.BadParameter, FormattableString.Invariant($"{name} has more than {most} characters"));
        }
    }

    public static void Bytes(JsonObject body, string name, int most)
    {
        if (body.Text(name) is { } text && Encoding.UTF8.GetByteCount(text) > most)
        {
            throw new Refusal(WeComCodes.BadParameter, FormattableString.Invariant($"{name} has more than {most} bytes"));
        }
    }

    /// <summary>A page of a list, by a cursor that is a place in it.</summary>
    public static (IReadOnlyList<T> Items, string Next) Page<T>(IReadOnlyList<T> all, JsonObject body, int standard, int most)
    {
        var limit = body.ContainsKey("limit") ? body.Number("limit") ?? 0 : standard;
        if (limit < 1 || limit > most)
        {
            throw new Refusal(WeComCodes.BadParameter, FormattableString.Invariant($"limit must be 1 to {most}"));
        }

        var cursor = body.Text("cursor") is { Length: > 0 } text ? text : "0";
        if (!int.TryParse(cursor, out var from) || from < 0 || from > all.Count)
        {
            throw new Refusal(50100, "cursor invalid");
        }

        var items = all.Skip(from).Take((int)limit).ToList();
        var next = from + items.Count;
        return (items, next < all.Count ? FormattableString.Invariant($"{next}") : "");
    }
}
