using Polly.CircuitBreaker;

namespace Funnel.Connectors.Http;

/// <summary>Holds reads back while the circuit is open. Inside the retries, so that each attempt counts.</summary>
internal sealed class ReadCircuitHandler(ReadCircuit circuit) : DelegatingHandler
{
    /// <exception cref="BrokenCircuitException">The platform was not asked.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!circuit.MayAsk())
        {
            throw new BrokenCircuitException();
        }

        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            Record(ReadPolicies.IsPassing(response));
            return response;
        }
        catch (HttpRequestException e) when (ReadPolicies.IsPassing(e))
        {
            circuit.Failed();
            throw;
        }
    }

    private void Record(bool failed)
    {
        if (failed)
        {
            circuit.Failed();
        }
        else
        {
            circuit.Succeeded();
        }
    }
}
