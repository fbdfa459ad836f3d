namespace Funnel.Embedded.Sqlite;

/// <summary>
/// The time by which messages become visible: the wall clock, and what it was ever set back by, so that it never goes back. Otherwise a message
/// that is hidden for seconds would stay so for as long as the clock was set back. All processes share it through two counters of the file, so a
/// restart after the clock was set back goes on as well.
/// </summary>
internal sealed class QueueClock(Database database, TimeProvider time)
{
    /// <summary>How far the stored time lags behind, at most: the delays under way get longer by as much. Less would cost a page of the log each time.</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(1);

    private readonly Statement read = database.Prepare("""
        SELECT coalesce((SELECT value FROM counters WHERE name = 'queue-time-set-back'), 0), coalesce((SELECT value FROM counters WHERE name = 'queue-time'), 0)
        """);

    private readonly Statement write = database.Prepare("INSERT INTO counters VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value");

    private DateTimeOffset latest;
    private DateTimeOffset stored;
    private TimeSpan setBack;
    private bool known;
    private bool moved;
    private bool used;

    /// <summary>Only inside a transaction, which keeps other processes from changing it.</summary>
    public DateTimeOffset Now()
    {
        Read();
        var now = time.GetUtcNow() + setBack;
        var behind = (latest > stored ? latest : stored) - now;
        if (behind > Lag)
        {
            (setBack, moved) = (setBack + behind, true);
        }

        return latest = behind > TimeSpan.Zero ? now + behind : now;
    }

    /// <summary>The time for a message that this transaction writes: it is kept with it. ReadBacks alone write nothing.</summary>
    public DateTimeOffset NowToWrite()
    {
        used = true;
        return Now();
    }

    /// <summary>Before the transaction's commit.</summary>
    public void Save()
    {
        if (moved || (used && latest - stored >= Lag))
        {
            write.BindText(1, "queue-time-set-back"u8.ToArray()).Bind(2, setBack.Ticks).Execute();
            write.BindText(1, "queue-time"u8.ToArray()).Bind(2, latest.UtcTicks).Execute();
        }
    }

    /// <summary>After the transaction, however it ended: another process may set it now.</summary>
    public void Forget() => (known, moved, used) = (false, false, false);

    private void Read()
    {
        if (known)
        {
            return;
        }

        try
        {
            read.Step();
            (setBack, stored, known) = (new(read.Int64(0)), new(read.Int64(1), TimeSpan.Zero), true);
        }
        finally
        {
            read.Reset();
        }
    }
}
