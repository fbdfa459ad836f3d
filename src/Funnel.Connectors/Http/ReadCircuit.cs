using Funnel.Clocks;
using Microsoft.Extensions.Options;

namespace Funnel.Connectors.Http;

/// <summary>
/// Open after so many failed reads in a row: then nothing is asked for a while, and after that one question decides. One instance a platform, so that
/// it sees every read. By both clocks of this process: Polly's own breaker goes by the wall clock, and stays open for as long as that is set back.
/// </summary>
internal sealed class ReadCircuit(IOptions<IHttpSettings> options, TimeProvider time)
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

            if (since.Age(time) < options.Value.Reads.BreakFor)
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
            if (++failures >= options.Value.Reads.BreakAfter)
            {
                opened = TimeMark.Now(time);
            }
        }
    }
}
