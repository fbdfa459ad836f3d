using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Funnel.Console;

/// <summary>Reads a form within a limit, so that nobody has the host hold more than a page has use for.</summary>
internal static class ConsoleForm
{
    /// <summary>Room for any page's fields.</summary>
    public const long UsualBytes = 1024 * 1024;

    private const int StatusTooLarge = StatusCodes.Status413PayloadTooLarge;

    /// <returns>No form when it is none, or one over its limits; then whether it is too large.</returns>
    public static async Task<(IFormCollection? Form, bool IsTooLarge)> Read(HttpRequest http, long mostBytes, CancellationToken ct)
    {
        if (!http.HasFormContentType)
        {
            return (null, false);
        }

        if (http.ContentLength > mostBytes)
        {
            return (null, true);
        }

        if (http.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = mostBytes; // of one that does not say its length
        }

        try
        {
            var options = new FormOptions { BufferBodyLengthLimit = mostBytes, MultipartBodyLengthLimit = mostBytes, ValueLengthLimit = (int)mostBytes };
            return (await http.ReadFormAsync(options, ct), false);
        }
        catch (BadHttpRequestException e)
        {
            return (null, e.StatusCode == StatusTooLarge);
        }
        catch (InvalidDataException)
        {
            return (null, false);
        }
    }
}
