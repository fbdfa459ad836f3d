using System.Collections.Concurrent;

namespace Funnel.Embedded.Sqlite;

/// <summary>Connections for reading. A reader sees what was committed when it begins, and neither waits for the writer nor holds it up.</summary>
internal sealed class ReaderPool(Func<Database> open) : IDisposable
{
    private readonly ConcurrentBag<ReadSession> free = [];
    private volatile bool closed;

    public T Read<T>(Func<ReadSession, T> read)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        var session = free.TryTake(out var pooled) ? pooled : new(open());
        try
        {
            return read(session);
        }
        finally
        {
            GiveBack(session);
        }
    }

    public void Dispose()
    {
        closed = true;
        while (free.TryTake(out var session))
        {
            session.Dispose();
        }
    }

    private void GiveBack(ReadSession session)
    {
        free.Add(session);
        if (closed)
        {
            Dispose();
        }
    }
}
