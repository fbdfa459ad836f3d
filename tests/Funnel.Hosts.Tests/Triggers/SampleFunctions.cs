using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Hosts.Tests.Triggers;

public sealed record Order(string Person, int Amount);

public sealed class TenSecondTimer(Probe probe)
{
    [Function("TenSeconds")]
    public Task Run([TimerTrigger("%Timers:Poll%")] TimerInfo timer, CancellationToken ct) => probe.Enter(timer, ct);
}

public sealed class StartupTimer(Probe probe)
{
    [Function("AtStart")]
    public async ValueTask Run([TimerTrigger("0 0 * * * *", RunOnStartup = true, UseMonitor = false)] TimerInfo timer) => await probe.Enter(timer, default);
}

public sealed class HourlyTimer(Probe probe)
{
    [Function("Hourly")]
    public Task Run([TimerTrigger("0 0 * * * *")] TimerInfo timer, CancellationToken ct) => probe.Enter(timer, ct);
}

public sealed class OrdersReader(Probe probe)
{
    [Function("Orders")]
    public Task Run([QueueTrigger("orders")] Order order, FunctionContext context, CancellationToken ct)
    {
        Assert.Equal("Orders", context.FunctionDefinition.Name);
        return probe.Enter(order, ct);
    }
}

public sealed class TextsReader(Probe probe)
{
    [Function("Texts")]
    public async Task<int> Run([QueueTrigger("texts", Connection = "Storage")] string text, CancellationToken ct)
    {
        await probe.Enter(text, ct);
        return text.Length;
    }
}

public static class BytesReader
{
    [Function("Bytes")]
    public static void Run([QueueTrigger("bytes")] byte[] bytes, FunctionContext context)
    {
        var entered = context.InstanceServices.GetRequiredService<Probe>().Enter(bytes.Length, default);
        Assert.True(entered.IsCompletedSuccessfully);
    }
}

public sealed class Web(Probe probe)
{
    [Function("GetVideo")]
    public static IActionResult GetVideo(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "videos/{video}/comments/{page?}")] HttpRequest request, string video, FunctionContext context, string page = "1") =>
        new OkObjectResult(new { video, page, tag = request.Query["tag"].ToString(), context.FunctionDefinition.Name });

    [Function("PutVideo")]
    public static async Task<string> PutVideo([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "videos/{id}/comments/{page?}")] HttpRequest request, CancellationToken ct)
    {
        using var reader = new StreamReader(request.Body);
        return "length " + (await reader.ReadToEndAsync(ct)).Length;
    }

    /// <summary>Does not pass its cancellation on.</summary>
    [Function("Deaf")]
    public static async Task<string> Deaf([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "deaf")] HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        return await reader.ReadToEndAsync(CancellationToken.None);
    }

    [Function("Nothing")]
    public static void Nothing([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => request.HttpContext.Response.StatusCode = 202;

    [Function("Keyed")]
    public static string Keyed([HttpTrigger(AuthorizationLevel.Function, "get", Route = "keyed")] HttpRequest request) => "open " + request.Path;

    [Function("Admin")]
    public static string Admin([HttpTrigger(AuthorizationLevel.Admin, "get", Route = "masters")] HttpRequest request) => "open " + request.Path;

    [Function("Enter")]
    public async Task<IActionResult> Enter([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "enter")] HttpRequest request, CancellationToken ct)
    {
        await probe.Enter(request.Method, ct);
        return new StatusCodeResult(StatusCodes.Status201Created);
    }
}
