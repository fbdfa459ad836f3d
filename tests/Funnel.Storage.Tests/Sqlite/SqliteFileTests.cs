using Funnel.Embedded.Sqlite;
using SQLitePCL;

namespace Funnel.Storage.Tests.Sqlite;

public sealed class SqliteFileTests : IAsyncLifetime
{
    private readonly SqliteFolder folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await folder.DisposeAsync();

    [Fact]
    public async Task What_was_written_is_there_after_reopening()
    {
        await using (var store = SqliteStore.Open(folder.File, folder.Time))
        {
            await store.Rows.Commit(Tables.Leads, "p", [new RowChange.Insert(new("p", "k", "1"))], default);
            await store.Queues.Enqueue("work", "hello", TimeSpan.Zero, default);
        }

        var again = folder.Open();
        Assert.Equal("1", (await again.Rows.Find(Tables.Leads, "p", "k", default))!.Payload);
        Assert.Equal("hello", Assert.Single(await again.Queues.Receive("work", 1, TimeSpan.FromMinutes(1), default)).Body);
    }

    [Fact]
    public async Task Closing_finishes_the_writes_that_wait()
    {
        var store = SqliteStore.Open(folder.File, folder.Time);
        var writes = Enumerable.Range(0, 3_000).Select(i => store.Queues.Enqueue("work", $"m{i}", TimeSpan.Zero, default).AsTask()).ToList();

        await store.DisposeAsync();

        await Task.WhenAll(writes);
        Assert.Equal(3_000, await folder.Open().Queues.Count("work", default));
    }

