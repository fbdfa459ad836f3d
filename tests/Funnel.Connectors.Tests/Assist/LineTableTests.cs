using System.Text;
using Funnel.Connectors.Assist.Files;
using Funnel.Intake.Handed.Exports;

namespace Funnel.Connectors.Tests.Assist;

/// <summary>What is pasted without columns is told from what has them, and read.</summary>
public sealed class LineTableTests
{
    private static readonly DateTimeOffset Made = new(2026, 11, 3, 20, 0, 0, TimeSpan.FromHours(8));
    private static readonly ExportHints Hints = ExportHints.None with { At = Made, Video = "v1", Shape = ExportShape.Either, IsTimeGiven = true };

    [Fact]
    public async Task A_comment_a_line_with_the_name_before_a_colon()
    {
        var file = await Read("小周: 求一份清单\n老李：多少钱一套？\n\n路过看到 https://example.com/a\n阿杰: 时间是 12:30 吗\n安娜：想要\n");
        Assert.Equal(ExportFormat.Lines, file.Format);
        Assert.Equal([("小周", "求一份清单"), ("老李", "多少钱一套？"), (null, "路过看到 https://example.com/a"), ("阿杰", "时间是 12:30 吗"), ("安娜", "想要")], Said(file));
        Assert.Equal([1, 2, 4, 5, 6], file.Comments.Select(c => c.Row));
        Assert.All(file.Comments, c => Assert.True(c.Comment is { IsTimeRough: true, Video: "v1", Id: null } && c.Comment.At == Made));
        Assert.Equal("1", Assert.Single(file.Notes, n => n.Kind == ExportNoteKind.NoNames).Args[0]);
    }

    [Fact]
    public async Task Words_alone_where_a_colon_ends_no_name()
    {
        var file = await Read("求资料：怎么领\n好看\n\"引号开头的也行\n怎么买\n怎么买\n");
        Assert.Equal([null, null, null, null, null], file.Comments.Select(c => c.Comment.Nick));
        Assert.Equal(4, file.Comments.Select(c => c.Comment.Person).Distinct().Count());
    }

    [Fact]
    public async Task Cells_of_a_spreadsheet_without_their_header()
    {
        var file = await Read("小周\t想问一下怎么卖\t2026-11-03 08:05\n老李\t求链接\t昨天 12:30\n阿杰\t多少钱\t\n");
        Assert.Equal([("小周", "想问一下怎么卖"), ("老李", "求链接"), ("阿杰", "多少钱")], Said(file));
        Assert.Equal([ExportTimeForm.Local, ExportTimeForm.Relative, ExportTimeForm.Given], file.TimeForms.Order());
        Assert.Equal([false, true, true], file.Comments.Select(c => c.Comment.IsTimeRough));
    }

    [Fact]
    public async Task Lines_of_a_web_page()
    {
        var file = await Read("""
            共 3 条评论
            咖啡豆豆
            器具清单能发我吗
            还有豆子
            昨天 22:10 广东
            12
            回复
            展开 3 条回复
            夜猫
            多少钱
            3小时前 · 浙江 回复
            赞
            """);
        Assert.Equal([("咖啡豆豆", "器具清单能发我吗\n还有豆子"), ("夜猫", "多少钱")], Said(file));
        Assert.Equal([Made.AddHours(-21).AddMinutes(-50), Made.AddHours(-3)], file.Comments.Select(c => c.Comment.At));
    }

    [Theory]
    [InlineData("昵称\t评论\n小周\t求资料\n")]
    [InlineData("谁,评论正文,发布于,页面\n小周,想问一下,2026-11-03 08:05,https://example.com/v/123456\n老李,看着不错,2026-11-03 09:10,https://example.com/v/123456\n")]
    public async Task What_has_columns_is_no_lines(string text)
    {
        try
        {
            Assert.Equal(ExportFormat.Tab, (await Read(text)).Format);
        }
        catch (ExportFileException e)
        {
            Assert.Equal((ExportFault.Columns, ExportFormat.Comma), (e.Fault, e.Question!.Format));
        }
    }

    [Fact]
    public async Task A_table_is_read_as_lines_when_somebody_says_so()
    {
        var file = await Read("谁,评论正文,发布于\n小周,想问一下,2026-11-03 08:05\n", Hints with { Shape = ExportShape.Lines });
        Assert.Equal((ExportFormat.Lines, 2), (file.Format, file.Comments.Count));
    }

    private static IEnumerable<(string? Nick, string Text)> Said(ExportedComments file) => file.Comments.Select(c => (c.Comment.Nick, c.Comment.Text));

    private static Task<ExportedComments> Read(string text, ExportHints? hints = null) =>
        new ExportFiles().Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "pasted", hints ?? Hints, default);
}
