using Funnel.Storage.Tests.Contract;

namespace Funnel.Storage.Tests.Rows;

public abstract partial class RowsContract
{
    [AdapterFact]
    public async Task A_row_that_was_never_written_is_not_found()
    {
        Assert.Null(await Find("nobody"));
    }

    [AdapterFact]
    public async Task An_inserted_row_is_found_with_its_version()
    {
        var row = await Insert("lead");

        var found = await Find("lead");

        Assert.NotNull(found);
        Assert.Equal((partition, "lead", row.Payload, row.Version), (found.Partition, found.Key, found.Payload, found.Version));
        Assert.NotEmpty(found.Version);
        Assert.Empty(found.Columns);
    }

    [AdapterFact]
    public async Task An_insert_over_a_row_conflicts_and_changes_nothing()
    {
        var row = await Insert("lead");

        var result = await Commit(new RowChange.Insert(Make("lead", """{"n":2}""")));

        Assert.Equal(CommitResult.Conflict(0), result);
        Assert.Equal(row.Version, (await Find("lead"))!.Version);
    }

    [AdapterFact]
    public async Task A_replace_needs_the_version_that_was_read()
    {
        var first = await Insert("lead");
        Assert.True((await Commit(new RowChange.Replace(first with { Payload = """{"n":2}""" }))).Committed);

        var late = await Commit(new RowChange.Replace(first with { Payload = """{"n":3}""" }));

        Assert.Equal(CommitResult.Conflict(0), late);
        Assert.Equal("""{"n":2}""", (await Find("lead"))!.Payload);
    }

    [AdapterFact]
    public async Task A_replace_of_a_missing_row_conflicts()
    {
        var row = await Insert("lead");
        await Commit(new RowChange.Delete("lead"));

        Assert.Equal(CommitResult.Conflict(0), await Commit(new RowChange.Replace(row)));
        Assert.Null(await Find("lead"));
    }

    [AdapterFact]
    public async Task A_row_made_again_does_not_have_an_old_version()
    {
        var old = await Insert("lead");
        await Commit(new RowChange.Delete("lead"));
        await Insert("lead");

        Assert.Equal(CommitResult.Conflict(0), await Commit(new RowChange.Replace(old)));
        Assert.Equal(CommitResult.Conflict(0), await Commit(new RowChange.Delete("lead", old.Version)));
    }

    [AdapterFact]
    public async Task A_put_writes_whatever_is_there()
    {
        Assert.True((await Commit(new RowChange.Put(Make("index", "1")))).Committed);
        Assert.True((await Commit(new RowChange.Put(Make("index", "2")))).Committed);

        Assert.Equal("2", (await Find("index"))!.Payload);
    }

    [AdapterFact]
    public async Task A_delete_with_a_version_needs_it()
    {
        var first = await Insert("lead");
        var second = await Commit(new RowChange.Replace(first));

        Assert.Equal(CommitResult.Conflict(0), await Commit(new RowChange.Delete("lead", first.Version)));
        Assert.NotNull(await Find("lead"));

        var deleted = await Commit(new RowChange.Delete("lead", second.Versions![0]));
        Assert.Equal([""], deleted.Versions!);
        Assert.Null(await Find("lead"));
        Assert.Equal(CommitResult.Conflict(0), await Commit(new RowChange.Delete("lead", second.Versions[0])));
    }

    [AdapterFact]
    public async Task A_delete_without_a_version_does_not_mind_a_missing_row()
    {
        await Insert("lead");

        Assert.True((await Commit(new RowChange.Delete("lead"))).Committed);
        Assert.True((await Commit(new RowChange.Delete("lead"))).Committed);
        Assert.Null(await Find("lead"));
    }

    [AdapterFact]
    public async Task Each_write_gives_a_new_version()
    {
        var versions = new List<string> { (await Insert("lead")).Version };
        for (var i = 0; i < 3; i++)
        {
            versions.Add((await Commit(new RowChange.Replace(Make("lead") with { Version = versions[^1] }))).Versions![0]);
            versions.Add((await Commit(new RowChange.Put(Make("lead")))).Versions![0]);
        }

        Assert.Equal(versions.Count, versions.Distinct().Count());
        Assert.Equal(versions[^1], (await Find("lead"))!.Version);
    }

    [AdapterFact]
    public async Task A_version_that_is_no_version_of_this_store_conflicts()
    {
        await Insert("lead");

        Assert.Equal(CommitResult.Conflict(0), await Commit(new RowChange.Replace(Make("lead") with { Version = "elsewhere" })));
        Assert.Equal(CommitResult.Conflict(0), await Commit(new RowChange.Delete("lead", "elsewhere")));
    }
}
