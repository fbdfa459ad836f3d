using Microsoft.AspNetCore.Http;

namespace Funnel.Functions.Http;

/// <summary>Reads a request's body within a limit.</summary>
internal static class RequestBody
{
    /// <returns>Null when it is longer than the limit; the rest of it is not read.</returns>
    public static async Task<byte[]?> Read(HttpRequest request, int maxBytes, CancellationToken ct)
    {
        using var body = new MemoryStream();
        var buffer = new byte[8192];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, ct)) > 0)
        {
            if (body.Length + read > maxBytes)
            {
                return null;
            }

            await body.WriteAsync(buffer.AsMemory(0, read), ct);
        }

        return body.ToArray();
    }
}
