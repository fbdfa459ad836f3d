using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Funnel.Console.Assets;

/// <summary>The console's few static files, embedded in the assembly. Their URLs carry their hash, so that a browser keeps them for good.</summary>
public static class AssetFiles
{
    private static readonly FrozenDictionary<string, Asset> All = new[]
    {
        Load("console.css", "text/css; charset=utf-8"),
        Load("console.js", "text/javascript; charset=utf-8"),
        Load("icon.svg", "image/svg+xml"),
    }.ToFrozenDictionary(a => a.Name, StringComparer.Ordinal);

    public static string Url(ConsoleRequest request, string name) => request.Url("assets/" + name, ("v", All[name].Hash));

    internal static ConsoleResult? Find(HttpRequest request, string name) => All.TryGetValue(name, out var asset) ? Give(request, asset) : null;

    private static ConsoleResult Give(HttpRequest request, Asset asset) => new(http =>
    {
        var tag = new EntityTagHeaderValue($"\"{asset.Hash}\"");
        var headers = http.Response.Headers;
        headers.ETag = tag.ToString();
        headers.CacheControl = string.Equals(request.Query["v"], asset.Hash, StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
        if (request.GetTypedHeaders().IfNoneMatch.Any(t => t.Compare(tag, useStrongComparison: false)))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        http.Response.ContentType = asset.ContentType;
        http.Response.ContentLength = asset.Bytes.Length;
        return http.Response.Body.WriteAsync(asset.Bytes, http.RequestAborted).AsTask();
    });

    private static Asset Load(string name, string contentType)
    {
        // Mapped memory of the assembly: nothing to release.
        var stream = typeof(AssetFiles).Assembly.GetManifestResourceStream("Funnel.Console.Assets." + name)
            ?? throw new InvalidOperationException($"{name} is not embedded");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new(name, contentType, bytes, Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]);
    }

    private sealed record Asset(string Name, string ContentType, byte[] Bytes, string Hash);
}
