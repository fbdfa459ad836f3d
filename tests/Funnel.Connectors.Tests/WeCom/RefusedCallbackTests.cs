using System.Globalization;
using System.Text;
using Funnel.Connectors.WeCom;
using static Funnel.Connectors.Tests.WeCom.Callbacks;

namespace Funnel.Connectors.Tests.WeCom;

/// <summary>Callbacks that are late, foreign, broken or hostile.</summary>
public sealed class RefusedCallbackTests
{
    [Fact]
    public void A_replay_outside_the_window_is_refused()
    {
        var request = Event("add_external_contact", Contact);
        Assert.IsType<WebhookResult.Accepted>(Reader(Now.ToUnixTimeSeconds() + 600).Read(request));
        Refused(401, Reader(Now.ToUnixTimeSeconds() + 601).Read(request));
        Refused(401, Reader(Now.ToUnixTimeSeconds() - 601).Read(request));
    }

    [Fact]
    public void A_refused_timestamp_says_how_far_off_it_is()
    {
        var refused = Assert.IsType<WebhookResult.Refused>(Reader(Now.ToUnixTimeSeconds() + 840).Read(Event("add_external_contact", Contact)));
        Assert.Equal(
            "the timestamp is 00:14:00 before this host's time, outside Funnel:WeCom:CallbackClockSkew (00:10:00): a replay, or this host's clock is wrong", refused.Reason);
    }

