using System.CommandLine;
using System.Text;
using Funnel.Embedded.Commands;
using Funnel.Files;
using Funnel.Hosts.Tests.Functions;

namespace Funnel.Hosts.Tests.Commands;

[Collection(WholeProcess.Name)] // one measures the memory of all
public sealed class CommentFileTests
{
    private static readonly CommentColumns Usual = new(new Dictionary<string, string>());

    [Fact]
    public async Task Json_lines_carry_text_and_label()
    {
        var rows = await Read("{\"text\":\"求资料\",\"label\":\"inquiry\",\"kind\":\"material\"}\n\n{\"text\":\"好看\"}\n", "jsonl");
        Assert.Equal([new CommentRow("求资料", "inquiry", "material", null, null), new CommentRow("好看", null, null, null, null)], rows);
    }

    [Fact]
    public async Task A_json_array_is_read_like_json_lines()
    {
        var rows = await Read("[\n  {\"text\": \"求资料\",\n   \"person\": 7},\n  {\"text\":\"好看\"}\n]\n", "jsonl");
        Assert.Equal([("求资料", "7"), ("好看", null)], rows.Select(r => (r.Text, r.Person)));
    }

    [Theory]
    [InlineData("{\"text\":\"a\",\"person\":100000000000001,\"video\":7390000000000000001}", "100000000000001", "7390000000000000001")]
    [InlineData("{\"text\":\"a\",\"person\":\"100000000000001\",\"video\":\"7390000000000000001\"}", "100000000000001", "7390000000000000001")]
    [InlineData("{\"text\":\"a\",\"person\":18446744073709551616,\"video\":123456789012345678901234567890123456789}", "18446744073709551616", "123456789012345678901234567890123456789")]
    [InlineData("{\"text\":\"a\",\"person\":-1,\"video\":0}", "-1", "0")]
    [InlineData("{\"text\":\"a\",\"person\":null,\"video\":\"\"}", null, null)]
    [InlineData("{\"text\":\"a\",\"person\":\" p1 \",\"video\":\"1e5\"}", "p1", "1e5")]
    public async Task A_number_is_the_same_id_as_its_digits(string row, string? person, string? video)
    {
        foreach (var content in new[] { row, $"[{row}]" })
        {
            var read = Assert.Single(await Read(content, "jsonl"));
            Assert.Equal((person, video), (read.Person, read.Video));
        }
    }

