using System.Text;
using SQLitePCL;

namespace Funnel.Embedded.Sqlite;

/// <summary>
/// One prepared statement, used again and again by the one thread that holds its connection. Parameters count from 1 and columns from 0, as in
/// SQLite.
/// </summary>
internal sealed class Statement(Database database, sqlite3_stmt handle) : IDisposable
{
    public Statement Bind(int parameter, long value) => Checked(raw.sqlite3_bind_int64(handle, parameter, value));

    public Statement BindBlob(int parameter, ReadOnlySpan<byte> value) => Checked(raw.sqlite3_bind_blob(handle, parameter, value));

    /// <summary>Binds text that is UTF-8 already; SQLite copies it.</summary>
    public Statement BindText(int parameter, ReadOnlySpan<byte> utf8) => Checked(raw.sqlite3_bind_text(handle, parameter, utf8));

    public Statement BindNull(int parameter) => Checked(raw.sqlite3_bind_null(handle, parameter));

    /// <summary>Goes to the next row; false at the end. The caller resets, whatever happens.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            database.Check(code);
        }

        return code == raw.SQLITE_ROW;
    }

    /// <summary>Ends a run: locks are let go, and values bound stay until they are bound anew. The code repeats the last step's, which was checked.</summary>
    public void Reset() => _ = raw.sqlite3_reset(handle);

    /// <summary>Runs a statement without rows; says how many rows it wrote.</summary>
    public int Execute()
    {
        try
        {
            Step();
            return database.Changes;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Runs a statement that gives exactly one number.</summary>
    public long Number()
    {
        try
        {
            Step();
            return Int64(0);
        }
        finally
        {
            Reset();
        }
    }

    public long Int64(int column) => raw.sqlite3_column_int64(handle, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    /// <summary>The column's bytes, valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(handle, column);

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public void Dispose() => handle.Dispose();

    private Statement Checked(int code)
    {
        database.Check(code);
        return this;
    }
}
