using Funnel.Embedded.Sqlite;

namespace Funnel.Storage.Tests.Sqlite;

/// <summary>Whoever loses what was committed is told so at the next start, or at once while the store is open; whoever loses nothing is not.</summary>
public sealed class LostCommitsTests : IAsyncLifetime
{
    private readonly SqliteFolder folder = new();
    private string Copy => folder.File + ".copy";

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await folder.DisposeAsync();

    [Fact]
    public async Task A_store_that_is_closed_and_opened_has_lost_nothing()
    {
        await Written("a");
        await Written("b");
        Assert.Null(folder.Open().History.Loss);
    }

    [Fact]
    public async Task A_process_that_is_killed_has_lost_nothing()
    {
        await Written("a");
        await KillAWriter();
        Assert.Null(folder.Open().History.Loss);
    }

    [Fact]
    public async Task A_folder_that_is_moved_has_lost_nothing()
    {
        await Written("a");
        folder.Move();
        await Written("b");
        Assert.Null(folder.Open().History.Loss);
    }

    [Fact]
    public async Task A_copy_that_is_put_back_is_behind()
    {
        await Written("a");
        File.Copy(folder.File, Copy);
        folder.Time.Advance(TimeSpan.FromMinutes(1));
        await Written("b");
        var alive = folder.Time.GetUtcNow();
        folder.Time.Advance(TimeSpan.FromMinutes(1));
        File.Copy(Copy, folder.File, overwrite: true);
        await IsLost(LossKind.Behind, alive);
    }

    [Fact]
    public async Task A_log_that_is_lost_is_behind()
    {
        await Written("a");
        await KillAWriter();
        Assert.True(new FileInfo(folder.File + "-wal").Length > 0);
        File.Delete(folder.File + "-wal");
        Assert.Equal(LossKind.Behind, folder.Open().History.Loss?.Kind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_that_is_deleted_or_emptied_is_replaced(bool deleted)
    {
        await Written("a");
        if (deleted)
        {
            File.Delete(folder.File);
        }
        else
        {
            await File.WriteAllBytesAsync(folder.File, []);
        }

        await IsLost(LossKind.Replaced, folder.Time.GetUtcNow());
    }

    [Fact]
    public async Task A_copy_of_the_whole_folder_may_be_behind_what_it_was_copied_from()
    {
        await Written("a");
        folder.Replace();
        await IsLost(LossKind.Copied, null);
    }

    [Fact]
    public async Task A_copy_of_the_database_alone_may_be_behind_what_it_was_copied_from()
    {
        await Written("a");
        File.Delete(Witness.Of(folder.File));
        await IsLost(LossKind.Copied, null);
    }

    [Fact]
    public async Task A_file_from_before_there_were_witnesses_has_lost_nothing_that_anybody_knows_of()
    {
        await Written("a");
        File.Delete(Witness.Of(folder.File));
        using (var database = Database.Open(folder.File, TimeSpan.Zero, cacheKiB: 1_000))
        {
            database.Execute("DELETE FROM counters WHERE name = 'store-id'");
        }

        await Written("b");
        Assert.Null(folder.Open().History.Loss);
    }

    [Fact]
    public async Task A_loss_is_known_until_the_next_one()
    {
        await Written("a");
        File.Delete(folder.File);
        await IsLost(LossKind.Replaced, folder.Time.GetUtcNow());
        await Written("b");
        folder.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(folder.Time.GetUtcNow().AddMinutes(-61), folder.Open().History.Loss?.FoundAt);
    }

    [Fact]
    public async Task A_file_that_is_deleted_while_it_is_open_ends_the_store() => await Ends(() => File.Delete(folder.File));

    [Fact]
    public async Task A_file_that_is_emptied_while_it_is_open_ends_the_store() => await Ends(() => File.WriteAllBytes(folder.File, []));

    [Fact]
    public async Task A_file_that_is_replaced_while_it_is_open_ends_the_store() => await Ends(() =>
    {
        File.Copy(folder.File, Copy);
        File.Move(Copy, folder.File, overwrite: true);
    });

    private async Task KillAWriter()
    {
        using var child = await ChildProcess.Start("write", folder.File);
        for (var i = 0; i < 50; i++)
        {
            await child.ReadLine();
        }

        await child.Kill();
    }

    private async Task Ends(Action what)
    {
        var store = folder.Open();
        await Write(store, "a");
        Assert.False(store.Gone.IsCancellationRequested);
        what();
        var fault = await Assert.ThrowsAsync<StorageException>(() => Write(store, "b"));
        Assert.Contains($"{folder.File}: was deleted, emptied or replaced while this host had it open", fault.Message, StringComparison.Ordinal);
        Assert.True(store.Gone.IsCancellationRequested);
        await Assert.ThrowsAsync<StorageException>(() => Write(store, "c"));
    }

    private async Task IsLost(LossKind kind, DateTimeOffset? alive)
    {
        var now = folder.Time.GetUtcNow();
        await using (var store = SqliteStore.Open(folder.File, folder.Time))
        {
            Assert.Equal(new StoreLoss(kind, now, alive), store.History.Loss);
        }

        // Whoever finds it may die before anything is made of it.
        folder.Time.Advance(TimeSpan.FromMinutes(1));
        await using var next = SqliteStore.Open(folder.File, folder.Time);
        Assert.Equal(new StoreLoss(kind, now, alive), next.History.Loss);
    }

    private async Task Written(string key)
    {
        await using var store = SqliteStore.Open(folder.File, folder.Time);
        await Write(store, key);
    }

    private static async Task Write(SqliteStore store, string key) => await store.Rows.Commit(Tables.Leads, "p", [new RowChange.Put(new("p", key, "{}"))], default);
}
