using System.Globalization;
using Funnel.Storage;

namespace Funnel.Embedded.Sqlite;

/// <summary>Reads rows on one connection.</summary>
internal sealed class RowReader(Database database)
{
    private readonly Statement find = database.Prepare("SELECT key, version, payload, columns FROM rows WHERE tbl = ?1 AND partition = ?2 AND key = ?3");

    private readonly Statement query = database.Prepare("""
        SELECT key, version, payload, columns FROM rows
        WHERE tbl = ?1 AND partition = ?2 AND key >= ?3 AND key < ?4 ORDER BY key LIMIT ?5
        """);

    private readonly Statement queryKey = database.Prepare("""
        SELECT key, version, payload, columns, partition FROM rows
        WHERE tbl = ?1 AND key = ?2 AND partition >= ?3 ORDER BY partition LIMIT ?4
        """);

    public Row? Find(byte[] table, string partition, string key)
    {
        try
        {
            find.BindText(1, table).BindBlob(2, OrdinalBytes.From(partition)).BindBlob(3, OrdinalBytes.From(key));
            return find.Step() ? Read(find, partition) : null;
        }
        finally
        {
            find.Reset();
        }
    }

    public RowPage Query(byte[] table, string partition, KeyRange range, int take, string? continuation)
    {
        try
        {
            // One row more than asked for tells whether there is a next page.
            query.BindText(1, table).BindBlob(2, OrdinalBytes.From(partition)).Bind(5, take + 1);
            query.BindBlob(3, Start(range, continuation)).BindBlob(4, range.Before is null ? OrdinalBytes.Beyond : OrdinalBytes.From(range.Before));
            return ReadPage(query, take, _ => partition, row => row.Key);
        }
        finally
        {
            query.Reset();
        }
    }

    public RowPage QueryKey(byte[] table, string key, int take, string? continuation)
    {
        try
        {
            queryKey.BindText(1, table).BindBlob(2, OrdinalBytes.From(key)).Bind(4, take + 1);
            queryKey.BindBlob(3, continuation is null ? OrdinalBytes.Least : OrdinalBytes.After(continuation));
            return ReadPage(queryKey, take, found => OrdinalBytes.ToText(found.Bytes(4)), row => row.Partition);
        }
        finally
        {
            queryKey.Reset();
        }
    }

    private static byte[] Start(KeyRange range, string? continuation)
    {
        var from = string.IsNullOrEmpty(range.From) ? OrdinalBytes.Least : OrdinalBytes.From(range.From);
        var after = continuation is null ? OrdinalBytes.Least : OrdinalBytes.After(continuation);
        return from.AsSpan().SequenceCompareTo(after) >= 0 ? from : after;
    }

    private static Row Read(Statement statement, string partition)
    {
        var row = new Row(partition, OrdinalBytes.ToText(statement.Bytes(0)), statement.Text(2))
        {
            Version = statement.Int64(1).ToString(CultureInfo.InvariantCulture),
        };
        return statement.IsNull(3) || RowColumns.Read(statement.Bytes(3)) is not { } columns ? row : row with { Columns = columns };
    }

    /// <param name="place">What of the last row the next page goes on from.</param>
    private static RowPage ReadPage(Statement found, int take, Func<Statement, string> partition, Func<Row, string> place)
    {
        var rows = new List<Row>();
        for (long chars = 0; found.Step();)
        {
            if (rows.Count == take || chars >= RowRules.MaxPageChars)
            {
                return new(rows, place(rows[^1]));
            }

            rows.Add(Read(found, partition(found)));
            chars += rows[^1].Payload.Length;
        }

        return new(rows, null);
    }
}