    [Fact]
    public async Task A_closed_store_says_so()
    {
        var store = SqliteStore.Open(folder.File, folder.Time);
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.Rows.Find(Tables.Leads, "p", "k", default));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.Queues.Enqueue("work", "x", TimeSpan.Zero, default));
    }

    [Fact]
    public async Task A_file_of_a_newer_schema_is_refused_and_left_alone()
    {
        await SqliteStore.Open(folder.File, folder.Time).DisposeAsync();
        Execute("PRAGMA user_version=3");

        var fault = Assert.Throws<StorageException>(() => folder.Open());

        Assert.Contains(folder.File, fault.Message, StringComparison.Ordinal);
        Assert.Contains("has schema 3, this program knows schema 2", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_the_first_schema_is_upgraded_with_all_that_is_in_it()
    {
        await Fill(1_000);
        Execute("""
            DROP VIEW readable_rows;
            CREATE TABLE clustered (
                tbl TEXT NOT NULL, partition BLOB NOT NULL, key BLOB NOT NULL, version INTEGER NOT NULL, payload TEXT NOT NULL, columns TEXT, PRIMARY KEY (tbl, partition, key)
            ) WITHOUT ROWID;
            INSERT INTO clustered SELECT tbl, partition, key, version, payload, columns FROM rows;
            DROP TABLE rows;
            ALTER TABLE clustered RENAME TO rows;
            CREATE VIEW readable_rows AS
                SELECT tbl, CAST(partition AS TEXT) AS partition, CAST(key AS TEXT) AS key, version, columns, payload FROM rows;
            PRAGMA user_version=1
            """);

        var store = folder.Open();

        var page = await store.Rows.Query(Tables.Leads, "p", KeyRange.All, 1_000, null, default);
        Assert.Equal(Enumerable.Range(0, 1_000).Select(i => $"{i:D6}"), page.Rows.Select(r => r.Key));
        Assert.All(page.Rows, r => Assert.Equal((300, "Replied"), (r.Payload.Length, r.Columns["Stage"])));
        Assert.True((await store.Rows.Commit(Tables.Leads, "p", [new RowChange.Replace(page.Rows[7] with { Payload = "new" })], default)).Committed);
        Assert.False((await store.Rows.Commit(Tables.Leads, "p", [new RowChange.Insert(page.Rows[8])], default)).Committed);
        Assert.Equal("message", (await store.Queues.Receive("work", 1, TimeSpan.FromMinutes(1), default)).Single().Body);
        Assert.Null(store.History.Loss);
    }

    [Fact]
    public void A_database_of_another_program_is_refused()
    {
        Execute("CREATE TABLE notes (text)");

        Assert.Contains("another program", Assert.Throws<StorageException>(() => folder.Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused()
    {
        await File.WriteAllTextAsync(folder.File, string.Concat(Enumerable.Repeat("not a database\n", 500)));

        var fault = Assert.Throws<StorageException>(() => folder.Open());
        Assert.Contains($"{folder.File}: is not a SQLite database", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_is_reported_with_what_to_do()
    {
        await using (var store = SqliteStore.Open(folder.File, folder.Time))
        {
            await Insert(store, 2_000);
        }

        await Damage();
        var again = folder.Open();

        var fault = await Assert.ThrowsAsync<StorageException>(async () => await again.Rows.Query(Tables.Leads, "p", KeyRange.All, 1_000, null, default));
        Assert.Contains($"{folder.File}: is damaged", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_folder_is_reported()
    {
        await File.WriteAllTextAsync(folder.File, "");

        var fault = Assert.Throws<StorageException>(() => SqliteStore.Open(Path.Combine(folder.File, "funnel.db"), folder.Time));
        Assert.Contains("cannot be made", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_the_place_of_the_file_is_reported()
    {
        Directory.CreateDirectory(folder.File);

        Assert.Contains("cannot be opened", Assert.Throws<StorageException>(() => folder.Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lock_that_is_never_let_go_fails_the_write_and_not_the_store()
    {
        var store = folder.Open(patience: TimeSpan.FromMilliseconds(50));
        using (var other = Database.Open(folder.File, TimeSpan.Zero, cacheKiB: 1_000))
        {
            other.Execute("BEGIN IMMEDIATE");
            var fault = await Assert.ThrowsAsync<StorageException>(async () => await store.Queues.Enqueue("work", "x", TimeSpan.Zero, default));
            Assert.Contains("locked by another process", fault.Message, StringComparison.Ordinal);
            Assert.Equal(0, await store.Queues.Count("work", default));
        }

        await store.Queues.Enqueue("work", "x", TimeSpan.Zero, default);
        Assert.Equal(1, await store.Queues.Count("work", default));
    }

    [Theory]
    [InlineData(raw.SQLITE_FULL, "disk is full")]
    [InlineData(raw.SQLITE_READONLY, "cannot be written")]
    [InlineData(raw.SQLITE_IOERR | (3 << 8), "Check the disk")]
    [InlineData(raw.SQLITE_CORRUPT | (1 << 8), "is damaged")]
    public void A_fault_of_the_file_names_it_and_what_to_do(int code, string advice)
    {
        var message = SqliteFault.From(code, "detail", "/data/funnel.db").Message;

        Assert.StartsWith("/data/funnel.db: ", message, StringComparison.Ordinal);
        Assert.Contains(advice, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_fails_the_writes_and_keeps_what_was_there()
    {
        await SqliteStore.Open(folder.File, folder.Time).DisposeAsync();
        using var database = Database.Open(folder.File, TimeSpan.Zero, cacheKiB: 1_000);
        database.Execute("PRAGMA max_page_count=20");
        await using var writer = folder.WriterOf(database);
        await writer.Write(session => session.Messages.Enqueue("work"u8.ToArray(), "small"u8.ToArray(), TimeSpan.Zero), default);

        var fault = await Assert.ThrowsAsync<StorageException>(
            () => writer.Write(session => session.Messages.Enqueue("work"u8.ToArray(), new byte[200_000], TimeSpan.Zero), default));

        Assert.Contains("disk is full", fault.Message, StringComparison.Ordinal);
        Assert.Equal(1, database.Number("SELECT count(*) FROM messages"));
    }

    private async Task Fill(int rows)
    {
        await using var store = SqliteStore.Open(folder.File, folder.Time);
        await Insert(store, rows);
        await store.Queues.Enqueue("work", "message", TimeSpan.Zero, default);
    }

    private static Task Insert(SqliteStore store, int rows) => Task.WhenAll(Enumerable.Range(0, rows).Select(i => store.Rows.Commit(
        Tables.Leads, "p", [new RowChange.Insert(new("p", $"{i:D6}", new string('x', 300)) { Columns = new Dictionary<string, string>(StringComparer.Ordinal) { ["Stage"] = "Replied" } })], default).AsTask()));

    private void Execute(string sql)
    {
        using var database = Database.Open(folder.File, TimeSpan.Zero, cacheKiB: 1_000);
        database.Execute(sql);
    }

    // Overwrites the pages after the schema's: what a bad disk does.
    private async Task Damage()
    {
        await using var file = File.OpenWrite(folder.File);
        file.Position = 4096 * 10;
        await file.WriteAsync(Enumerable.Repeat((byte)0xA5, (int)file.Length - (4096 * 10)).ToArray());
    }
}
