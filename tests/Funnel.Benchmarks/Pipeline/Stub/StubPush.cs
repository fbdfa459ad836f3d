using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading.Channels;

namespace Funnel.Benchmarks.Pipeline.Stub;

/// <summary>Events to the host, as platforms deliver them: signed, several at once, three tries of five seconds, no order.</summary>
internal sealed class StubPush : IAsyncDisposable
{
    public const string Secret = "stub-secret-of-the-app";
    public const string ClientKey = "awstub0000000000";
    public const string CorpId = "wwstub0000000000";
    public const string CallbackToken = "stubcallbacktoken";
    public const string AesKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFE";
    private const int AtOnce = 64;
    private const int MostTries = 3;
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, MaxConnectionsPerServer = AtOnce }) { Timeout = TimeSpan.FromSeconds(5) };
    private readonly Channel<Func<HttpRequestMessage>> events = Channel.CreateUnbounded<Func<HttpRequestMessage>>();
    private readonly List<Task> senders;
    private int failed;

    public StubPush() => senders = [.. Enumerable.Range(0, AtOnce).Select(_ => Task.Run(Send))];

    /// <summary>Where the host's routes begin; null before it is there.</summary>
    public Uri? Host { get; set; }

    /// <summary>Events that were given up after their tries.</summary>
    public int Failed => failed;

    public void Commented(StubBooks books, int number) => Douyin("item_comment_reply", StubBooks.PersonOf(number), books.AccountOf(number), number, new
    {
        comment_id = StubBooks.CommentOf(number), comment_user_id = StubBooks.PersonOf(number), content = books.TextOf(number), create_time = books.TimeOf(number).ToUnixTimeSeconds(),
        digg_count = 0, reply_comment_total = 0, reply_to_comment_id = "", reply_to_item_id = StubWire.VideoId(books.AccountOf(number), books.VideoOf(number)), at_user_id = "", parent_id = "",
        nick_name = "某人", avatar = "",
    });

    public void Opened(StubBooks books, int number) => Douyin("im_enter_direct_msg", StubBooks.PersonOf(number), books.AccountOf(number), number, new
    {
        conversation_short_id = string.Create(CultureInfo.InvariantCulture, $"@conversation{number:D9}=="), server_message_id = string.Create(CultureInfo.InvariantCulture, $"@opened{number:D9}=="),
        conversation_type = 1, create_time = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), scene_type = 100,
        user_infos = new[] { new { open_id = StubBooks.PersonOf(number), nick_name = "某人", avatar = "" } },
        objectId = StubWire.VideoId(books.AccountOf(number), books.VideoOf(number)), ad_info = "{}",
    });

    public void Added(int number, string state) => Put(() =>
    {
        var message = string.Create(CultureInfo.InvariantCulture,
            $"<xml><ToUserName><![CDATA[{CorpId}]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}</CreateTime><MsgType><![CDATA[event]]></MsgType>")
            + string.Create(CultureInfo.InvariantCulture,
                $"<Event><![CDATA[change_external_contact]]></Event><ChangeType><![CDATA[add_external_contact]]></ChangeType><UserID><![CDATA[zhangsan]]></UserID><ExternalUserID><![CDATA[wo{number:D9}]]></ExternalUserID>")
            + string.Create(CultureInfo.InvariantCulture, $"<State><![CDATA[{state}]]></State><WelcomeCode><![CDATA[code{number:D9}]]></WelcomeCode></xml>");
        var (encrypted, stamp) = (StubCrypto.Encrypt(message, AesKey, CorpId), DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        var nonce = string.Create(CultureInfo.InvariantCulture, $"n{number:D9}");
        var address = $"api/events/wecom?msg_signature={StubCrypto.Sign(CallbackToken, stamp, nonce, encrypted)}&timestamp={stamp}&nonce={nonce}";
        return new HttpRequestMessage(HttpMethod.Post, new Uri(Host!, address))
        {
            Content = new StringContent($"<xml><ToUserName><![CDATA[{CorpId}]]></ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>", new MediaTypeHeaderValue("text/xml", "utf-8")),
        };
    });

    public async ValueTask DisposeAsync()
    {
        events.Writer.Complete();
        await Task.WhenAll(senders);
        http.Dispose();
    }

    private void Douyin(string name, string from, int account, int number, object content) => Put(() =>
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { @event = name, client_key = ClientKey, from_user_id = from, to_user_id = StubWire.OpenId(account), content, log_id = "1" }, Plain);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Host!, "api/events/douyin"))
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } },
        };
        request.Headers.Add("X-Douyin-Signature", Convert.ToHexStringLower(SHA1.HashData([.. Encoding.UTF8.GetBytes(Secret), .. body])));
        request.Headers.Add("Msg-Id", string.Create(CultureInfo.InvariantCulture, $"{name}-{number}"));
        return request;
    });

    private void Put(Func<HttpRequestMessage> make) => events.Writer.TryWrite(make); // unbounded: false only when it ended

    private async Task Send()
    {
        await foreach (var make in events.Reader.ReadAllAsync())
        {
            var tries = 1;
            while (!await Try(make))
            {
                if (tries++ == MostTries)
                {
                    Interlocked.Increment(ref failed);
                    break;
                }

                await Task.Delay(TimeSpan.FromSeconds(1));
            }
        }
    }

    private async Task<bool> Try(Func<HttpRequestMessage> make)
    {
        try
        {
            using var request = make();
            using var answer = await http.SendAsync(request);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false; // a host that is down: the next try
        }
    }
}
