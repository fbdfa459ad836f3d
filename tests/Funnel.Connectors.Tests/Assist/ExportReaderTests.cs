using System.Text;
using Funnel.Connectors.Assist.Files;
using Funnel.Intake.Handed;
using Funnel.Intake.Handed.Exports;

namespace Funnel.Connectors.Tests.Assist;

/// <summary>Files as exporters of six platforms write them are understood without a word; a seventh is asked about.</summary>
public sealed class ExportReaderTests
{
    private static readonly DateTimeOffset Made = new(2026, 11, 3, 20, 0, 0, TimeSpan.FromHours(8));
    private static readonly ExportHints Hints = ExportHints.None with { At = Made };
    private static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    [Fact]
    public async Task Douyin_as_CSV_in_GBK()
    {
        var file = await Read(Gbk.GetBytes(
            """
            序号,评论ID,用户昵称,用户ID,评论内容,评论时间,点赞数,IP属地,父评论ID,视频链接
            1,7301000000000000001,爱做饭的小周,MS4wLjABAAAA01,"请问这套课程怎么报名？
            想学",2026/11/3 8:05,3,浙江,0,https://www.douyin.com/video/7300000000000000009
            2,7301000000000000002,路人甲,MS4wLjABAAAA02,"哈哈,笑了",2026-11-02 23:59:30,0,北京,7301000000000000001,https://www.douyin.com/video/7300000000000000009
            """));
        Assert.Equal(("CSV (comma)", "GB18030", "line"), (file.Format.Words(), file.Encoding, file.Format.Unit().Words()));
        Assert.Equal(["序号", "点赞数", "IP属地"], file.Ignored);
        Assert.Empty(file.Problems);
        Assert.Equal(
            new HandedComment("https://www.douyin.com/video/7300000000000000009", "请问这套课程怎么报名？\n想学", At("2026-11-03T08:05:00+08:00"))
            {
                Id = "7301000000000000001",
                Person = "MS4wLjABAAAA01",
                Nick = "爱做饭的小周",
                Link = "https://www.douyin.com/video/7300000000000000009",
            },
            file.Comments[0].Comment with { Text = file.Comments[0].Comment.Text.ReplaceLineEndings("\n") });
        Assert.Equal((4, "7301000000000000001", "哈哈,笑了"), (file.Comments[1].Row, file.Comments[1].Comment.Parent, file.Comments[1].Comment.Text));
    }

