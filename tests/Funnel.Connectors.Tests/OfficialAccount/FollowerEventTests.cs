using System.Globalization;
using System.Text;
using Funnel.Connectors.Tests.WeCom;
using Funnel.Connectors.WeCom;

namespace Funnel.Connectors.Tests.OfficialAccount;

/// <summary>What the platform pushes, and what strangers do.</summary>
public sealed class FollowerEventTests
{
    private static readonly ContactId Anna = new("officialaccount", "oAnna");

    [Theory]
    [InlineData("<Event><![CDATA[subscribe]]></Event><EventKey><![CDATA[qrscene_TOKEN1]]></EventKey><Ticket><![CDATA[t]]></Ticket>", "TOKEN1")]
    [InlineData("<Event><![CDATA[SCAN]]></Event><EventKey><![CDATA[TOKEN1]]></EventKey><Ticket><![CDATA[t]]></Ticket>", "TOKEN1")]
    [InlineData("<Event><![CDATA[subscribe]]></Event><EventKey><![CDATA[]]></EventKey>", null)]
    [InlineData("<Event><![CDATA[subscribe]]></Event><EventKey><![CDATA[last_trade_no_1]]></EventKey>", null)]
    public async Task Whoever_follows_or_scans_arrives_with_the_scene(string fields, string? state)
    {
        await using var account = await LoopbackAccount.Start();
        var told = Accepted(account, "<MsgType><![CDATA[event]]></MsgType>" + fields);
        Assert.Equal(new DestinationEvent.Added(Anna, state, null, false, account.Time.GetUtcNow()), Assert.Single(told.Events));
    }

    [Theory]
    [InlineData("<MsgType>event</MsgType><Event>unsubscribe</Event><EventKey></EventKey>", typeof(DestinationEvent.DeletedByPerson))]
    [InlineData("<MsgType>event</MsgType><Event>CLICK</Event><EventKey>k</EventKey>", typeof(DestinationEvent.Other))]
    [InlineData("<MsgType>text</MsgType><Content>你好</Content>", typeof(DestinationEvent.Other))]
    public async Task Leaving_is_told_and_the_rest_is_only_counted(string fields, Type expected)
    {
        await using var account = await LoopbackAccount.Start();
        Assert.IsType(expected, Assert.Single(Accepted(account, fields).Events));
    }

    [Fact]
    public async Task The_same_event_told_again_is_the_same_delivery()
    {
        await using var account = await LoopbackAccount.Start();
        const string scan = "<MsgType>event</MsgType><Event>SCAN</Event><EventKey>T</EventKey>";
        Assert.Equal(Accepted(account, scan).DeliveryId, Accepted(account, scan).DeliveryId);
        Assert.NotEqual(Accepted(account, scan).DeliveryId, Accepted(account, scan.Replace(">T<", ">U<", StringComparison.Ordinal)).DeliveryId);
    }

    [Fact]
    public async Task The_handshake_gives_the_text_back_when_it_is_signed()
    {
        await using var account = await LoopbackAccount.Start();
        var at = account.Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        WebhookRequest Get(string signature, string echo) => new(
            "GET", new Dictionary<string, string>(), new Dictionary<string, string> { ["signature"] = signature, ["timestamp"] = at, ["nonce"] = "n", ["echostr"] = echo }, default);
        var signed = LoopbackAccount.Crypto.Sign(at, "n", "");
        Assert.Equal(new WebhookResult.Handshake("text/plain", "4711"), account.Webhook.ReadWebhook(Get(signed, "4711")));
        Assert.Equal(401, Status(account.Webhook.ReadWebhook(Get("0" + signed[1..] + "0", "4711"))));
        Assert.Equal(400, Status(account.Webhook.ReadWebhook(Get(signed, "<script>"))));
        account.Time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(401, Status(account.Webhook.ReadWebhook(Get(signed, "4711"))));
    }

    /// <summary>The plain signature covers nothing of the body, so anybody who saw one could say anything.</summary>
    [Fact]
    public async Task What_is_not_encrypted_for_this_account_is_refused()
    {
        await using var account = await LoopbackAccount.Start();
        var genuine = account.Pushed("<MsgType>event</MsgType><Event>SCAN</Event><EventKey>T</EventKey>");
        WebhookResult Sent(string body) => account.Webhook.ReadWebhook(genuine with { Body = Encoding.UTF8.GetBytes(body) });
        Assert.Equal(400, Status(Sent("<xml><FromUserName>oAnna</FromUserName><MsgType>event</MsgType><Event>SCAN</Event><EventKey>T</EventKey></xml>")));
        Assert.Equal(400, Status(Sent("""{"ToUserName":"gh_1","Encrypt":"x"}""")));
        Assert.Equal(401, Status(Sent("<xml><Encrypt>AAAA</Encrypt></xml>")));
        Assert.Equal(413, Status(account.Webhook.ReadWebhook(genuine with { Body = new byte[300_000] })));
        Assert.Equal(405, Status(account.Webhook.ReadWebhook(genuine with { Method = "PUT" })));
        Assert.Equal(401, Status(account.Webhook.ReadWebhook(account.Pushed("<Event>SCAN</Event>", new WeComCrypto(Vectors.Token, Vectors.Key, "wxanother")))));
        Assert.Equal(401, Status(account.Webhook.ReadWebhook(account.Pushed("<Event>SCAN</Event>", new WeComCrypto("another", Vectors.Key, LoopbackAccount.AppId)))));
        account.Time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(401, Status(account.Webhook.ReadWebhook(genuine)));
    }

    private static WebhookResult.Accepted Accepted(LoopbackAccount account, string fields) => Assert.IsType<WebhookResult.Accepted>(account.Webhook.ReadWebhook(account.Pushed(fields)));

    private static int Status(WebhookResult result) => Assert.IsType<WebhookResult.Refused>(result).Status;
}
