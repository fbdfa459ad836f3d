using Funnel.Console.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Console;

/// <summary>What the console answers with. Written by itself: results of MVC need MVC's services, which no host of ours has.</summary>
internal sealed class ConsoleResult(Func<HttpContext, Task> write) : IActionResult
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public Task ExecuteResultAsync(ActionContext context)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (ConsoleCookies.IsSecure(context.HttpContext.Request))
        {
            headers.StrictTransportSecurity = "max-age=31536000"; // a year; over plain http browsers take no notice of it
        }

        return write(context.HttpContext);
    }

    public static ConsoleResult Page<T>(ConsoleRequest request, object? model = null, int status = StatusCodes.Status200OK) where T : IComponent => new(http =>
    {
        // Before the page: it sets a cookie, and the headers are out by the page's end.
        request.Token = request.Operator is null ? null : http.RequestServices.GetRequiredService<FormTokens>().Give(http);
        Languages.Language.Keep(http, request.Base, request.IsSecure);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Vary = "Cookie, Accept-Language";
        var parameters = new Dictionary<string, object?>(StringComparer.Ordinal) { ["Request"] = request };
        if (model is not null)
        {
            parameters["Model"] = model;
        }

        return new RazorComponentResult<T>(parameters) { StatusCode = status }.ExecuteAsync(http);
    });

    /// <summary>To another page after something was done, so that a reload does not do it again.</summary>
    public static ConsoleResult SeeOther(string url) => new(http =>
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = url;
        http.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    });

    public static ConsoleResult Json(byte[] body) => new(http =>
    {
        http.Response.ContentType = "application/json";
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.Body.WriteAsync(body, http.RequestAborted).AsTask();
    });

    /// <summary>A file that is made while it is sent.</summary>
    public static ConsoleResult File(string name, string contentType, IAsyncEnumerable<string> parts) => new(async http =>
    {
        http.Response.ContentType = contentType;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        await foreach (var part in parts)
        {
            await http.Response.WriteAsync(part, http.RequestAborted);
        }
    });

    public static ConsoleResult Notice(ConsoleRequest request, int status, string title, string hint) => Page<Frame.NoticePage>(request, new Frame.Notice(title, hint), status);

    public static ConsoleResult NotFound(ConsoleRequest request) => Notice(request, StatusCodes.Status404NotFound, request.Texts.Missing, request.Texts.MissingHint);

    /// <summary>More was sent than the page takes.</summary>
    public static ConsoleResult TooLarge(ConsoleRequest request, long mostBytes)
    {
        var t = request.Texts.Import;
        var hint = string.Format(System.Globalization.CultureInfo.InvariantCulture, t.TooLargeHint, mostBytes / 1024 / 1024);
        var back = request.Path is "import" ? (request.Url(request.Path), t.Back) : ((string, string)?)null;
        return Page<Frame.NoticePage>(request, new Frame.Notice(t.TooLarge, hint, back), StatusCodes.Status413PayloadTooLarge);
    }

    public static ConsoleResult StaleForm(ConsoleRequest request) => Notice(request, StatusCodes.Status400BadRequest, request.Texts.Stale, request.Texts.StaleHint);
}