    [Fact]
    public async Task Xiaohongshu_as_a_workbook()
    {
        var file = await Read(Workbook.Of(
            ["小红书评论导出"],
            ["笔记ID", "笔记标题", "笔记链接", "用户名", "用户ID", "评论ID", "评论内容", "评论时间", "点赞", "是否作者"],
            ["65f0a1b2000000001203c4d5", "三天学会手冲咖啡", "https://www.xiaohongshu.com/explore/65f0a1b2000000001203c4d5", "咖啡豆豆", "5ff1", "66a0000000000000000000a1", "器具清单能发我吗", new DateTime(2026, 11, 3, 9, 30, 0), 12, "否"],
            ["65f0a1b2000000001203c4d5", "三天学会手冲咖啡", null, "店主", "5ff2", "66a0000000000000000000a2", ("A1&\"!\"", "都在主页哦"), 46329.5, 0, "是"],
            ["65f0a1b2000000001203c4d5", null, null, "夜猫", 12345678, "66a0000000000000000000a3", "多少钱", "昨天 22:10 广东", 0, null]));
        Assert.Equal(("Excel workbook", null, "row"), (file.Format.Words(), file.Encoding, file.Format.Unit().Words()));
        Assert.Equal(["器具清单能发我吗", "都在主页哦", "多少钱"], file.Comments.Select(c => c.Comment.Text));
        Assert.Equal([At("2026-11-03T09:30:00+08:00"), At("2026-11-03T12:00:00+08:00"), At("2026-11-02T22:10:00+08:00")], file.Comments.Select(c => c.Comment.At));
        Assert.Equal([false, true, false], file.Comments.Select(c => c.Comment.IsOwn));
        Assert.Equal((3, "三天学会手冲咖啡", "65f0a1b2000000001203c4d5", "12345678", true), (file.Comments[0].Row, file.Comments[0].Comment.Title, file.Comments[1].Comment.Video, file.Comments[2].Comment.Person, file.Comments[2].Comment.IsTimeRough));
        Assert.Contains(file.Notes, n => n.Words().Contains("2026-11-03 20:00", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bilibili_as_JSON()
    {
        var file = await Read(
            """
            {"code":0,"data":{"page":{"num":1},"replies":[
              {"rpid":2210000001,"oid":990001,"mid":3001,"root":0,"parent":0,"ctime":1793664300,"like":4,"member":{"mid":"3001","uname":"硬件小白"},"content":{"message":"求一份接线图"},
               "replies":[{"rpid":2210000002,"oid":990001,"mid":3002,"root":2210000001,"parent":2210000001,"ctime":1793667900,"member":{"mid":"3002","uname":"路过"},"content":{"message":"同求"}}]},
              {"rpid":2210000003,"oid":990001,"mid":3003,"root":0,"parent":0,"ctime":1793671500,"member":{"mid":"3003","uname":"阿杰"},"content":{"message":"来了来了"},"replies":null}]}}
            """u8.ToArray());
        Assert.Equal("JSON", file.Format.Words());
        Assert.Equal(["求一份接线图", "同求", "来了来了"], file.Comments.Select(c => c.Comment.Text));
        Assert.Equal([null, "2210000001", null], file.Comments.Select(c => c.Comment.Parent));
        Assert.Equal(("2210000001", "3001", "硬件小白", "990001", DateTimeOffset.FromUnixTimeSeconds(1793664300)), Of(file.Comments[0].Comment));
        Assert.Equal(["seconds since 1970"], file.TimeForms.Select(f => f.Words()));
    }

    [Fact]
    public async Task Kuaishou_as_JSON_lines()
    {
        var file = await Read(
            """
            {"commentId":"880000000001","photoId":"3xabc123def","authorId":"77001","authorName":"田园老李","content":"种子在哪里买","timestamp":1793664300123,"likedCount":"2"}

            {"commentId":"880000000002","photoId":"3xabc123def","authorId":"77002","authorName":"\u5c0f\ud83d\ude00","content":"长得真好","timestamp":1793664301123}
            """u8.ToArray());
        Assert.Equal(("JSON lines", "line"), (file.Format.Words(), file.Format.Unit().Words()));
        Assert.Equal(("880000000001", "77001", "田园老李", "3xabc123def", DateTimeOffset.FromUnixTimeMilliseconds(1793664300123)), Of(file.Comments[0].Comment));
        Assert.Equal((3L, "小😀"), (file.Comments[1].Row, file.Comments[1].Comment.Nick));
    }

    [Fact]
    public async Task Weixin_Channels_as_TSV()
    {
        var file = await Read(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(
            "视频\t昵称\t评论\t时间\t回复\n三步做好红烧肉\t灶台边\t\"他说\"\"好吃\"\"，菜谱求发\"\t3小时前\t2\n三步做好红烧肉\t阿明\t学会了\t11-01 08:05\t\n")).ToArray());
        Assert.Equal(("TSV (tab)", "UTF-16"), (file.Format.Words(), file.Encoding));
        Assert.Equal((null, null, "灶台边", "三步做好红烧肉", Made.AddHours(-3)), Of(file.Comments[0].Comment));
        Assert.Equal(("他说\"好吃\"，菜谱求发", true, null), (file.Comments[0].Comment.Text, file.Comments[0].Comment.IsTimeRough, file.Comments[0].Comment.Parent));
        Assert.Equal((At("2026-11-01T08:05:00+08:00"), false), (file.Comments[1].Comment.At, file.Comments[1].Comment.IsTimeRough));
    }

    [Fact]
    public async Task Excel_CSV_with_a_mark_and_cells_that_stay_text()
    {
        var file = await Read([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(
            "comment_id;user_id;nickname;text;create_time;aweme_id\r\n=\"7301000000000000001\";\"=\"\"9000000000000000001\"\"\";小林;=HYPERLINK(\"http://x\");\"=\"\"1793664300\"\"\";'7300000000000000009\r\n")]);
        Assert.Equal("CSV (semicolon)", file.Format.Words());
        Assert.Equal(("7301000000000000001", "9000000000000000001", "小林", "7300000000000000009", DateTimeOffset.FromUnixTimeSeconds(1793664300)), Of(file.Comments[0].Comment));
        Assert.Equal("=HYPERLINK(\"http://x\")", file.Comments[0].Comment.Text);
    }

    [Fact]
    public async Task Unknown_columns_are_asked_for_by_name_with_the_first_rows_and_a_guess()
    {
        const string seventh = "谁,评论正文,发布于,页面\n小周,想问一下这个怎么卖的呀,2026-11-03 08:05,https://example.com/v/123456\n老李,看着不错哦支持,2026-11-03 09:10,https://example.com/v/123456\n";
        var question = await Assert.ThrowsAsync<ExportFileException>(() => Read(Encoding.UTF8.GetBytes(seventh)));
        Assert.Contains("line 2: 谁=小周 | 评论正文=想问一下这个怎么卖的呀 | 发布于=2026-11-03 08:05", question.Message, StringComparison.Ordinal);
        Assert.EndsWith("--columns time=发布于,video=页面,content=评论正文,nick=谁", question.Message, StringComparison.Ordinal);

        var answered = await Read(Encoding.UTF8.GetBytes(seventh), new Dictionary<ColumnRole, string>
        {
            [ColumnRole.Time] = "发布于", [ColumnRole.Video] = "页面", [ColumnRole.Content] = "评论正文", [ColumnRole.Nick] = "谁",
        });
        Assert.Equal((2, "小周"), (answered.Comments.Count, answered.Comments[0].Comment.Nick));
        var wrong = await Assert.ThrowsAsync<ExportFileException>(() => Read(Encoding.UTF8.GetBytes(seventh), new Dictionary<ColumnRole, string> { [ColumnRole.Time] = "发布" }));
        Assert.Contains("there is no column '发布' (time)", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_is_told_by_its_place_and_the_others_are_read()
    {
        var file = await Read("昵称,评论,时间,视频\n甲,求链接,2026-13-40,v1\n乙,求链接,,v1\n丙,求链接,2026-11-03 8:05,v1\n"u8.ToArray());
        Assert.Equal(["line 2, column '时间'", "line 3, column '时间'"], file.Problems.Select(p => p.Place()));
        Assert.Single(file.Comments);
    }

    [Fact]
    public async Task Ids_that_a_program_rounded_are_given_up_and_said()
    {
        var file = await Read("评论ID,用户ID,昵称,评论,时间,视频ID,视频链接\n7.30123E+18,9.0001E+18,甲,求链接,2026-11-03 8:05,7.3E+18,https://www.douyin.com/video/7300000000000000009\n7.30123E+18,9.0001E+18,,求链接,2026-11-03 8:05,1,\n"u8.ToArray());
        Assert.Equal((null, null, "甲"), (file.Comments[0].Comment.Id, file.Comments[0].Comment.Person, file.Comments[0].Comment.Nick));
        Assert.Equal("https://www.douyin.com/video/7300000000000000009", file.Comments[0].Comment.Video);
        Assert.Equal(3, file.Notes.Count);
        Assert.Equal("line 3, column '用户ID'", Assert.Single(file.Problems).Place());
    }

    [Fact]
    public async Task Ten_megabytes_in_a_cell_are_refused_by_their_place() =>
        await Refused("昵称,评论,时间,视频\n甲," + new string('长', 200_000) + ",2026-11-03 8:05,v1\n", "line 2, column 2: a cell of 200000 characters");

    [Fact]
    public async Task A_quote_that_is_not_closed_is_refused_by_its_line() =>
        await Refused("昵称,评论,时间,视频\n甲,\"求链接,2026-11-03 8:05,v1\n乙,好,2026-11-03 8:05,v1\n", "line 2: a quote opens a cell here and is not closed");

    [Fact]
    public async Task Broken_JSON_is_refused_by_its_line() => await Refused("[{\"content\":\"a\"},\n{\"content\":", "line 2: no valid JSON");

    [Theory]
    [InlineData("""{"content":"\ud83d","nickname":"a"}""")]
    [InlineData("""{"\ud83d":"a","nickname":"a"}""")]
    public async Task Half_of_a_character_is_refused_by_its_place(string line) => await Refused($"{{\"content\":\"a\"}}\n{line}\n", "line 2: holds half of a character");

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("昵称,评论,时间,视频\n", "names columns and has no rows below them")]
    [InlineData("{\"error\":\"please sign in\"}", "there is no array of comments in it")]
    [InlineData("<!doctype html><html><body>评论</body></html>", "a web page")]
    public async Task What_holds_no_comments_is_refused_with_what_it_is(string text, string says) => await Refused(text, says);

    [Fact]
    public async Task A_workbook_that_unpacks_to_too_much_is_refused()
    {
        var bomb = Workbook.Zip(("[Content_Types].xml", ""), ("xl/workbook.xml", new string(' ', 100)));
        var size = BitConverter.GetBytes(2_000_000_000);
        for (var i = 0; i + 4 < bomb.Length; i++)
        {
            if (bomb.AsSpan(i, 4).SequenceEqual("PK\u0001\u0002"u8))
            {
                size.CopyTo(bomb, i + 24); // what the directory says of each entry unpacked
            }
        }

        Assert.Contains("unpacks to more than 256 MB", (await Assert.ThrowsAsync<ExportFileException>(() => Read(bomb))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_and_foreign_archives_are_refused()
    {
        var whole = Workbook.Of(["昵称", "评论"], ["甲", "好"]);
        Assert.Contains("cut off or broken", (await Assert.ThrowsAsync<ExportFileException>(() => Read(whole[..^40]))).Message, StringComparison.Ordinal);
        Assert.Contains("no Excel workbook", (await Assert.ThrowsAsync<ExportFileException>(() => Read(Workbook.Zip(("a.txt", "评论"))))).Message, StringComparison.Ordinal);
        var senseless = Workbook.Zip(("xl/workbook.xml", "<a/>"), ("xl/worksheets/sheet1.xml", "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><worksheet>&a;</worksheet>"));
        await Assert.ThrowsAsync<ExportFileException>(() => Read(senseless));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static (string? Id, string? Person, string? Nick, string Video, DateTimeOffset At) Of(HandedComment c) => (c.Id, c.Person, c.Nick, c.Video, c.At);

    private static async Task Refused(string text, string says) =>
        Assert.Contains(says, (await Assert.ThrowsAsync<ExportFileException>(() => Read(Encoding.UTF8.GetBytes(text)))).Message, StringComparison.Ordinal);

    private static Task<ExportedComments> Read(byte[] file, Dictionary<ColumnRole, string>? columns = null) =>
        ExportReader.Read(new MemoryStream(file), "export", columns is null ? Hints : Hints with { Columns = columns }, default);
}
