using Funnel.Console.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Http;

/// <summary>A further one-time link into the console, for whoever holds the host's master key.</summary>
public sealed class ConsoleLink(OneTimeLinks links)
{
    [Function(nameof(ConsoleLink))]
    public IActionResult Run([HttpTrigger(AuthorizationLevel.Admin, "post", Route = "api/console-link")] HttpRequest request) =>
        new JsonResult(new { url = $"{request.Scheme}://{request.Host}{request.PathBase}/console/sign-in?code={links.Create()}" });
}
