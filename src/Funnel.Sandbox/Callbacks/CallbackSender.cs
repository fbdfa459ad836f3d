using Funnel.Sandbox.Faults;

namespace Funnel.Sandbox.Callbacks;

/// <summary>
/// Delivers events as both platforms do: 5 s for an answer, 3 tries, no order, no guarantee. An event of a time when nobody has announced a
/// callback address goes the same way, so it is lost unless somebody does so soon.
/// </summary>
internal sealed class CallbackSender(IHttpClientFactory clients, FaultDeck faults, Moves moves, SandboxOptions options, TimeProvider time)
{
    public const string Client = "callbacks";

    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5);
    private const int Tries = 3;

    private int delivered;
    private int failed;
    private int dropped;

    /// <summary>Where the host's routes begin.</summary>
    public Uri? Base { get; set; }

    public (int Delivered, int Failed, int Dropped) Counts => (delivered, failed, dropped);

    /// <param name="make">Makes the request of one try for a base address; null while the receiver may not be called.</param>
    /// <param name="repeat">Deliver it twice, as if the first answer had been lost.</param>
    /// <param name="gapsBefore">How many gaps between tries to wait before the first one.</param>
    /// <param name="delivered">Called when the host has taken it.</param>
    public void Send(Func<Uri, HttpRequestMessage?> make, bool repeat = false, int gapsBefore = 0, Action? delivered = null)
    {
        if (faults.Strikes(SandboxFaults.DroppedCallback))
        {
            Interlocked.Increment(ref dropped);
            return;
        }

        var late = (faults.Strikes(SandboxFaults.LateCallback) ? options.LateBy : TimeSpan.Zero) + (options.CallbackRetryGap * gapsBefore);
        moves.Start(ct => Deliver(make, late, delivered, ct));
        if (repeat || faults.Strikes(SandboxFaults.DuplicateCallback))
        {
            moves.Start(ct => Deliver(make, late + (options.CallbackRetryGap / 2), delivered, ct));
        }
    }

    /// <summary>One request whose answer matters.</summary>
    public async Task<HttpResponseMessage> Ask(HttpRequestMessage request, TimeSpan within, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(within, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        using var client = clients.CreateClient(Client);
        try
        {
            return await client.SendAsync(request, both.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new HttpRequestException(FormattableString.Invariant($"no answer within {within.TotalSeconds} s"));
        }
    }

    private async Task Deliver(Func<Uri, HttpRequestMessage?> make, TimeSpan late, Action? done, CancellationToken ct)
    {
        await Task.Delay(late, time, ct);
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            if (await Try(make, ct))
            {
                Interlocked.Increment(ref delivered);
                done?.Invoke();
                return;
            }

            if (attempt < Tries)
            {
                await Task.Delay(options.CallbackRetryGap, time, ct);
            }
        }

        Interlocked.Increment(ref failed);
    }

    private async Task<bool> Try(Func<Uri, HttpRequestMessage?> make, CancellationToken ct)
    {
        using var request = Base is { } known ? make(known) : null;
        if (request is null)
        {
            return false;
        }

        try
        {
            using var answer = await Ask(request, AnswerWithin, ct);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // Counted as a failed try; a host that is down is part of the play.
        }
    }
}