    [Theory]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("7.39e18")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("\"7.39E+18\"")]
    [InlineData("\"100000000000001.0\"")]
    public async Task What_is_no_whole_number_is_no_id(string person)
    {
        var error = await Assert.ThrowsAsync<CommentFileException>(() => Read($"{{\"text\":\"a\",\"person\":1}}\n{{\"text\":\"a\",\"person\":{person}}}", "jsonl"));
        Assert.Contains("file, line 2, 'person'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_that_a_spreadsheet_rounded_is_refused()
    {
        var error = await Assert.ThrowsAsync<CommentFileException>(() => Read("text,video\na,7390000000000000001\nb,7.39E+18\n", "csv"));
        Assert.Contains("file, line 3, column 'video': 7.39E+18", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_can_be_named()
    {
        var columns = Columns("--text content --person user_id --nick nickname --video aweme_id --id comment_id");
        var rows = await Read("{\"comment_id\":9,\"content\":\"求资料\",\"user_id\":7,\"nickname\":\"小明\",\"aweme_id\":\"3\"}", "jsonl", columns);
        Assert.Equal([new CommentRow("求资料", null, null, null, null) { Id = "9", Person = "7", Nick = "小明", Video = "3" }], rows);
        rows = await Read("comment_id,content,user_id,nickname,aweme_id\n9,求资料,7,小明,3\n", "csv", columns);
        Assert.Equal([new CommentRow("求资料", null, null, null, null) { Id = "9", Person = "7", Nick = "小明", Video = "3" }], rows);
    }

    [Theory]
    [InlineData("--column body", "--column")]
    [InlineData("--person user", "--person")]
    [InlineData("--video clip", "--video")]
    public async Task A_named_column_that_is_not_there_is_an_error(string options, string named)
    {
        foreach (var (content, format) in new[] { ("text,person\na,b\n", "csv"), ("text\tperson\na\tb\n", "tsv"), ("{\"text\":\"a\",\"person\":\"b\"}", "jsonl") })
        {
            var error = await Assert.ThrowsAsync<CommentFileException>(() => Read(content, format, Columns(options)));
            Assert.True(error.Usage);
            Assert.Contains($"It has: text, person. Choose one with {named}.", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_an_error_quotes_is_cut_between_characters()
    {
        var long38 = new string('x', 38);
        var error = await Assert.ThrowsAsync<CommentFileException>(() => Read($"id,{long38}👨‍👩‍👧\n1,x\n", "csv"));
        Assert.Contains($"It has: id, {long38}…. ", error.Message, StringComparison.Ordinal);
        error = await Assert.ThrowsAsync<CommentFileException>(() => Read($$$"""{"text":"a","person":{"n":"{{{long38[..31]}}}👨‍👩‍👧"}}""", "jsonl"));
        Assert.Contains($$"""{"n":"{{long38[..31]}}… is no id.""", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_column_names_those_that_exist()
    {
        var error = await Assert.ThrowsAsync<CommentFileException>(() => Read("id\tbody\n1\tx\n", "tsv"));
        Assert.True(error.Usage);
        Assert.Contains("It has: id, body", error.Message, StringComparison.Ordinal);
        Assert.Contains("It has: body", (await Assert.ThrowsAsync<CommentFileException>(() => Read("{\"body\":1}", "jsonl"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task Quoted_cells_may_hold_separators_quotes_and_line_ends(string end)
    {
        foreach (var separator in new[] { ",", ";", "\t" })
        {
            var content = $"id{separator}text{end}1{separator}\"多少钱{separator}\"\"包邮\"\"吗{end}谢谢\"{end}{end}2{separator}\"\"{end}3{separator}好看";
            Assert.Equal([$"多少钱{separator}\"包邮\"吗{end}谢谢", "", "好看"], (await Read(content, "csv")).Select(r => r.Text));
        }
    }

    [Fact]
    public async Task The_hint_of_a_spreadsheet_names_the_separator() => Assert.Equal(["a,b"], (await Read("sep=;\nid;text\n1;a,b\n", "csv")).Select(r => r.Text));

    [Fact]
    public async Task The_separator_is_the_one_that_makes_the_column() => Assert.Equal(["a|b;c"], (await Read("a;b;c,text\n1,a|b;c\n", "csv")).Select(r => r.Text));

    [Theory]
    [InlineData("id,text\n1,55\" 的有吗\n2,怎么买\n3,求资料\n", "55\" 的有吗|怎么买|求资料")]
    [InlineData("id,text\n1,55\" 的有吗\n2,怎么买\n3,要 6\" 的\n4,求资料\n", "55\" 的有吗|怎么买|要 6\" 的|求资料")]
    [InlineData("id,text\n1,\"求\"资料\n2,怎么买\n", "求资料|怎么买")]
    [InlineData("id,text\n1, \"求\n2,怎么买\n", " \"求|怎么买")]
    [InlineData("id,text\n1,5\"\"\n2,怎么买\n", "5\"\"|怎么买")]
    [InlineData("id,text\n1\",怎么买\n2\",求资料\n", "怎么买|求资料")]
    public async Task A_quote_opens_a_cell_only_where_the_cell_begins(string content, string texts) => Assert.Equal(texts.Split('|'), (await Read(content, "csv")).Select(r => r.Text));

    [Theory]
    [InlineData("id,text\n1,\"never closed\n2,b\n3,c\n", 2)]
    [InlineData("id,text\n1,a\n2,\"never closed", 3)]
    [InlineData("id,text,more\n1,\"a\nb\",\"never closed\n2,b,c\n", 3)]
    [InlineData("id,text,more\n1,55\" a,\"never closed\n2,b,c\n", 2)]
    [InlineData("id,text\n1,\"55 寸\n2,怎么买\n3,\"6 寸\n4,b\n", 2)]
    [InlineData("id,text\r\n1,a\r\n2,\"b\r\n3,c\r\n", 3)]
    [InlineData("id,\"text\n1,a\n", 1)]
    [InlineData("id;text\n1;a\n2;\"b\n3;c\n", 3)]
    public async Task A_cell_that_is_not_closed_is_an_error_where_it_opens(string content, int line)
    {
        var columns = content.Contains("\"text", StringComparison.Ordinal) ? Columns("--column id") : Usual;
        var error = await Assert.ThrowsAsync<CommentFileException>(() => Read(content, "csv", columns));
        Assert.Contains($"file, line {line}: a quote opens a cell here", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_with_a_quote_open_is_not_read_into_memory()
    {
        var content = "id,text\n1,\"open\n" + string.Concat(Enumerable.Repeat("2,怎么买怎么买怎么买怎么买怎么买怎么买怎么买怎么买\n", 300_000));
        var error = await Assert.ThrowsAsync<CommentFileException>(() => Read(content, "csv"));
        Assert.Contains("file, line 2: a quote opens a cell here", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tab_separated_cells_are_raw() => Assert.Equal(["\"多少钱"], (await Read("id\ttext\n1\t\"多少钱\n", "tsv")).Select(r => r.Text));

    [Fact]
    public async Task Lines_are_comments_quotes_and_all() => Assert.Equal(["\"求资料\"", "", "a,b\"c"], (await Read("\"求资料\"\n\na,b\"c\n", "txt")).Select(r => r.Text));

    [Theory]
    [InlineData("{\"text\":\"a\"}\n{oops\n}", "jsonl", "line 2")]
    [InlineData("{\"text\":\"a\"}\n{\"text\":oops}\n", "jsonl", "line 2")]
    [InlineData("[1]\n", "jsonl", "item 1")]
    [InlineData("[{\"text\":\"a\"},\n{\"text\":", "jsonl", "not a valid JSON array")]
    [InlineData("{\n  \"comments\": [\n", "jsonl", "line 1: a JSON object begins here and goes on in the next line")]
    [InlineData("id,text\n1,\"never closed\n\n", "csv", "line 2")]
    [InlineData("", "txt", "no comments")]
    [InlineData("", "tsv", "empty")]
    [InlineData("text\n", "csv", "no comments")]
    [InlineData("[]", "jsonl", "no comments")]
    public async Task A_file_that_cannot_be_read_says_where(string content, string format, string where) =>
        Assert.Contains(where, (await Assert.ThrowsAsync<CommentFileException>(() => Read(content, format))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Zeros_and_five_megabytes_in_one_line_are_read()
    {
        var content = new string('a', 20) + "\0" + new string('a', 4_999_979);
        Assert.Equal(5_000_000, Assert.Single(await Read(content, "txt")).Text.Length);
    }

    [Fact]
    public async Task A_hundred_thousand_rows_are_not_held_in_memory()
    {
        var content = "id,text\n" + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"{i},\"怎么买 {new string('买', 200)}\"\n"));
        using var file = await Take(content, "file");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var count = 0;
        await foreach (var _ in new CommentFile(file, "csv", Usual).Rows(default))
        {
            if (++count == 99_999)
            {
                Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < 5_000_000);
            }
        }

        Assert.Equal(100_000, count);
    }

    [Theory]
    [InlineData("a.JSONL", "", "jsonl")]
    [InlineData("a.json", "[", "jsonl")]
    [InlineData("a.csv", "", "csv")]
    [InlineData("a.tsv", "", "tsv")]
    [InlineData("-", "{\"text\":1}", "jsonl")]
    [InlineData("-", "[{\"text\":1}]", "jsonl")]
    [InlineData("-", "[\n{\"text\":1}]", "jsonl")]
    [InlineData("-", "多少钱", "txt")]
    [InlineData("a.txt", "[怎么买]", "txt")]
    [InlineData("a.txt", "{nick}", "txt")]
    [InlineData("a.txt", "评论ID\t评论内容\n1\t怎么买\n", "csv")]
    [InlineData("a.txt", "id\ttext\n1\t怎么买\n", "csv")]
    [InlineData("a.txt", "id\ttext\n1\t\"怎么\n买\"\n", "csv")]
    [InlineData("a.txt", "怎么\t买\n多少钱\n", "txt")]
    public async Task The_format_is_guessed(string name, string content, string format)
    {
        using var file = await Take(content, name);
        Assert.Equal(format, await CommentFile.Guess(file, Usual, default));
    }

    private static async Task<List<CommentRow>> Read(string content, string format, CommentColumns? columns = null)
    {
        using var file = await Take(content, "file");
        var rows = new List<CommentRow>();
        await foreach (var row in new CommentFile(file, format, columns ?? Usual).Rows(default))
        {
            rows.Add(row);
        }

        return rows;
    }

    private static Task<TextFile> Take(string content, string name) => TextFile.Take(new MemoryStream(Encoding.UTF8.GetBytes(content)), name, default);

    private static CommentColumns Columns(string line)
    {
        var options = CommentColumns.AllOptions();
        var command = new Command("read");
        Array.ForEach(options, command.Options.Add);
        return CommentColumns.Of(command.Parse(line.Split(' ')), options);
    }
}
