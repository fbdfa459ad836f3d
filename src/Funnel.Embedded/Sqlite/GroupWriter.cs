using System.Threading.Channels;

namespace Funnel.Embedded.Sqlite;

/// <summary>
/// Group commit: writes of many tasks wait in a channel; one loop takes all that are there and applies them in one transaction, so that
/// the cost of a transaction is shared by everyone who waits at the moment. Conditions are checked per operation: one that loses its race
/// does not touch the others. A fault of the file fails the whole group: nothing of it was kept.
/// </summary>
internal sealed class GroupWriter : IAsyncDisposable
{
    // Keeps the time that other processes wait for the lock, and the first task of a group for the last, to some tens of milliseconds.
    private const int MaxGroup = 1_000;

    private readonly Channel<WriteOperation> waiting = Channel.CreateUnbounded<WriteOperation>(new() { SingleReader = true });
    private readonly WriteSession session;
    private readonly Task loop;

    public GroupWriter(WriteSession session)
    {
        this.session = session;
        loop = Task.Run(Loop);
    }

    /// <summary>Completes when the write is committed. Cancelling works until the write begins.</summary>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    public Task<T> Write<T>(Func<WriteSession, T> apply, CancellationToken ct)
    {
        var operation = new WriteOperation<T>(apply, ct);
        ObjectDisposedException.ThrowIf(!waiting.Writer.TryWrite(operation), this);
        return operation.Task;
    }

    /// <summary>Finishes what is waiting, then closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await loop;
        session.Dispose();
    }

    private async Task Loop()
    {
        var group = new List<WriteOperation>(MaxGroup);
        while (await waiting.Reader.WaitToReadAsync())
        {
            while (group.Count < MaxGroup && waiting.Reader.TryRead(out var operation))
            {
                Add(group, operation);
            }

            if (group.Count > 0)
            {
                Commit(group);
                group.Clear();
            }
        }
    }

    private static void Add(List<WriteOperation> group, WriteOperation operation)
    {
        if (operation.IsCancelled)
        {
            operation.Cancel();
        }
        else
        {
            group.Add(operation);
        }
    }

    private void Commit(List<WriteOperation> group)
    {
        try
        {
            session.InTransaction(open => group.ForEach(operation => operation.Apply(open)));
        }
        catch (Exception fault)
        {
            // Each task that waits gets the fault; the loop lives on, as the next group may well succeed.
            group.ForEach(operation => operation.Fail(fault));
            return;
        }

        group.ForEach(operation => operation.Complete());
    }
}
