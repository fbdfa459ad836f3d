namespace Funnel.Leads;

/// <summary>Keeps what days come to, as long as nobody writes to them: most days of a report are over, and one read tells that they are as they were.</summary>
public sealed class DayFolds(LeadLists lists)
{
    /// <summary>Days of accounts, twice that at most; a day with a hundred videos takes about 40 KB.</summary>
    private const int Remembered = 512;

    private readonly RecentlySeen<(string Account, DateOnly Day), DayFold> folds = new(Remembered);

    /// <exception cref="Storage.StorageException">The store failed, or a newer version wrote a counter.</exception>
    internal async ValueTask<DayFold> Read(string accountId, DateOnly day, CancellationToken ct)
    {
        // The stamp is read first: what is written in between is counted and read again next time.
        var stamp = await lists.StampOf(accountId, day, ct);
        if (stamp is not null && folds.Find((accountId, day)) is { } known && string.Equals(known.Stamp, stamp, StringComparison.Ordinal))
        {
            return known;
        }

        var fold = DayFold.Of(stamp, await lists.CounterDocuments(accountId, day, ct));
        if (stamp is not null)
        {
            folds.Keep((accountId, day), fold);
        }

        return fold;
    }
}
