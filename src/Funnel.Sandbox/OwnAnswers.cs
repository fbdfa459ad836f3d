using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Funnel.Sandbox;

/// <summary>Answers of the sandbox's own routes.</summary>
internal static class OwnAnswers
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task Json(HttpContext context, JsonObject answer) => Json(context, answer.ToJsonString(Plain));

    public static Task Json(HttpContext context, string json)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(json, context.RequestAborted);
    }

    public static Task Refuse(HttpContext context, int status, string problem)
    {
        context.Response.StatusCode = status;
        return Json(context, new JsonObject { ["error"] = problem });
    }
}
