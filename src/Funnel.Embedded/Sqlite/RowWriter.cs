using System.Globalization;
using Funnel.Storage;

namespace Funnel.Embedded.Sqlite;

/// <summary>Writes rows inside the writer's transaction.</summary>
internal sealed class RowWriter(Database database, VersionCounter versions)
{
    private readonly Statement begin = database.Prepare("SAVEPOINT change");
    private readonly Statement keep = database.Prepare("RELEASE change");
    private readonly Statement undo = database.Prepare("ROLLBACK TO change");
    private readonly Statement insert = database.Prepare(Insert + "ON CONFLICT DO NOTHING");
    private readonly Statement put = database.Prepare(
        Insert + "ON CONFLICT DO UPDATE SET version = excluded.version, payload = excluded.payload, columns = excluded.columns");

    private readonly Statement replace = database.Prepare("UPDATE rows SET version = ?4, payload = ?5, columns = ?6" + Where + " AND version = ?7");
    private readonly Statement delete = database.Prepare("DELETE FROM rows" + Where);
    private readonly Statement deleteVersion = database.Prepare("DELETE FROM rows" + Where + " AND version = ?7");

    private const string Insert = "INSERT INTO rows (tbl, partition, key, version, payload, columns) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ";
    private const string Where = " WHERE tbl = ?1 AND partition = ?2 AND key = ?3";

    /// <summary>All changes, or none of them when a condition does not hold; other commits of the same transaction are not touched.</summary>
    public CommitResult Commit(byte[] table, byte[] partition, EncodedChange[] changes)
    {
        if (changes.Length == 1)
        {
            return ApplyAll(table, partition, changes);
        }

        begin.Execute();
        var result = ApplyAll(table, partition, changes);
        if (!result.Committed)
        {
            undo.Execute();
        }

        keep.Execute();
        return result;
    }

    private CommitResult ApplyAll(byte[] table, byte[] partition, EncodedChange[] changes)
    {
        var written = new string[changes.Length];
        for (var i = 0; i < changes.Length; i++)
        {
            var version = versions.Next();
            if (!Apply(table, partition, changes[i], version))
            {
                return CommitResult.Conflict(i);
            }

            written[i] = changes[i].Kind >= ChangeKind.Delete ? "" : version.ToString(CultureInfo.InvariantCulture);
        }

        return CommitResult.Done(written);
    }

    private bool Apply(byte[] table, byte[] partition, in EncodedChange change, long version)
    {
        var statement = For(change.Kind);
        statement.BindText(1, table).BindBlob(2, partition).BindBlob(3, change.Key);
        if (change.Kind < ChangeKind.Delete)
        {
            statement.Bind(4, version).BindText(5, change.Payload);
            _ = change.Columns is null ? statement.BindNull(6) : statement.BindText(6, change.Columns);
        }

        if (change.Kind is ChangeKind.Replace or ChangeKind.DeleteVersion)
        {
            statement.Bind(7, change.Expected);
        }

        return statement.Execute() == 1 || change.Kind == ChangeKind.Delete;
    }

    private Statement For(ChangeKind kind) => kind switch
    {
        ChangeKind.Insert => insert,
        ChangeKind.Replace => replace,
        ChangeKind.Put => put,
        ChangeKind.Delete => delete,
        _ => deleteVersion,
    };
}