    [Fact]
    public async Task A_clock_that_is_known_to_be_wrong_makes_no_callback_a_replay()
    {
        await using var wecom = await LoopbackWeCom.Start(); // its clock is right, ours stands in March
        wecom.On("remark", """{"errcode":0}""");
        var theirs = TimeProvider.System.GetUtcNow();
        Assert.Equal(401, Assert.IsType<WebhookResult.Refused>(Read(theirs)).Status);
        for (var i = 0; i < 3; i++)
        {
            await wecom.Destination.Remark(Person, "x", default);
        }

        Assert.IsType<WebhookResult.Accepted>(Read(theirs));
        Assert.Contains("; this host's clock is ", Assert.IsType<WebhookResult.Refused>(Read(theirs.AddHours(-1))).Reason, StringComparison.Ordinal);

        WebhookResult Read(DateTimeOffset at)
        {
            var (encrypted, timestamp) = (Crypto.Encrypt(Vectors.V6Message), at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
            return wecom.Destination.ReadWebhook(Post(Crypto.Sign(timestamp, "n", encrypted), timestamp, "n", Envelope(encrypted)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    [InlineData("9223372036854775807")]
    public void A_signed_timestamp_that_is_no_moment_is_refused(string timestamp)
    {
        var encrypted = Crypto.Encrypt(Vectors.V6Message);
        Refused(401, Reader().Read(Post(Crypto.Sign(timestamp, "n", encrypted), timestamp, "n", Envelope(encrypted))));
    }

    [Fact]
    public void A_message_for_another_corp_is_refused()
    {
        var encrypted = new WeComCrypto(Vectors.Token, Vectors.Key, "ww000000000000").Encrypt(Vectors.V6Message);
        Refused(401, Reader().Read(Signed(encrypted)));
    }

    [Fact]
    public void A_message_for_another_application_is_refused_when_one_is_configured()
    {
        var body = Envelope(Vectors.V1Encrypted, "<AgentID><![CDATA[218]]></AgentID>");
        var request = Post(Vectors.V1Signature, Vectors.V1Timestamp, Vectors.V1Nonce, body);
        Assert.IsType<WebhookResult.Accepted>(new CallbackReader(Options(218), new ManualTime(Now)).Read(request));
        Refused(403, new CallbackReader(Options(219), new ManualTime(Now)).Read(request));
    }

    [Fact]
    public void A_request_without_its_parts_is_refused()
    {
        Refused(400, Reader().Read(new("GET", None, None, default)));
        Refused(400, Reader().Read(new("POST", None, None, default)));
        Refused(400, Reader().Read(new("POST", None, None, Encoding.UTF8.GetBytes(Envelope(Vectors.V1Encrypted)))));
        Refused(405, Reader().Read(new("DELETE", None, None, default)));
        Refused(413, Reader().Read(new("POST", None, None, new byte[300_000])));
    }

    [Theory]
    [InlineData("<!DOCTYPE xml [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><xml><Encrypt>&e;</Encrypt></xml>")]
    [InlineData("<!DOCTYPE xml [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;\">]><xml><Encrypt>&c;</Encrypt></xml>")]
    [InlineData("<!DOCTYPE xml SYSTEM \"http://127.0.0.1:1/x.dtd\"><xml><Encrypt>a</Encrypt></xml>")]
    [InlineData("<xml><Encrypt>a</Encrypt><Encrypt>b</Encrypt></xml>")]
    [InlineData("<other><Encrypt>a</Encrypt></other>")]
    [InlineData("<xml><Encrypt>a</Encrypt>")]
    [InlineData("<xml><Encrypt/></xml>")]
    [InlineData("<xml><Deep><a><a><a><a><a><a><a><a><a/></a></a></a></a></a></a></a></a></Deep><Encrypt>a</Encrypt></xml>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"no-such\"?><xml/>")]
    [InlineData("<xml><Encrypt>\u0001</Encrypt></xml>")]
    [InlineData("{\"Encrypt\":\"a\"}")]
    public void A_hostile_envelope_is_refused(string body) => Refused(400, Reader().Read(Post("s", "1409659813", "n", body)));

    [Theory]
    [InlineData("<!DOCTYPE xml [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><xml><Event>&e;</Event></xml>")]
    [InlineData("not xml")]
    [InlineData("")]
    public void A_signed_message_is_parsed_as_warily(string message) => Refused(400, Reader().Read(Signed(Crypto.Encrypt(message))));

    public static TheoryData<byte[], string> Broken => new()
    {
        { [0xFF], "" },
        { [0xF0, 0x9F, 0x98], "" },
        { [0xED, 0xA0, 0xBD], "" },
        { [0xCE, 0xD2], "" },
        { [0x00], "" },
        { [0x0B, 0x1F], "" },
        { [.. "&#0;"u8], "" },
        { [.. "&#xD83D;"u8], "" },
        { [.. "&#xFFFF;"u8], "" },
        { [.. "\uFFFD"u8], "" },
        { [.. "\u202E"u8], "" },
        { [.. "😀"u8], "😀" },
        { [.. "&#x1F600;"u8], "😀" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_character_in_a_genuine_message_costs_itself_and_not_the_event(byte[] broken, string left)
    {
        // Encrypt takes text, so the bytes are put where a mark stands.
        var (before, after) = ($"<xml><CreateTime>{Now.ToUnixTimeSeconds()}</CreateTime><Event>change_external_contact</Event><ChangeType>add_external_contact</ChangeType>{Contact}<Name>小", "明</Name><State>t");
        byte[] message = [.. Encoding.UTF8.GetBytes(before), .. broken, .. Encoding.UTF8.GetBytes(after), .. broken, .. "1</State><WelcomeCode>C</WelcomeCode></xml>"u8];
        var accepted = Accepted(Signed(Crypto.Encrypt(message, new byte[16])));
        Assert.Equal(new DestinationEvent.Added(Person, $"t{left}1", "C", false, Now), accepted.Events[0]);
    }

    [Fact]
    public void Before_the_signature_was_checked_nothing_is_forgiven()
    {
        byte[] body = [.. "<xml><ToUserName>"u8, 0xFF, .. "</ToUserName><Encrypt>a</Encrypt></xml>"u8];
        Refused(400, Reader().Read(Post("s", "1409659813", "n", body)));
    }

    [Fact]
    public void Mutated_callbacks_never_throw_and_are_never_believed_unless_the_signed_part_is_whole()
    {
        var random = new Random(20);
        var body = Encoding.UTF8.GetBytes(Envelope(Vectors.V1Encrypted, "<AgentID><![CDATA[218]]></AgentID>"));
        for (var round = 0; round < 5_000; round++)
        {
            var mutated = body.ToArray();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
            {
                mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            }

            var result = Reader().Read(Post(Vectors.V1Signature, Vectors.V1Timestamp, Vectors.V1Nonce, mutated[..random.Next(mutated.Length / 2, mutated.Length + 1)]));
            if (result is WebhookResult.Accepted accepted)
            {
                Assert.Equal(new DestinationEvent.Other("message.text", Now), accepted.Events[0]);
            }
        }
    }

    [Fact]
    public void Signed_rubbish_never_throws()
    {
        var random = new Random(21);
        var message = Encoding.UTF8.GetBytes(Vectors.V6Message);
        for (var round = 0; round < 2_000; round++)
        {
            var mutated = message.ToArray();
            mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            Assert.NotNull(Reader().Read(Signed(Crypto.Encrypt(mutated, new byte[16]))));
            var rubbish = new byte[random.Next(0, 400)];
            random.NextBytes(rubbish);
            Assert.NotNull(Reader().Read(Signed(Convert.ToBase64String(rubbish))));
        }
    }

    [Fact]
    public async Task A_deleted_link_and_changed_tags_are_read_anew()
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.On("get_corp_tag_list", """{"errcode":0,"tag_group":[{"group_id":"G1","group_name":"Funnel","tag":[{"id":"T1","name":"book"}]}]}""");
        wecom.On("mark_tag", """{"errcode":0}""");
        await wecom.Destination.ContactLink("t", default);
        await wecom.Destination.Tag(Person, ["book"], default);
        var before = wecom.Calls("customer_acquisition/get").Count;

        Assert.IsType<DestinationEvent.Notice>(Assert.IsType<WebhookResult.Accepted>(wecom.Deliver("customer_acquisition", "delete_link", "<LinkId>L1</LinkId>")).Events[0]);
        wecom.Deliver("change_external_tag", "delete", "<Id>T1</Id>");
        await wecom.Destination.ContactLink("t", default);
        await wecom.Destination.Tag(Person, ["book"], default);
        Assert.True(wecom.Calls("customer_acquisition/get").Count > before);
        Assert.Equal(2, wecom.Calls("get_corp_tag_list").Count);
    }
}
