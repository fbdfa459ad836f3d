using Funnel.Storage.Tests.Contract;

namespace Funnel.Storage.Tests.Rows;

public abstract partial class RowsContract
{
    // In ordinal order, which is neither that of UTF-8 (emoji before U+E000 and full-width letters) nor that of any language.
    private static readonly string[] Ordered =
    [
        "\t", " ", " a", "!", "\"", "#", "$", "-", ".", ".a", "/", "/a", "0", "10", "9", ">", "?", "A", "Z", "[", "\\", "]", "_", "a", "a b", "a!",
        "aa", "z", "~", "~a", "\u007f", "\u0085", "\u00a0", "é", "中", "资料", "\ud7ff", "\ud800\udfff", "😀", "😀a", "\udbff\udfff", "\ue000", "Ａ", "\uffef",
    ];

    [AdapterFact]
    public async Task Rows_come_in_ordinal_key_order()
    {
        await InsertAll(Ordered.Reverse());

        Assert.Equal(Ordered, await Keys(KeyRange.All));
        Assert.Equal(Ordered.Order(StringComparer.Ordinal), Ordered);
    }

    [AdapterFact]
    public async Task A_range_has_its_first_key_and_not_its_end()
    {
        await InsertAll(Ordered);
        for (var from = 0; from < Ordered.Length; from += 5)
        {
            for (var before = from; before < Ordered.Length; before += 7)
            {
                Assert.Equal(Ordered[from..before], await Keys(new(Ordered[from], Ordered[before])));
            }

            Assert.Equal(Ordered[from..], await Keys(new(Ordered[from], null)));
            Assert.Equal(Ordered[..from], await Keys(new(null, Ordered[from])));
        }
    }

    [AdapterTheory]
    [InlineData("a")]
    [InlineData("/")]
    [InlineData(".")]
    [InlineData("~")]
    [InlineData("😀")]
    [InlineData("\ud7ff")]
    [InlineData("\ud800\udfff")]
    [InlineData("\udbff\udfff")]
    [InlineData("Ａ")]
    public async Task A_prefix_finds_the_keys_that_begin_with_it(string prefix)
    {
        await InsertAll(Ordered);

        Assert.Equal(Ordered.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)), await Keys(KeyRange.Prefix(prefix)));
    }

    [AdapterTheory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(44)]
    [InlineData(1000)]
    public async Task Pages_follow_each_other_without_gap_or_repeat(int take)
    {
        await InsertAll(Ordered);

        Assert.Equal(Ordered, await Keys(KeyRange.All, take));
        Assert.Equal(Ordered[3..^3], await Keys(new(Ordered[3], Ordered[^3]), take));
    }

    [AdapterFact]
    public async Task A_page_that_ends_with_the_range_has_no_continuation()
    {
        await InsertAll(["a", "b", "c"]);

        var page = await Rows.Query(Table, partition, KeyRange.All, 4, null, default);

        Assert.Equal(3, page.Rows.Count);
        Assert.Null(page.Continuation);
    }

    [AdapterFact]
    public async Task Rows_written_between_pages_are_neither_lost_nor_repeated_behind_the_reader()
    {
        await InsertAll(["b", "d", "f"]);
        var first = await Rows.Query(Table, partition, KeyRange.All, 1, null, default);
        await InsertAll(["a", "c"]);

        var second = await Rows.Query(Table, partition, KeyRange.All, 10, first.Continuation, default);

        Assert.Equal(["b"], first.Rows.Select(row => row.Key));
        Assert.Contains("d", second.Rows.Select(row => row.Key));
        Assert.DoesNotContain(second.Rows, row => row.Key is "a" or "b");
    }

    [AdapterFact]
    public async Task A_range_ends_at_its_partition_and_table()
    {
        await InsertAll(["a", "b"]);
        var other = partition + "0";
        await Rows.Commit(Table, other, [new RowChange.Insert(new(other, "c", "{}"))], default);
        await Rows.Commit(Tables.Videos, partition, [new RowChange.Insert(new(partition, "d", "{}"))], default);

        Assert.Equal(["a", "b"], await Keys(KeyRange.All));
    }

    [AdapterFact]
    public async Task Nothing_is_in_an_empty_or_turned_range()
    {
        await InsertAll(["a", "b"]);

        Assert.Empty(await Keys(new("b", "b")));
        Assert.Empty(await Keys(new("b", "a")));
        Assert.Empty((await Rows.Query(Table, "no-such-partition", KeyRange.All, 10, null, default)).Rows);
    }

    [AdapterTheory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task A_page_of_no_rows_or_too_many_is_refused(int take)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Rows.Query(Table, partition, KeyRange.All, take, null, default));
    }

    [AdapterFact]
    public async Task More_than_a_page_of_rows_comes_in_pages()
    {
        var keys = Enumerable.Range(0, 1_250).Select(Number).ToList();
        await InsertAll(keys);

        Assert.Equal(keys, await Keys(KeyRange.All));
    }
}
