using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Funnel.Console.Landing;

/// <summary>Answers with the page behind a contact link.</summary>
/// <param name="status">404 for a link that is none, 503 while the contact path cannot be read.</param>
public sealed class LandingResult(LandingView view, int status) : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = LandingStyle.PolicyFor(view.Contact?.Picture);
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers.Vary = "Accept-Language";
        headers["Referrer-Policy"] = "no-referrer"; // the token is in the address
        headers["X-Robots-Tag"] = "noindex, nofollow";
        return new RazorComponentResult<LandingPage>(new Dictionary<string, object?>(StringComparer.Ordinal) { ["Model"] = view }) { StatusCode = status }.ExecuteAsync(context.HttpContext);
    }
}
