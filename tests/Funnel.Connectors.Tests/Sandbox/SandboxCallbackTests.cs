using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Funnel.Sandbox;
using Funnel.Sandbox.WeCom;

namespace Funnel.Connectors.Tests.Sandbox;

public sealed class SandboxCallbackTests
{
    private static readonly SandboxOptions Quick = new() { CallbackRetryGap = TimeSpan.FromMilliseconds(10), RepeatedEvents = 0 };

    [Fact]
    public async Task Webhooks_are_signed_and_their_content_comes_in_both_shapes()
    {
        await using var bench = await Bench.Start(Quick);
        await using var receiver = await Receiver.Start(bench.Server);
        await bench.Server.SetCallbacks(receiver.Address);
        bench.Server.World.Webhooks.Entered(bench.Server.World.Chats.Open("p1"), "甲", null);
        bench.Server.World.Webhooks.Wrote(bench.Server.World.Chats.Write("p1"), "甲", "求资料");
        var received = await receiver.Wait(2);
        foreach (var each in received)
        {
            var expected = SHA1.HashData(Encoding.UTF8.GetBytes(bench.Server.World.Merchant.ClientSecret + each.Body));
            Assert.Equal(Convert.ToHexStringLower(expected), each.Headers["X-Douyin-Signature"]);
            Assert.Equal(("p1", bench.OpenId), ((string?)JsonNode.Parse(each.Body)!["from_user_id"], (string?)JsonNode.Parse(each.Body)!["to_user_id"]));
        }

        Assert.Single(received, each => JsonNode.Parse(each.Body)!["content"] is JsonObject);
        Assert.Single(received, each => JsonNode.Parse(each.Body)!["content"] is JsonValue);
    }

    [Fact]
    public async Task A_sent_message_brings_a_receipt_from_merchant_to_person()
    {
        await using var bench = await Bench.Start(Quick);
        await using var receiver = await Receiver.Start(bench.Server);
        await bench.Server.SetCallbacks(receiver.Address);
        var answer = await bench.Send("im_enter_direct_msg", bench.Server.World.Chats.Open("p1"), SandboxMessageTests.Text("你好"));
        var body = JsonNode.Parse(Assert.Single(await receiver.Wait(1)).Body)!;
        Assert.Equal(("im_send_msg", bench.OpenId, "p1"), ((string?)body["event"], (string?)body["from_user_id"], (string?)body["to_user_id"]));
        var content = body["content"] as JsonObject ?? JsonNode.Parse((string)body["content"]!)!;
        Assert.Equal((string?)answer["msg_id"], (string?)content["server_message_id"]);
        Assert.Equal(bench.Server.World.Merchant.ClientKey, (string?)content["source"]);
    }

    [Fact]
    public async Task A_refused_callback_is_tried_three_times_with_the_same_id()
    {
        await using var bench = await Bench.Start(Quick);
        await using var receiver = await Receiver.Start(bench.Server);
        await bench.Server.SetCallbacks(receiver.Address);
        receiver.Refusals = 10;
        bench.Server.World.Webhooks.Unauthorized(["item.comment"]);
        await Quiet(bench.Server);
        Assert.Equal(3, receiver.All.Count);
        Assert.Single(receiver.All.Select(each => each.Headers["Msg-Id"]).Distinct());
    }

    [Fact]
    public async Task A_host_that_answers_the_handshake_wrongly_gets_no_WeCom_events()
    {
        await using var bench = await Bench.Start(Quick);
        await using var other = await Bench.Start(Quick with { Seed = 2 });
        await using var receiver = await Receiver.Start(other.Server); // decrypts with the keys of another corp
        var problem = await Assert.ThrowsAsync<HttpRequestException>(() => bench.Server.SetCallbacks(receiver.Address));
        Assert.Contains("WeCom handshake", problem.Message);
        bench.Server.World.Events.Balance(exhausted: false);
        await Quiet(bench.Server);
        Assert.Empty(receiver.All);
    }

    [Fact]
    public async Task A_half_add_is_confirmed_later_and_the_code_is_in_the_first_event_that_has_one()
    {
        await using var bench = await Bench.Start(Quick);
        await using var receiver = await Receiver.Start(bench.Server);
        await bench.Server.SetCallbacks(receiver.Address);
        var contact = bench.Server.World.Arrivals.Add("p1", "甲", await bench.Link() + "?customer_channel=t1", half: true, withCode: true)!;
        var half = receiver.Open((await receiver.Wait(1))[0]);
        Assert.Equal("add_half_external_contact", half.Element("ChangeType")!.Value);
        Assert.Equal(("t1", contact.ExternalUserId), (half.Element("State")!.Value, half.Element("ExternalUserID")!.Value));
        var code = half.Element("WelcomeCode")!.Value;
        Assert.Equal(0, Bench.Code(await bench.WeCom("externalcontact/send_welcome_msg", SandboxWeComTests.Welcome(code))));
        bench.Server.World.Arrivals.Confirm(contact, withCode: true);
        var full = receiver.Open((await receiver.Wait(2))[1]);
        Assert.Equal("add_external_contact", full.Element("ChangeType")!.Value);
        Assert.Null(full.Element("WelcomeCode")); // welcomed already
    }

    [Theory]
    [InlineData(SandboxFaults.DroppedCallback, 0)]
    [InlineData(SandboxFaults.DuplicateCallback, 2)]
    [InlineData(SandboxFaults.LateCallback, 1)]
    public async Task Callback_faults_drop_repeat_and_delay(string fault, int deliveries)
    {
        await using var bench = await Bench.Start(Quick with { LateBy = TimeSpan.FromMilliseconds(30) });
        await using var receiver = await Receiver.Start(bench.Server);
        await bench.Server.SetCallbacks(receiver.Address);
        bench.Server.SetFaults(new Dictionary<string, double> { [fault] = 1 });
        bench.Server.World.Webhooks.Unauthorized(["item.comment"]);
        await Quiet(bench.Server);
        Assert.Equal(deliveries, receiver.All.Count);
    }

    [Fact]
    public void The_cipher_agrees_with_the_official_worked_example()
    {
        const string encrypted = "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==";
        var crypto = new CallbackCrypto("QDG6eK", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", "wx5823bf96d3bd56c7");
        var message = crypto.Decrypt(encrypted);
        Assert.Contains("<Content><![CDATA[hello]]></Content>", message);
        Assert.Equal(encrypted, crypto.Encrypt(message, "0960688932c47ef1"));
        Assert.Equal("477715d11cdb4164915debcba66cb864d751f3e6", crypto.Sign("1409659813", "1372623149", encrypted));
    }

    [Fact]
    public void A_message_that_fills_its_blocks_gets_a_whole_block_of_padding()
    {
        var crypto = new CallbackCrypto("QDG6eK", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", "wx5823bf96d3bd56c7");
        const string encrypted = "sKqRbbiSUnDhFHOvPjtUMS1Nd7fI/rcjsVC1btvu0fmrCwNN39ALC5WIhyzhiSe/DJmXnNV7eRA2j6lJACJANf5Uwcqjd6aUyfMJBUYulBZJHjfzchd14r1SiKn7O/aK";
        Assert.Equal(encrypted, crypto.Encrypt(new string('a', 26), "0123456789abcdef"));
        Assert.Equal(new string('a', 26), crypto.Decrypt(encrypted));
    }

    internal static async Task Quiet(SandboxServer server)
    {
        var until = DateTime.UtcNow.AddSeconds(30);
        while (!server.IsQuiet)
        {
            Assert.True(DateTime.UtcNow < until, "the sandbox does not become quiet");
            await Task.Delay(5);
        }
    }
}
