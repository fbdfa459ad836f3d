using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Funnel.Benchmarks.Pipeline.Stub;

/// <summary>
/// As much of Douyin and WeCom as a host calls on a lead's way, without limits, faults or memory of anything but the books: what it costs is to be as little as possible. How platforms
/// really behave is the sandbox's business.
/// </summary>
internal sealed partial class StubWire(StubOptions options, StubBooks books, StubPush push, ReadCounts reads)
{
    private const string Ok = "\"error_code\":0,\"description\":\"\"";

    /// <summary>Comments of each video, the oldest first: a list is one of all numbers in steps.</summary>
    private int Step => options.Accounts * options.Videos;

    public static string OpenId(int account) => string.Create(CultureInfo.InvariantCulture, $"shop-{account:D9}-0000-4000-8000-000000000000");

    public static string VideoId(int account, int video) => string.Create(CultureInfo.InvariantCulture, $"@video{video:D5}of{account:D5}==");

    public void Map(WebApplication app)
    {
        app.MapGet("/api/douyin/v1/video/video_list/", c => Read(c, Videos));
        app.MapGet("/item/comment/list/", c => Read(c, Comments));
        app.MapGet("/item/comment/reply/list/", c => Read(c, Replies));
        app.MapPost("/item/comment/reply/", Reply);
        app.MapPost("/im/send/msg/", Message);
        app.MapPost("/oauth/{**call}", c => Answer(c, $"{{\"data\":{{{Ok},\"access_token\":\"act.stub\",\"expires_in\":1296000,\"refresh_token\":\"rft.stub\",\"refresh_expires_in\":2592000}},\"message\":\"success\"}}"));
        app.MapGet("/cgi-bin/gettoken", c => Answer(c, """{"errcode":0,"errmsg":"ok","access_token":"wecom-stub","expires_in":7200}"""));
        app.MapPost("/cgi-bin/externalcontact/send_welcome_msg", Welcome);
        app.MapMethods("/cgi-bin/{**call}", ["GET", "POST"], c => Answer(c, Contact(c.Request.Path.Value!)));
        app.MapPost("/plain", Plain);
    }

    private static string Contact(string path) => path[(path.LastIndexOf('/') + 1)..] switch
    {
        "create_link" => """{"errcode":0,"errmsg":"ok","link":{"link_id":"castub","link_name":"funnel","url":"https://work.weixin.qq.com/ca/castub","create_time":1700000000}}""",
        "list_link" => """{"errcode":0,"errmsg":"ok","link_id_list":[],"next_cursor":""}""",
        "customer" => """{"errcode":0,"errmsg":"ok","customer_list":[],"next_cursor":""}""",
        "customer_acquisition_quota" => """{"errcode":0,"errmsg":"ok","total":1000000,"balance":1000000,"quota_list":[]}""",
        "get_corp_tag_list" or "add_corp_tag" => Tags(path),
        _ => """{"errcode":0,"errmsg":"ok"}""",
    };

    private static string Tags(string path)
    {
        const string Group = """{"group_id":"g1","group_name":"Funnel","tag":[{"id":"t1","name":"短视频咨询"}]}""";
        return path.EndsWith("add_corp_tag", StringComparison.Ordinal) ? $$"""{"errcode":0,"errmsg":"ok","tag_group":{{Group}}}""" : $$"""{"errcode":0,"errmsg":"ok","tag_group":[{{Group}}]}""";
    }

    private async Task Read(HttpContext context, Func<HttpContext, string> list)
    {
        reads.Count();
        if (StubBooks.Number(context.Request.Query["open_id"]) < options.Deaf)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        await Wait(options.ReadLatency);
        await Answer(context, $"{{\"data\":{{{Ok},{list(context)}}},\"extra\":{{{Ok},\"now\":{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}}}}}");
    }

    private string Videos(HttpContext context)
    {
        var account = StubBooks.Number(context.Request.Query["open_id"]);
        return Page(context, options.Videos, at => options.Videos - 1 - at, video => string.Create(CultureInfo.InvariantCulture,
            $"{{\"item_id\":\"{VideoId(account, video)}\",\"title\":\"video {video}\",\"create_time\":{1_700_000_000 + video},\"is_top\":false,\"is_reviewed\":true,\"video_status\":1,\"media_type\":4,\"statistics\":{{\"comment_count\":{CountOf(account, video)}}}}}"));
    }

    private string Comments(HttpContext context)
    {
        var (account, video) = VideoOf(context.Request.Query["item_id"]);
        var (all, newest) = (CountOf(account, video), context.Request.Query["sort_type"] != "time_asc");
        return Page(context, all, at => ((newest ? all - 1 - at : at) * Step) + (video * options.Accounts) + account, Comment);
    }

