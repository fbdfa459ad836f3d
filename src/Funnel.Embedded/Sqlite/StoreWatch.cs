using Funnel.Storage;

namespace Funnel.Embedded.Sqlite;

/// <summary>
/// Watches over the file while it is open: before each transaction, that it is still the one that was opened and has gone nowhere back; after it, that the
/// <see cref="Witness"/> knows of it. Whoever deletes, replaces or empties the file ends the store: what is done from then on would be forgotten.
/// </summary>
internal sealed class StoreWatch : IDisposable
{
    private readonly string file;
    private readonly Witness witness;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource gone = new();
    private Testimony last;

    /// <param name="commits">The number of the file's last write.</param>
    public StoreWatch(string file, Witness witness, long storeId, long commits, TimeProvider time)
    {
        (this.file, this.witness, this.time) = (file, witness, time);
        last = new(storeId, commits, time.GetUtcNow(), FileIdentity.Of(file) ?? FileIdentity.Unknown);
        witness.Write(last);
    }

    /// <summary>Cancelled when the file is not the one that was opened any more.</summary>
    public CancellationToken Gone => gone.Token;

    /// <exception cref="StorageException">The file is not the one that was opened.</exception>
    public void Check()
    {
        if (!gone.IsCancellationRequested && FileIdentity.Of(file) != last.Identity)
        {
            _ = gone.CancelAsync(); // it is cancelled at once; who waits for it hears of it elsewhere
        }

        ThrowIfGone();
    }

    /// <summary>Inside a transaction.</summary>
    /// <param name="commits">The number of the last write, as the file has it.</param>
    /// <exception cref="StorageException">The file has fewer writes than this process knows of.</exception>
    public void CheckCommits(long commits)
    {
        if (commits < last.Commits)
        {
            _ = gone.CancelAsync(); // it is cancelled at once; who waits for it hears of it elsewhere
            ThrowIfGone();
        }
    }

    /// <summary>After a commit.</summary>
    /// <param name="commits">The number of its last write; one that is known already changes nothing.</param>
    public void Committed(long commits)
    {
        if (commits > last.Commits)
        {
            var now = time.GetUtcNow();
            last = last with { Commits = commits, At = now > last.At ? now : last.At };
            witness.Write(last);
        }
    }

    public void ThrowIfGone()
    {
        if (gone.IsCancellationRequested)
        {
            throw new StorageException(SqliteStore.WhyGone(file));
        }
    }

    public void Dispose()
    {
        witness.Dispose();
        gone.Dispose();
    }
}
