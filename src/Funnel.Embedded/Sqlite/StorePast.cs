using System.Security.Cryptography;
using Funnel.Storage;

namespace Funnel.Embedded.Sqlite;

/// <summary>
/// Compares a database that is opened with its <see cref="Witness"/>, and keeps what that shows in the database itself before anything else is written: a process that dies
/// right after it takes the knowledge with it only together with the database.
/// </summary>
internal static class StorePast
{
    private const string StoreId = "store-id";
    private const string Kind = "lost-kind";
    private const string FoundAt = "lost-found";
    private const string AliveUntil = "lost-alive";

    /// <summary>Inside the transaction that opens the file.</summary>
    /// <param name="isNew">Its tables were made a moment ago.</param>
    /// <returns>The database's id, and the last loss that was ever found in it.</returns>
    public static (long Id, StoreLoss? Loss) Examine(Database database, Witness witness, bool isNew, DateTimeOffset now)
    {
        var id = Read(database, StoreId);
        if (Compare(database, witness.Read(), id, isNew, now) is { } loss)
        {
            Write(database, Kind, (long)loss.Kind);
            Write(database, FoundAt, loss.FoundAt.UtcTicks);
            Write(database, AliveUntil, loss.AliveUntil?.UtcTicks ?? 0);
        }

        if (id is null)
        {
            Write(database, StoreId, (id = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)))).Value);
        }

        return (id.Value, Known(database));
    }

    private static StoreLoss? Compare(Database database, Testimony? told, long? id, bool isNew, DateTimeOffset now)
    {
        if (told is null)
        {
            // Nothing is told of a new one. One without an id is from before there were witnesses; any other has lost its own, as a copy that was put somewhere else has.
            return isNew || id is null ? null : new(LossKind.Copied, now, null);
        }

        if (id != told.StoreId)
        {
            return new(LossKind.Replaced, now, Earlier(told.At, now));
        }

        if (VersionCounter.Of(database) < told.Commits)
        {
            return new(LossKind.Behind, now, Earlier(told.At, now));
        }

        var identity = FileIdentity.Of(database.File) ?? FileIdentity.Unknown;
        return identity.IsKnown && told.Identity.IsKnown && identity != told.Identity ? new(LossKind.Copied, now, null) : null;
    }

    /// <summary>Nothing was committed later than now, whatever a clock said that was set back since.</summary>
    private static DateTimeOffset Earlier(DateTimeOffset told, DateTimeOffset now) => told < now ? told : now;

    private static StoreLoss? Known(Database database) => Read(database, FoundAt) is { } found
        ? new((LossKind)Read(database, Kind)!, Time(found), Read(database, AliveUntil) is > 0 and var alive ? Time(alive) : null)
        : null;

    private static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);

    private static long? Read(Database database, string name) =>
        database.Number($"SELECT count(*) FROM counters WHERE name = '{name}'") > 0 ? database.Number($"SELECT value FROM counters WHERE name = '{name}'") : null;

    private static void Write(Database database, string name, long value) =>
        database.Execute(FormattableString.Invariant($"INSERT INTO counters VALUES ('{name}', {value}) ON CONFLICT (name) DO UPDATE SET value = excluded.value"));
}
