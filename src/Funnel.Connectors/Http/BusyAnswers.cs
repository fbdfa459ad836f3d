using System.Net;

namespace Funnel.Connectors.Http;

/// <summary>
/// Platforms say "busy, try again" with HTTP 200 and a code in the body. For reads that becomes a 503 with the same body, so that the one
/// retry policy sees it; whoever reads the answer afterwards goes by the code in the body.
/// </summary>
internal sealed class BusyAnswers(PlatformAnswers answers) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return response;
        }

        await response.Content.LoadIntoBufferAsync(HttpRegistration.MaxAnswerBytes, cancellationToken);
        if (answers.IsBusy(await response.Content.ReadAsByteArrayAsync(cancellationToken)))
        {
            response.StatusCode = HttpStatusCode.ServiceUnavailable;
        }

        return response;
    }
}
