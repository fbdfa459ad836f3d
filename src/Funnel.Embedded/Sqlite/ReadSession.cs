namespace Funnel.Embedded.Sqlite;

/// <summary>A connection that reads, with its statements. Used by one thread at a time.</summary>
internal sealed class ReadSession(Database database) : IDisposable
{
    private readonly Statement count = database.Prepare("SELECT count(*) FROM messages WHERE queue = ?1");

    public RowReader Rows { get; } = new(database);

    public long CountMessages(byte[] queue) => count.BindText(1, queue).Number();

    public void Dispose() => database.Dispose();
}
