using System.Net;
using System.Text;
using Funnel.Audit;
using Funnel.Connectors.Tests.Assist;
using Funnel.Console.SignIn;
using Funnel.Console.Tests.Hosting;
using Funnel.Intake;

namespace Funnel.Console.Tests.Pages;

/// <summary>Comments that operators hand over: seen before they are taken, taken once.</summary>
public sealed class ImportTests : IAsyncLifetime
{
    private const string Export = "评论ID,昵称,评论内容,评论时间,视频ID\n901000001,小周,想问一下怎么卖,2026-03-14 09:05,v1\n901000002,老李,求资料,2025-11-01 08:00,v1\n901000003,我的小店,私信你了,2026-03-14 09:10,v1\n901000004,,谁,2026-03-14 09:10,v1\n901000005,阿杰,好看,很久以前,v1\n";

    private ConsoleHost host = null!;
    private Guest guest = null!;

    public async Task InitializeAsync()
    {
        host = await ConsoleHost.Start(handed: true);
        guest = await host.SignedIn();
        await guest.Get("?lang=en");
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task A_file_is_seen_first_and_taken_over_once()
    {
        var seen = await Upload("comments.csv", Encoding.UTF8.GetBytes(Export));
        var page = await guest.Get(seen);
        foreach (var said in (string[])["comments.csv", "CSV (comma)", "UTF-8", "What the person wrote: 评论内容", "local time", "1 rows cannot be read", "Line 6 , column \"评论时间\"", "想问一下怎么卖", "Line 5: neither an id nor a name"])
        {
            Assert.Contains(said.Replace(" ,", ",", StringComparison.Ordinal), page.Text, StringComparison.Ordinal);
        }

        Assert.Contains("Take 2 over", page.Text, StringComparison.Ordinal);
        Assert.Empty(await Pages());

        var id = seen["import/".Length..];
        var done = await guest.Submit("import", "import/take", ("id", id));
        Assert.Equal(HttpStatusCode.SeeOther, done.Status);
        page = await guest.Get(seen);
        Assert.Contains("Taken over", page.Text, StringComparison.Ordinal);
        Assert.Contains("pages of comments are still to be triaged", page.Text, StringComparison.Ordinal);
        Assert.Contains("data-again=\"open\"", page.Body, StringComparison.Ordinal);
        Assert.Equal(2, (await Pages()).Sum(p => p.Comments.Count));

        await guest.Submit("import", "import/take", ("id", id));
        var line = Assert.Single(await host.Audited(), l => l.What == AuditActions.CommentsHandedOver);
        Assert.Equal(("lin", "account/shop", "received 4, new 1, older 1, known 0, own 1, refused 1"), (line.By, line.On, line.After));

        page = await guest.Get(await Upload("comments.csv", Encoding.UTF8.GetBytes(Export)));
        Assert.Contains("Nothing new", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Take 0", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Old_comments_are_answered_when_somebody_wants_it()
    {
        var seen = await Upload("comments.csv", Encoding.UTF8.GetBytes(Export), ("age", "all"));
        Assert.Contains("New: told whether they ask, and answered 2", (await guest.Get(seen)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await guest.Submit("import", "import/again", ("id", seen["import/".Length..]), ("age", "30"))).Status);
        Assert.Contains("New: told whether they ask, and answered 1", (await guest.Get(seen)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_columns_are_asked_for_and_the_file_is_not_chosen_again()
    {
        var seen = await Upload("odd.csv", "谁,评论正文,发布于\n小周,想问一下这个怎么卖的呀,2026-03-14 08:05\n老李,看着不错哦,2026-03-14 09:10\n"u8.ToArray());
        var page = await guest.Get(seen);
        Assert.Contains("Which column is it?", page.Text, StringComparison.Ordinal);
        Assert.Contains("想问一下这个怎么卖的呀", page.Text, StringComparison.Ordinal);
        Assert.Contains("<option value=\"发布于\" selected", page.Body, StringComparison.Ordinal);
        var id = ("id", seen["import/".Length..]);
        await guest.Submit("import", "import/again", id, ("column-nick", "谁"), ("column-content", "评论正文"), ("column-time", "发布于"), ("column-video", ""), ("video", "7.89 复制打开看看 https://www.example.com/video/7300000001，好"));
        page = await guest.Get(seen);
        Assert.Contains("Take 2 over", page.Text, StringComparison.Ordinal);
        Assert.Contains("https://www.example.com/video/7300000001", page.Text, StringComparison.Ordinal);
        await guest.Submit("import", "import/again", id, ("shape", "lines"));
        Assert.Contains("Lines without columns", (await guest.Get(seen)).Text, StringComparison.Ordinal);
        await guest.Submit("import", "import/again", id, ("shape", "table"));
        Assert.Contains("Which column is it?", (await guest.Get(seen)).Text, StringComparison.Ordinal);
        await guest.Submit("import", "import/again", id, ("column-nick", "谁"), ("column-content", "不在"), ("column-time", ""), ("column-video", ""), ("video", "v1"));
        Assert.Contains("There is no column \"不在\".", (await guest.Get(seen)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pasted_lines_are_comments()
    {
        var seen = await Paste("小周: 求一份清单\n老李: 多少钱\n");
        Assert.Contains("Under which video", (await guest.Get(seen)).Text, StringComparison.Ordinal);
        await guest.Submit("import", "import/again", ("id", seen["import/".Length..]), ("video", "v1"));
        Assert.Contains("Take 2 over", (await guest.Get(seen)).Text, StringComparison.Ordinal);
        await guest.Submit("import", "import/take", ("id", seen["import/".Length..]));
        var comment = (await Pages()).SelectMany(p => p.Comments).First();
        Assert.Equal(("@小周", "求一份清单", true), (comment.PersonId, comment.Text, comment.Id.StartsWith("x-", StringComparison.Ordinal)));
        Assert.Contains("Nothing new", (await guest.Get(await Paste("小周: 求一份清单\n老李: 多少钱\n", ("video", "v1")))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GBK_workbooks_formulas_and_markup_are_text()
    {
        var gbk = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(Export);
        Assert.Contains("It is not UTF-8; read as GB18030.", (await guest.Get(await Upload("gbk.csv", gbk))).Text, StringComparison.Ordinal);
        var book = Workbook.Of(["昵称", "评论内容", "评论时间", "视频ID"], ["=cmd|' /C calc'!A0", ("HYPERLINK(\"http://x\")", "=1+1"), "2026-03-14 09:05", "v1"], ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "2026-03-14 09:06", "v1"]);
        var page = await guest.Get(await Upload("<b>x</b>.xlsx", book));
        Assert.Contains("Excel workbook", page.Text, StringComparison.Ordinal);
        Assert.Contains("Take 2 over", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page.Body.Replace("<img src=\"/api", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>x", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_read_is_said_in_both_languages()
    {
        foreach (var (name, bytes, english, chinese) in Hostile())
        {
            var seen = await Upload(name, bytes);
            var page = await guest.Get(seen);
            Assert.Equal(HttpStatusCode.BadRequest, page.Status);
            Assert.Contains(english, page.Text, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.NotFound, (await guest.Get(seen)).Status);
            Assert.Contains(chinese, (await guest.Get(await Upload(name, bytes) + "?lang=zh")).Text, StringComparison.Ordinal);
            await guest.Get("import?lang=en");
        }
    }

    [Fact]
    public async Task Eleven_megabytes_are_too_many()
    {
        var answer = await guest.Upload("import", "import", "big.csv", new byte[11 * 1024 * 1024], ("account", Merchant.Handed));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.Contains("At most 10 MB", answer.Text, StringComparison.Ordinal);
        answer = await guest.Upload("import", "import", "big.csv", new byte[(10 * 1024 * 1024) + 1], ("account", Merchant.Handed));
        Assert.Contains("At most 10 MB", answer.Text, StringComparison.Ordinal);
        var viewer = await host.SignedIn("wang", Role.Viewer);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await viewer.Upload("tasks", "import", "big.csv", new byte[2 * 1024 * 1024])).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await guest.Upload("import", "review", "big.csv", new byte[2 * 1024 * 1024])).Status);
    }

    [Fact]
    public async Task What_somebody_handed_over_is_theirs_for_ten_minutes()
    {
        var seen = await Upload("comments.csv", Encoding.UTF8.GetBytes(Export));
        var id = ("id", seen["import/".Length..]);
        var other = await host.SignedIn("zhao");
        Assert.Equal(HttpStatusCode.NotFound, (await other.Get(seen)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Submit("import", "import/take", id)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Submit("import", "import/again", id, ("age", "all"))).Status);
        Assert.Empty(await Pages());
        var viewer = await host.SignedIn("wang", Role.Viewer);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.Get("import")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.Submit("tasks", "import/take", id)).Status);
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        var gone = await guest.Get(seen);
        Assert.Equal(HttpStatusCode.NotFound, gone.Status);
        Assert.Contains("It has to be chosen again", gone.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_a_few_are_kept_of_each()
    {
        var first = await Upload("a.csv", Encoding.UTF8.GetBytes(Export));
        var second = await Upload("b.csv", Encoding.UTF8.GetBytes(Export));
        var third = await Upload("c.csv", Encoding.UTF8.GetBytes(Export));
        Assert.Equal(HttpStatusCode.NotFound, (await guest.Get(first)).Status);
        Assert.Equal(HttpStatusCode.OK, (await guest.Get(second)).Status);
        Assert.Equal(HttpStatusCode.OK, (await guest.Get(third)).Status);
    }

    [Fact]
    public async Task Wrong_fields_are_told()
    {
        Assert.Contains("Choose a file", (await guest.Submit("import", "import", ("account", Merchant.Handed))).Text, StringComparison.Ordinal);
        Assert.Contains("does not take comments", (await guest.Submit("import", "import", ("account", Merchant.Account), ("text", "a"))).Text, StringComparison.Ordinal);
        Assert.Contains("cannot be read", (await guest.Submit("import", "import", ("account", Merchant.Handed), ("text", "a"), ("made", "soon"))).Text, StringComparison.Ordinal);
        var both = await guest.Upload("import", "import", "a.csv", "a"u8.ToArray(), ("account", Merchant.Handed), ("text", "b"));
        Assert.Contains("take one of them away", both.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await guest.Post("import", ("account", Merchant.Handed), ("text", "a"))).Status);
    }

    [Fact]
    public async Task Tasks_and_accounts_lead_there_where_an_account_takes_comments()
    {
        Assert.Contains("/import\"", (await guest.Get("tasks")).Body, StringComparison.Ordinal);
        Assert.Contains("/import?account=shop\"", (await guest.Get("accounts")).Body, StringComparison.Ordinal);
        var viewer = await host.SignedIn("wang", Role.Viewer);
        Assert.DoesNotContain("/import", (await viewer.Get("tasks")).Body, StringComparison.Ordinal);
        await using var without = await ConsoleHost.Start();
        var somebody = await without.SignedIn();
        Assert.DoesNotContain("/import", (await somebody.Get("tasks")).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await somebody.Get("import")).Status);
    }

    private static IEnumerable<(string Name, byte[] Bytes, string English, string Chinese)> Hostile()
    {
        var bomb = Workbook.Zip(("[Content_Types].xml", ""), ("xl/workbook.xml", new string(' ', 100)));
        for (var i = 0; i + 4 < bomb.Length; i++)
        {
            if (bomb.AsSpan(i, 4).SequenceEqual("PK\u0001\u0002"u8))
            {
                BitConverter.GetBytes(2_000_000_000).CopyTo(bomb, i + 24); // what the directory says of each entry unpacked
            }
        }

        yield return ("bomb.xlsx", bomb, "unpacks to more than 256 MB", "解压后超过 256 兆字节");
        yield return ("a.zip", Workbook.Zip(("a.txt", "评论")), "is an archive and no Excel workbook", "是压缩包");
        yield return ("a.png", [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 0, 1, 2], "This is a picture", "这是图片");
        yield return ("a.bin", [.. Enumerable.Range(0, 5_000).Select(i => (byte)((i * 7919) + (i >> 3)))], "was not read", "没有读成");
        yield return ("a.html", "<!doctype html><html><body><p>评论</p></body></html>"u8.ToArray(), "This is a web page", "这是网页");
        yield return ("a.csv", "昵称,评论内容,评论时间,视频ID\n甲,\"求链接,2026-03-14 8:05,v1\n乙,好,2026-03-14 8:05,v1\n"u8.ToArray(), "Line 2: a quote opens a cell here", "第 2 行：这里有一个引号");
        yield return ("a.json", "[{\"content\":\"a\"},\n{\"content\":"u8.ToArray(), "Line 2: no valid JSON", "第 2 行：JSON 写法不对");
        yield return ("empty.csv", [], "The file is empty", "文件是空的");
    }

    private Task<string> Paste(string text, params (string Name, string Value)[] fields) => Looked(guest.Submit("import", "import", [.. fields, ("account", Merchant.Handed), ("text", text)]));

    private Task<string> Upload(string name, byte[] bytes, params (string Name, string Value)[] fields) => Looked(guest.Upload("import", "import", name, bytes, [.. fields, ("account", Merchant.Handed)]));

    private static async Task<string> Looked(Task<Answered> sent)
    {
        var answer = await sent;
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        return answer.Location![answer.Location!.IndexOf("import/", StringComparison.Ordinal)..];
    }

    /// <summary>Pages of comments that wait to be triaged.</summary>
    private async Task<IReadOnlyList<CommentsMessage>> Pages() =>
        [.. (await host.Get<VideoStore>().LoadPages(Merchant.Handed, CancellationToken.None)).Select(p => CommentsMessage.Parse(p.Message))];
}
