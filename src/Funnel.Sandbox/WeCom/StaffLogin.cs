using System.Text.Json.Nodes;
using Funnel.Sandbox.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Funnel.Sandbox.WeCom;

/// <summary>
/// Web登录: https://developer.work.weixin.qq.com/document/path/98152 and 98176. The page on which staff would scan sends the browser back at once, as if the one who scans had done so.
/// </summary>
internal sealed class StaffLogin(Corp corp, WeComTokens tokens, Ids ids, TimeProvider time)
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);
    private readonly Lock gate = new();
    private readonly Dictionary<string, (string? UserId, DateTimeOffset At)> codes = new(StringComparer.Ordinal);

    /// <summary>Who scans: a member's user id; null for somebody of no corp; empty for somebody who presses "no".</summary>
    public string? Scanner { get; set; } = corp.Staff;

    public void Map(IEndpointRouteBuilder app, Gate calls)
    {
        app.MapGet("/wwlogin/sso/login", Scan);
        calls.Map(app, "GET", "/cgi-bin/auth/getuserinfo", Identity);
    }

    private Task Scan(HttpContext context)
    {
        string Given(string name) => context.Request.Query[name].ToString();
        if (!Given("login_type").Equals("CorpApp", StringComparison.Ordinal) || !Given("appid").Equals(corp.Id, StringComparison.Ordinal)
            || !Given("agentid").Equals(FormattableString.Invariant($"{corp.AgentId}"), StringComparison.Ordinal) || !Uri.TryCreate(Given("redirect_uri"), UriKind.Absolute, out var back))
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.WriteAsync("<p>参数错误</p>", context.RequestAborted);
        }

        var state = "state=" + Uri.EscapeDataString(Given("state"));
        var query = Scanner is { Length: 0 } ? state : $"code={Code(Scanner)}&{state}";
        context.Response.Redirect(back.AbsoluteUri + (back.Query.Length > 0 ? "&" : "?") + query);
        return Task.CompletedTask;
    }

    private string Code(string? userId)
    {
        var code = ids.Fresh("login-code", 43);
        lock (gate)
        {
            codes[code] = (userId, time.GetUtcNow());
        }

        return code;
    }

    private JsonObject Identity(Call call)
    {
        tokens.Check(call);
        lock (gate)
        {
            return call.Query("code") is { } code && codes.Remove(code, out var known) && time.GetUtcNow() - known.At < Life
                ? WeComDialect.Ok(known.UserId is { } member ? new JsonObject { ["userid"] = member } : new JsonObject { ["openid"] = "o" + ids.Fresh("login-openid", 27) })
                : throw new Refusal(WeComCodes.BadLoginCode, "invalid code");
        }
    }
}
