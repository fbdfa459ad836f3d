using System.Net;

namespace Funnel.Connectors.Douyin;

/// <summary>
/// Douyin says "busy, try again" with HTTP 200 and a code in the body. For reads that becomes a 503 with the same body, so that the one
/// retry policy sees it; whoever reads the answer afterwards goes by the code in the body.
/// </summary>
internal sealed class BusyAnswers : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return response;
        }

        await response.Content.LoadIntoBufferAsync(DouyinRegistration.MaxAnswerBytes, cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (IsBusy(body))
        {
            response.StatusCode = HttpStatusCode.ServiceUnavailable;
        }

        return response;
    }

    private static bool IsBusy(byte[] body)
    {
        using var document = Json.TryParse(body);
        return document is not null && CodeTable.IsBusy(Envelope.Read(document.RootElement).Code);
    }
}
