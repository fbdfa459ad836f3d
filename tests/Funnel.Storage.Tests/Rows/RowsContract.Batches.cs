using System.Globalization;
using Funnel.Storage.Tests.Contract;

namespace Funnel.Storage.Tests.Rows;

public abstract partial class RowsContract
{
    [AdapterFact]
    public async Task A_batch_is_written_as_a_whole_with_versions_in_its_order()
    {
        var old = await Insert("old");
        await Insert("gone");

        var result = await Commit(
            new RowChange.Insert(Make("new")),
            new RowChange.Delete("gone"),
            new RowChange.Replace(old with { Payload = "2" }),
            new RowChange.Put(Make("index")));

        Assert.True(result.Committed);
        Assert.Equal(-1, result.ConflictAt);
        Assert.Equal([(await Find("new"))!.Version, "", (await Find("old"))!.Version, (await Find("index"))!.Version], result.Versions!);
        Assert.Null(await Find("gone"));
    }

    [AdapterTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_batch_with_a_lost_race_writes_nothing_and_says_where(int at)
    {
        var row = await Insert("taken");
        var changes = Enumerable.Range(0, 3).Select(i => (RowChange)new RowChange.Put(Make($"new-{i}"))).ToList();
        changes.Insert(at, new RowChange.Insert(Make("taken", "2")));

        var result = await Commit([.. changes]);

        Assert.Equal(CommitResult.Conflict(at), result);
        Assert.Equal(["taken"], await Keys(KeyRange.All));
        Assert.Equal(row.Version, (await Find("taken"))!.Version);
    }

    [AdapterFact]
    public async Task The_first_of_two_conflicts_is_reported()
    {
        var row = await Insert("lead");
        await Commit(new RowChange.Replace(row));

        var result = await Commit(
            new RowChange.Put(Make("a")),
            new RowChange.Replace(row),
            new RowChange.Delete("missing", row.Version));

        Assert.Equal(CommitResult.Conflict(1), result);
        Assert.Null(await Find("a"));
    }

    [AdapterFact]
    public async Task A_batch_may_delete_rows_that_are_not_there()
    {
        await Insert("there");

        var result = await Commit(
            new RowChange.Delete("missing-1"), new RowChange.Delete("there"), new RowChange.Put(Make("new")), new RowChange.Delete("missing-2"));

        Assert.True(result.Committed);
        Assert.Equal(["", "", (await Find("new"))!.Version, ""], result.Versions!);
        Assert.Equal(["new"], await Keys(KeyRange.All));
    }

    [AdapterFact]
    public async Task A_hundred_changes_are_one_commit()
    {
        var result = await Commit([.. Many(100)]);

        Assert.Equal(100, result.Versions!.Count);
        Assert.Equal(100, (await Keys(KeyRange.All)).Count);
    }

    [AdapterFact]
    public async Task More_than_a_hundred_changes_are_refused()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Commit([.. Many(101)]));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Commit());
        Assert.Empty(await Keys(KeyRange.All));
    }

    [AdapterFact]
    public async Task A_row_named_twice_is_refused()
    {
        var fault = await Assert.ThrowsAnyAsync<ArgumentException>(
            () => Commit(new RowChange.Put(Make("a")), new RowChange.Put(Make("b")), new RowChange.Delete("a")));

        Assert.Contains("Change 2", fault.Message, StringComparison.Ordinal);
        Assert.Empty(await Keys(KeyRange.All));
    }

    [AdapterFact]
    public async Task A_row_of_another_partition_is_refused()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Commit(new RowChange.Put(Make("a") with { Partition = "elsewhere" })));
    }

    [AdapterFact]
    public async Task An_empty_expected_version_is_refused()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Commit(new RowChange.Replace(Make("a"))));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Commit(new RowChange.Delete("a", "")));
    }

    [AdapterFact]
    public async Task The_largest_batch_is_taken_and_a_larger_one_refused()
    {
        // The dearest character there is: six bytes in escaped JSON.
        var payload = new string('资', (RowRules.MaxCommitChars / 100) - 4);
        var changes = Enumerable.Range(0, 100).Select(i => (RowChange)new RowChange.Put(Make(Number(i), '"' + payload + "\" "))).ToArray();

        Assert.True((await Commit(changes)).Committed);
        changes[7] = new RowChange.Put(Make("seven", '"' + payload + payload + '"'));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Commit(changes));
    }

    private static string Number(int i) => i.ToString("D6", CultureInfo.InvariantCulture);

    private IEnumerable<RowChange> Many(int count) => Enumerable.Range(0, count).Select(i => new RowChange.Insert(Make(Number(i))));
}
