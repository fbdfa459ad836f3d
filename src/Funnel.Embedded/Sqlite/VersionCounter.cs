namespace Funnel.Embedded.Sqlite;

/// <summary>
/// Gives each write of the file its own number, over all processes: a row that is removed and made again never has an old version.
/// </summary>
internal sealed class VersionCounter(Database database, StoreWatch watch)
{
    private readonly Statement read = database.Prepare("SELECT value FROM counters WHERE name = 'version'");
    private readonly Statement write = database.Prepare("UPDATE counters SET value = ?1 WHERE name = 'version'");
    private long? last;
    private long saved;

    /// <summary>The number of the last write.</summary>
    public static long Of(Database database) => database.Number("SELECT value FROM counters WHERE name = 'version'");

    /// <summary>The next number. Only inside a transaction, which keeps other processes from taking the same.</summary>
    public long Next()
    {
        last = (last ?? Read()) + 1;
        return last.Value;
    }

    /// <summary>Before the transaction's commit.</summary>
    public void Save()
    {
        if (last is { } value)
        {
            write.Bind(1, value).Execute();
            saved = value;
        }
    }

    /// <summary>After a commit.</summary>
    public void Committed() => watch.Committed(saved);

    /// <summary>After the transaction, however it ended: another process may count now.</summary>
    public void Forget() => (last, saved) = (null, 0);

    private long Read()
    {
        var known = read.Number();
        watch.CheckCommits(known);
        return known;
    }
}
