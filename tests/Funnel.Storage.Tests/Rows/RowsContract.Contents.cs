using Funnel.Storage.Tests.Contract;

namespace Funnel.Storage.Tests.Rows;

public abstract partial class RowsContract
{
    [AdapterTheory]
    [InlineData("/ \\ # ?")]
    [InlineData("https://example.com/a?b=c#d")]
    [InlineData("o'brien said \"hi\" `x` $(y)")]
    [InlineData("'; DROP TABLE rows; --")]
    [InlineData("%2F %41 %")]
    [InlineData(" leading and trailing ")]
    [InlineData("求资料？多少钱！")]
    [InlineData("👩‍👩‍👧‍👦 求 😀")]
    [InlineData("a\tb\r\nc\u0001\u007f\u009f")]
    [InlineData("~~..\"\">>[[  ")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("<a href='x'>&amp;</a>")]
    public async Task A_strange_key_is_kept_as_it_is(string key)
    {
        var home = partition + key;
        Assert.True((await Rows.Commit(Table, home, [new RowChange.Insert(new(home, key, "1"))], default)).Committed);
        var found = await Rows.Find(Table, home, key, default);
        var page = await Rows.Query(Table, home, new(key, null), 10, null, default);

        Assert.Equal((home, key), (found!.Partition, found.Key));
        Assert.Equal([(home, key)], page.Rows.Select(row => (row.Partition, row.Key)));
        Assert.True((await Rows.Commit(Table, home, [new RowChange.Delete(key, found.Version)], default)).Committed);
        Assert.Null(await Rows.Find(Table, home, key, default));
    }

    [AdapterTheory]
    [InlineData('k')]
    [InlineData('?')]
    [InlineData('料')]
    [InlineData(' ')]
    public async Task Keys_of_256_characters_are_kept(char c)
    {
        var key = new string(c, Row.MaxKeyChars);
        await Rows.Commit(Table, key, [new RowChange.Put(new(key, key, "1"))], default);

        Assert.Equal(key, (await Rows.Find(Table, key, key, default))!.Key);
    }

    [AdapterFact]
    public async Task Keys_differ_by_case_and_by_trailing_space()
    {
        await InsertAll(["a", "A", "a ", "á"]);

        Assert.Equal(4, (await Keys(KeyRange.All)).Count);
    }

    [AdapterFact]
    public async Task A_key_that_is_no_text_is_refused()
    {
        foreach (var key in new[] { "", "\ud83d", "a\ude00b", "\ude00\ud83d" })
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => Commit(new RowChange.Put(Make(key))));
            await Assert.ThrowsAnyAsync<ArgumentException>(() => Commit(new RowChange.Delete(key)));
            await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Rows.Find(Table, key, "a", default));
            await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Rows.Find(Table, "a", key, default));
        }
    }

    [AdapterFact]
    public async Task A_key_over_its_length_is_refused()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Commit(new RowChange.Put(Make(new('k', Row.MaxKeyChars + 1)))));
    }

    [AdapterTheory]
    [InlineData("Leads")]
    [InlineData("le")]
    [InlineData("0leads")]
    [InlineData("leads; --")]
    public async Task A_table_name_that_no_store_could_have_is_refused(string table)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Rows.Find(table, "a", "a", default));
    }

    [AdapterTheory]
    [InlineData('x')]
    [InlineData('资')]
    public async Task The_largest_payload_is_kept(char c)
    {
        var payload = '"' + new string(c, Row.MaxPayloadChars - 2) + '"';
        await Insert("large", payload);

        Assert.Equal(payload, (await Find("large"))!.Payload);
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Commit(new RowChange.Put(Make("larger", payload + ' '))));
    }

    [AdapterTheory]
    [InlineData("")]
    [InlineData("""{"text":"求资料 😀 \" \\ \u0000 \n","n":-1.5e300}""")]
    [InlineData("a\0b\r\n\u2028\u007f")]
    public async Task A_payload_is_kept_to_the_letter(string payload)
    {
        await Insert("lead", payload);

        Assert.Equal(payload, (await Find("lead"))!.Payload);
    }

    [AdapterFact]
    public async Task A_payload_split_between_two_properties_keeps_its_pairs()
    {
        // Emoji at an odd offset: a cut at any even number of characters goes through one.
        var payload = "x" + string.Concat(Enumerable.Repeat("😀", 40_000));
        await Insert("lead", payload);

        Assert.Equal(payload, (await Find("lead"))!.Payload);
    }

    [AdapterFact]
    public async Task Large_rows_come_in_pages_that_fit_the_memory()
    {
        var payload = new string('x', Row.MaxPayloadChars);
        for (var i = 0; i < 8; i++)
        {
            await Insert(Number(i), payload);
        }

        var page = await Rows.Query(Table, partition, KeyRange.All, 100, null, default);
        Assert.InRange(page.Rows.Count, 1, 7);
        Assert.NotNull(page.Continuation);
        Assert.Equal(8, (await Keys(KeyRange.All)).Count);
    }

    [AdapterFact]
    public async Task Text_that_is_not_unicode_is_refused()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Commit(new RowChange.Put(Make("a", "\"\ud83d\""))));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Commit(new RowChange.Put(With("Stage", "\ude00"))));
    }

    [AdapterFact]
    public async Task Columns_are_kept_beside_the_payload()
    {
        var columns = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Stage"] = "Replied", ["stage"] = "", ["Video_1"] = "如何 'quote' \"😀\" <b>", ["L"] = new string('长', RowRules.MaxColumnChars),
        };
        await Commit(new RowChange.Insert(Make("lead") with { Columns = columns }));

        Assert.Equal(columns.OrderBy(c => c.Key), (await Find("lead"))!.Columns.OrderBy(c => c.Key));
        Assert.Equal(columns.OrderBy(c => c.Key), (await Rows.Query(Table, partition, KeyRange.All, 1, null, default)).Rows[0].Columns.OrderBy(c => c.Key));
    }

    [AdapterFact]
    public async Task A_write_replaces_all_columns()
    {
        await Commit(new RowChange.Put(With("Stage", "Replied")));
        await Commit(new RowChange.Put(With("Platform", "douyin")));

        Assert.Equal([KeyValuePair.Create("Platform", "douyin")], (await Find("lead"))!.Columns);
    }

    [AdapterTheory]
    [InlineData("PartitionKey")]
    [InlineData("rowkey")]
    [InlineData("Timestamp")]
    [InlineData("Payload2")]
    [InlineData("")]
    [InlineData("a-b")]
    [InlineData("列")]
    public async Task A_column_name_that_the_store_needs_or_forbids_is_refused(string name)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Commit(new RowChange.Put(With(name, "x"))));
    }

    [AdapterFact]
    public async Task Columns_over_their_limits_are_refused()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Commit(new RowChange.Put(With("Stage", new('x', 1_001)))));
        var many = Enumerable.Range(0, 65).ToDictionary(i => "C" + Number(i), Number);
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Commit(new RowChange.Put(Make("lead") with { Columns = many })));
    }

    private Row With(string column, string value) =>
        Make("lead") with { Columns = new Dictionary<string, string>(StringComparer.Ordinal) { [column] = value } };
}
