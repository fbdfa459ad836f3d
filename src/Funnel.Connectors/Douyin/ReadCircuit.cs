using Funnel.Clocks;
using Microsoft.Extensions.Options;
using Polly.CircuitBreaker;

namespace Funnel.Connectors.Douyin;

/// <summary>
/// Open after so many failed reads in a row: then nothing is asked for a while, and after that one question decides. One instance for all, so that it
/// sees every read. By both clocks of this process: Polly's own breaker goes by the wall clock, and stays open for as long as that is set back.
/// </summary>
internal sealed class ReadCircuit(IOptions<DouyinOptions> options, TimeProvider time)
{
    private readonly Lock gate = new();
    private int failures;
    private TimeMark? opened;

    /// <summary>Whether the platform may be asked now.</summary>
    public bool MayAsk()
    {
        lock (gate)
        {
            if (opened is not { } since)
            {
                return true;
            }

            if (since.Age(time) < options.Value.BreakFor)
            {
                return false;
            }

            opened = TimeMark.Now(time); // this one asks for all; the others wait for what comes of it
            return true;
        }
    }

    public void Succeeded()
    {
        lock (gate)
        {
            (failures, opened) = (0, null);
        }
    }

    public void Failed()
    {
        lock (gate)
        {
            if (++failures >= options.Value.BreakAfter)
            {
                opened = TimeMark.Now(time);
            }
        }
    }
}

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
