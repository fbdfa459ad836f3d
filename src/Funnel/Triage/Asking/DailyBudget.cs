namespace Funnel.Triage.Asking;

/// <summary>So many questions per UTC day and no more. Thread-safe; kept in memory, so a restart begins anew.</summary>
internal sealed class DailyBudget(int perDay, TimeProvider time)
{
    private readonly Lock gate = new();
    private DateOnly day;
    private int spent;

    internal bool TrySpend()
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        lock (gate)
        {
            (day, spent) = today == day ? (day, spent) : (today, 0);
            if (spent >= perDay)
            {
                return false;
            }

            spent++;
            return true;
        }
    }
}
