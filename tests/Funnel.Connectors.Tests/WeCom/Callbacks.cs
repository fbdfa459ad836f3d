using System.Globalization;
using System.Text;
using Funnel.Connectors.WeCom;

namespace Funnel.Connectors.Tests.WeCom;

/// <summary>Callbacks as WeCom sends them, and what is made of them.</summary>
internal static class Callbacks
{
    internal static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1409659813);
    internal static readonly WeComCrypto Crypto = new(Vectors.Token, Vectors.Key, Vectors.CorpId);
    internal static readonly ContactId Person = new("zhangsan", "woAJ2GCAAAXtWyujaWJHDDGi0mAAAA");

    internal const string Contact = "<UserID><![CDATA[zhangsan]]></UserID><ExternalUserID><![CDATA[woAJ2GCAAAXtWyujaWJHDDGi0mAAAA]]></ExternalUserID>";
    internal const string Members = "<MemChangeList><Item>Jack</Item><Item>Rose</Item></MemChangeList>";

    internal static readonly Dictionary<string, string> None = [];

    internal static WeComOptions Options(long? agent = null) =>
        new() { CorpId = Vectors.CorpId, CallbackToken = Vectors.Token, EncodingAesKey = Vectors.Key, AgentId = agent };

    internal static CallbackReader Reader(long? now = null) => new(Options(), new ManualTime(now is { } at ? DateTimeOffset.FromUnixTimeSeconds(at) : Now));

    internal static WebhookResult.Accepted Accepted(WebhookRequest request, long? now = null) => Assert.IsType<WebhookResult.Accepted>(Reader(now).Read(request));

    internal static void Refused(int status, WebhookResult result) => Assert.Equal(status, Assert.IsType<WebhookResult.Refused>(result).Status);

    internal static WebhookRequest Event(string change, string fields, string kind = "change_external_contact") => Signed(Crypto.Encrypt(
        $"<xml><ToUserName><![CDATA[{Vectors.CorpId}]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>{Now.ToUnixTimeSeconds()}</CreateTime>" +
        $"<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[{kind}]]></Event><ChangeType><![CDATA[{change}]]></ChangeType>{fields}</xml>"));

    internal static WebhookRequest Signed(string encrypted)
    {
        var timestamp = Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return Post(Crypto.Sign(timestamp, "nonce", encrypted), timestamp, "nonce", Envelope(encrypted));
    }

    internal static string Envelope(string encrypted, string more = "") =>
        $"<xml><ToUserName><![CDATA[{Vectors.CorpId}]]></ToUserName>{more}<Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>";

    internal static WebhookRequest Get(string signature, string timestamp, string nonce, string echo) =>
        new("GET", None, new Dictionary<string, string> { ["msg_signature"] = signature, ["timestamp"] = timestamp, ["nonce"] = nonce, ["echostr"] = echo }, default);

    internal static WebhookRequest Post(string signature, string timestamp, string nonce, string body) => Post(signature, timestamp, nonce, Encoding.UTF8.GetBytes(body));

    internal static WebhookRequest Post(string signature, string timestamp, string nonce, byte[] body) =>
        new("POST", None, new Dictionary<string, string> { ["msg_signature"] = signature, ["timestamp"] = timestamp, ["nonce"] = nonce }, body);
}
