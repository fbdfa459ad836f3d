using System.Globalization;
using System.Text;
using Funnel.Storage;

namespace Funnel.Embedded.Sqlite;

internal enum ChangeKind
{
    Insert,
    Replace,
    Put,
    Delete,
    DeleteVersion,
}

/// <summary>A change as the bytes to bind, made by the caller's task so that the one writer has less to do.</summary>
internal readonly record struct EncodedChange(ChangeKind Kind, byte[] Key, byte[] Payload, byte[]? Columns, long Expected)
{
    // Versions count from 1, so this one is nobody's: text that is not one of our versions is a lost race, not an error.
    private const long NoVersion = 0;

    public static EncodedChange[] All(IReadOnlyList<RowChange> changes)
    {
        var encoded = new EncodedChange[changes.Count];
        for (var i = 0; i < encoded.Length; i++)
        {
            encoded[i] = From(changes[i]);
        }

        return encoded;
    }

    private static EncodedChange From(RowChange change) => change switch
    {
        RowChange.Insert insert => From(ChangeKind.Insert, insert.Row),
        RowChange.Put put => From(ChangeKind.Put, put.Row),
        RowChange.Replace replace => From(ChangeKind.Replace, replace.Row) with { Expected = Version(replace.Row.Version) },
        RowChange.Delete { Version: { } version } => new(ChangeKind.DeleteVersion, OrdinalBytes.From(change.Key), [], null, Version(version)),
        _ => new(ChangeKind.Delete, OrdinalBytes.From(change.Key), [], null, NoVersion),
    };

    private static EncodedChange From(ChangeKind kind, Row row) =>
        new(kind, OrdinalBytes.From(row.Key), Encoding.UTF8.GetBytes(row.Payload), RowColumns.Write(row.Columns), NoVersion);

    private static long Version(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : NoVersion;
}
