using Funnel.Audit;

namespace Funnel.Privacy;

/// <summary>Removes lines of the audit that are over their keeping time, once a day in each process; after a start from all months in which there may be some.</summary>
internal sealed class ForgottenAudit(AuditLog audit, KeepOptions keep, TimeProvider time)
{
    /// <summary>As long as lines may have been kept by another setting.</summary>
    private const int MonthsAtStart = 122;
    private const int MonthsADay = 2;

    private DateOnly? lookedOn;

    /// <summary>Idempotent, and safe from several processes. Goes on at the next run when the slice is over.</summary>
    public async Task Run(Slice slice, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (lookedOn == today)
        {
            return;
        }

        var before = now - keep.Audit;
        for (var back = 0; back < (lookedOn is null ? MonthsAtStart : MonthsADay); back++)
        {
            while (await audit.Forget(before.AddMonths(-back), before, ct))
            {
                if (slice.IsOver)
                {
                    return;
                }
            }
        }

        lookedOn = today;
    }
}
