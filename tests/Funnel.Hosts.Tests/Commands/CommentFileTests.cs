using System.Text;
using Funnel.Embedded.Commands;

namespace Funnel.Hosts.Tests.Commands;

public sealed class CommentFileTests
{
    [Fact]
    public async Task Json_lines_carry_text_and_label()
    {
        var rows = await Read("{\"text\":\"求资料\",\"label\":\"inquiry\",\"kind\":\"material\"}\n\n{\"text\":\"好看\"}\n", "jsonl");
        Assert.Equal([new CommentRow("求资料", "inquiry", "material", null, null), new CommentRow("好看", null, null, null, null)], rows);
    }

    [Fact]
    public async Task Quoted_cells_may_hold_commas_quotes_and_line_ends()
    {
        var rows = await Read("id,text\n1,\"多少钱,\"\"包邮\"\"吗\n谢谢\"\n2,好看\n", "csv");
        Assert.Equal(["多少钱,\"包邮\"吗\n谢谢", "好看"], rows.Select(r => r.Text));
    }

    [Fact]
    public async Task Tab_separated_cells_are_raw() => Assert.Equal(["\"多少钱"], (await Read("id\ttext\n1\t\"多少钱\n", "tsv")).Select(r => r.Text));

    [Fact]
    public async Task A_wrong_column_names_those_that_exist()
    {
        var error = await Assert.ThrowsAsync<CommentFileException>(() => Read("id\tbody\n1\tx\n", "tsv"));
        Assert.True(error.Usage);
        Assert.Contains("It has: id, body", error.Message, StringComparison.Ordinal);
        Assert.Contains("It has: body", (await Assert.ThrowsAsync<CommentFileException>(() => Read("{\"body\":1}", "jsonl"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"text\":\"a\"}\n{oops\n", "jsonl", "line 2")]
    [InlineData("[1]\n", "jsonl", "line 1")]
    [InlineData("id,text\n1,\"never closed\n\n", "csv", "line 2")]
    [InlineData("", "txt", "no comments")]
    [InlineData("", "tsv", "empty")]
    [InlineData("text\n", "csv", "no comments")]
    public async Task A_file_that_cannot_be_read_says_where(string content, string format, string where) =>
        Assert.Contains(where, (await Assert.ThrowsAsync<CommentFileException>(() => Read(content, format))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Broken_bytes_nul_and_five_megabytes_in_one_line_are_read()
    {
        var bytes = new byte[5_000_000];
        Array.Fill(bytes, (byte)'a');
        (bytes[10], bytes[11], bytes[20]) = (0xFF, 0xC3, 0);
        using var reader = new StreamReader(new MemoryStream(bytes), Encoding.UTF8);
        var rows = new List<CommentRow>();
        await foreach (var row in new CommentFile(reader, "x", "txt", "text").Rows(default))
        {
            rows.Add(row);
        }

        Assert.Equal(5_000_000, Assert.Single(rows).Text.Length);
    }

    [Theory]
    [InlineData("a.JSONL", "", "jsonl")]
    [InlineData("a.csv", "", "csv")]
    [InlineData("a.tsv", "", "tsv")]
    [InlineData("-", "{\"text\":1}", "jsonl")]
    [InlineData("-", "多少钱", "txt")]
    public void The_format_is_guessed(string name, string content, string format)
    {
        using var reader = new StringReader(content);
        Assert.Equal(format, CommentFile.Guess(name, reader));
    }

    private static async Task<List<CommentRow>> Read(string content, string format)
    {
        using var reader = new StringReader(content);
        var rows = new List<CommentRow>();
        await foreach (var row in new CommentFile(reader, "file", format, "text").Rows(default))
        {
            rows.Add(row);
        }

        return rows;
    }
}
