using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Http;

/// <summary>What scripts and other systems can ask and are told, as OpenAPI: <c>GET api/openapi</c>, the document that stands in docs/openapi.yaml.</summary>
public sealed class OpenApi
{
    [Function("ReadOpenApi")]
    public async Task<IActionResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/openapi")] HttpRequest request, CancellationToken ct)
    {
        await using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("openapi.yaml") ?? throw new InvalidOperationException("the document was not built in");
        using var text = new StreamReader(stream);
        return new ContentResult { Content = await text.ReadToEndAsync(ct), ContentType = "application/yaml; charset=utf-8", StatusCode = StatusCodes.Status200OK };
    }
}
