using Funnel.Console;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Http;

/// <summary>The operators' pages. Who may see them is the console's own business: sign-in by one-time link, or Easy Auth on Azure.</summary>
public sealed class OperatorConsole(ConsolePages pages)
{
    [Function("ConsoleGet")]
    public Task<IActionResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "console/{*path}")] HttpRequest request, string? path, CancellationToken ct) =>
        pages.Get(request, path, ct);

    [Function("ConsolePost")]
    public Task<IActionResult> Post([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "console/{*path}")] HttpRequest request, string? path, CancellationToken ct) =>
        pages.Post(request, path, ct);
}
