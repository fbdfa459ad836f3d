using System.Security.Cryptography;
using System.Text;

namespace Funnel.Connectors;

/// <summary>
/// What was told by webhooks lately, so that the same delivery, told again by the platform or played again by somebody who recorded it, is answered and does nothing. Bounded, and
/// in memory: another process, or this one after a restart, takes a delivery in once more, and what is stored by then makes it come to nothing.
/// </summary>
/// <remarks>A delivery counts only when it was taken in to the end: what failed half way is done by the platform's next try.</remarks>
public sealed class DeliveryWindow
{
    /// <summary>Deliveries remembered at least; at most twice as many, some 10 MB.</summary>
    public const int Remembered = 50_000;

    private readonly Lock gate = new();
    private readonly Dictionary<UInt128, Task> underWay = [];
    private HashSet<UInt128> young = [];
    private HashSet<UInt128> old = [];

    /// <summary>Takes a delivery in unless that was done. One that is being taken in is waited for, and taken in anew if that fails.</summary>
    /// <param name="deliveryId">See <see cref="WebhookResult.Accepted"/>; null is always taken in.</param>
    /// <returns>False when it had been taken in before.</returns>
    public async Task<bool> Once(string connector, string? deliveryId, Func<Task> takeIn, CancellationToken ct)
    {
        if (deliveryId is null)
        {
            await takeIn();
            return true;
        }

        var key = KeyOf(connector, deliveryId);
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        while (Begin(key, mine.Task) is { } theirs)
        {
            await theirs.WaitAsync(ct);
            if (IsKnown(key))
            {
                return false;
            }
        }

        if (IsKnown(key))
        {
            End(key, mine, done: true);
            return false;
        }

        var done = false;
        try
        {
            await takeIn();
            return done = true;
        }
        finally
        {
            End(key, mine, done);
        }
    }

    /// <returns>Null when it is the caller's to take in; else what to wait for.</returns>
    private Task? Begin(UInt128 key, Task mine)
    {
        lock (gate)
        {
            return underWay.TryAdd(key, mine) ? null : underWay[key];
        }
    }

    private bool IsKnown(UInt128 key)
    {
        lock (gate)
        {
            return young.Contains(key) || old.Contains(key);
        }
    }

    private void End(UInt128 key, TaskCompletionSource mine, bool done)
    {
        lock (gate)
        {
            underWay.Remove(key);
            if (done && young.Count >= Remembered)
            {
                (old, young) = (young, []);
            }

            if (done)
            {
                young.Add(key);
            }
        }

        mine.SetResult();
    }

    private static UInt128 KeyOf(string connector, string deliveryId) =>
        System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{connector}\n{deliveryId}")));
}