    private string Comment(int number) => string.Create(CultureInfo.InvariantCulture,
        $"{{\"comment_id\":\"{StubBooks.CommentOf(number)}\",\"comment_user_id\":\"{StubBooks.PersonOf(number)}\",\"content\":\"{books.TextOf(number)}\",\"create_time\":{books.TimeOf(number).ToUnixTimeSeconds()},\"digg_count\":0,\"reply_comment_total\":{(books.SaidTo(number) is null ? 0 : 1)},\"top\":false,\"reply_comment_id\":\"\",\"nick_name\":\"某人\"}}");

    private string Replies(HttpContext context)
    {
        var number = StubBooks.Number(context.Request.Query["comment_id"]);
        return Page(context, books.SaidTo(number) is null ? 0 : 1, _ => number, n => string.Create(CultureInfo.InvariantCulture,
            $"{{\"comment_id\":\"{StubBooks.ReplyOf(n)}\",\"comment_user_id\":\"{OpenId(books.AccountOf(n))}\",\"content\":{JsonSerializer.Serialize(books.SaidTo(n))},\"create_time\":{DateTimeOffset.UtcNow.ToUnixTimeSeconds()},\"digg_count\":0,\"reply_comment_total\":0,\"top\":false,\"reply_comment_id\":\"{StubBooks.CommentOf(n)}\",\"nick_name\":\"shop\"}}"));
    }

    private async Task Reply(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        var number = StubBooks.Number(body.RootElement.GetProperty("comment_id").GetString());
        await Wait(options.SendLatency);
        var first = books.Replied(number, body.RootElement.GetProperty("content").GetString()!);
        await Answer(context, $"{{\"data\":{{{Ok},\"comment_id\":\"{StubBooks.ReplyOf(number)}\"}},\"extra\":{{{Ok}}}}}");
        if (first)
        {
            books.Opened(number);
            push.Opened(books, number);
        }
    }

    private async Task Message(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        var number = StubBooks.Number(body.RootElement.GetProperty("to_user_id").GetString());
        await Wait(options.SendLatency);
        if (books.Messaged(number) is not { } first)
        {
            await Answer(context, """{"data":{"error_code":28003080,"description":"window over"},"extra":{"error_code":28003080,"description":"window over"}}""");
            return;
        }

        await Answer(context, $"{{\"msg_id\":\"@message{number:D9}==\",\"msg_list\":[\"@message{number:D9}==\"],\"data\":{{{Ok}}},\"extra\":{{{Ok}}}}}");
        if (first && options.Arrives && Channel().Match(Uri.UnescapeDataString(body.RootElement.GetProperty("content").GetRawText())) is { Success: true } token)
        {
            books.Added(number);
            push.Added(number, token.Groups[1].Value);
        }
    }

    private async Task Welcome(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        await Wait(options.SendLatency);
        var first = books.Welcomed(StubBooks.Number(body.RootElement.GetProperty("welcome_code").GetString()));
        await Answer(context, first ? """{"errcode":0,"errmsg":"ok"}""" : """{"errcode":41050,"errmsg":"welcome code used"}""");
    }

    /// <summary>What the plain worker calls: as much work for the stub as a send.</summary>
    private async Task Plain(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        await Wait(options.SendLatency);
        await Answer(context, """{"data":{"error_code":0}}""");
    }

    private int CountOf(int account, int video)
    {
        var first = (video * options.Accounts) + account;
        return books.Published <= first ? 0 : ((books.Published - 1 - first) / Step) + 1;
    }

    private static (int Account, int Video) VideoOf(string? id)
    {
        var parts = Video().Match(id ?? "");
        return (int.Parse(parts.Groups[2].ValueSpan, CultureInfo.InvariantCulture), int.Parse(parts.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
    }

    private static string Page(HttpContext context, int all, Func<int, int> which, Func<int, string> item)
    {
        var (from, count) = (Math.Max(0, StubBooks.Number(context.Request.Query["cursor"])), StubBooks.Number(context.Request.Query["count"]));
        var until = Math.Min(all, from + count);
        return string.Create(CultureInfo.InvariantCulture,
            $"\"cursor\":{until},\"has_more\":{(until < all ? "true" : "false")},\"list\":[{string.Join(',', Enumerable.Range(from, Math.Max(0, until - from)).Select(at => item(which(at))))}]");
    }

    private static Task Wait(TimeSpan latency) => latency > TimeSpan.Zero ? Task.Delay(latency) : Task.CompletedTask;

    private static Task Answer(HttpContext context, string json)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json, context.RequestAborted);
    }

    [GeneratedRegex("customer_channel=([0-9A-Za-z_-]+)")]
    private static partial Regex Channel();

    [GeneratedRegex("^@video([0-9]{5})of([0-9]{5})==$")]
    private static partial Regex Video();
}
