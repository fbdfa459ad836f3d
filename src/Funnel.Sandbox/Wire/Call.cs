using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Funnel.Sandbox.Wire;

/// <summary>One request with its body read. Query values are decoded once, as a web server does: a bare <c>+</c> has become a space.</summary>
internal sealed class Call(HttpRequest request, JsonObject? json, IFormCollection? form)
{
    private const int MostSmall = 1024;

    public string Path { get; } = request.Path.Value ?? "";

    public string Method { get; } = request.Method;

    /// <summary>The body, when it was sent as application/json and is an object.</summary>
    public JsonObject? Json { get; } = json;

    /// <summary>The body, when it was sent as a form.</summary>
    public IFormCollection? Form { get; } = form;

    /// <summary>The bytes of the form's first file, where they are few; empty where there is none such.</summary>
    public byte[] SmallFile { get; private init; } = [];

    public string? Query(string name) => request.Query.TryGetValue(name, out var value) ? (string?)value : null;

    public string? Header(string name) => request.Headers.TryGetValue(name, out var value) ? (string?)value : null;

    /// <summary>A part of the path that the route names, decoded.</summary>
    public string Route(string name) => request.RouteValues[name] as string ?? "";

    public static async Task<Call> Read(HttpRequest request, CancellationToken ct)
    {
        if (request.HasFormContentType)
        {
            var form = await ReadForm(request, ct);
            return new Call(request, null, form) { SmallFile = form?.Files is [{ Length: <= MostSmall } file, ..] ? await Bytes(file, ct) : [] };
        }

        return new Call(request, request.HasJsonContentType() ? await ReadJson(request, ct) : null, null);
    }

    private static async Task<byte[]> Bytes(IFormFile file, CancellationToken ct)
    {
        await using var stream = file.OpenReadStream();
        var bytes = new byte[(int)file.Length];
        await stream.ReadExactlyAsync(bytes, ct);
        return bytes;
    }

    private static async Task<IFormCollection?> ReadForm(HttpRequest request, CancellationToken ct)
    {
        try
        {
            return await request.ReadFormAsync(ct);
        }
        catch (InvalidDataException)
        {
            return null; // The call's own check refuses a missing form.
        }
    }

    private static async Task<JsonObject?> ReadJson(HttpRequest request, CancellationToken ct)
    {
        try
        {
            return await JsonNode.ParseAsync(request.Body, cancellationToken: ct) as JsonObject;
        }
        catch (JsonException)
        {
            return null; // The call's own check refuses a missing object.
        }
    }
}
