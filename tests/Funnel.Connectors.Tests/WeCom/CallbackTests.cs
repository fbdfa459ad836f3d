using System.Globalization;
using System.Text;
using Funnel.Connectors.WeCom;

namespace Funnel.Connectors.Tests.WeCom;

public sealed class CallbackTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1409659813);
    private static readonly WeComCrypto Crypto = new(Vectors.Token, Vectors.Key, Vectors.CorpId);
    private static readonly ContactId Person = new("zhangsan", "woAJ2GCAAAXtWyujaWJHDDGi0mAAAA");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_handshake_is_answered_with_the_bare_plain_text(bool plusesBecameSpaces)
    {
        var echo = plusesBecameSpaces ? Vectors.V2Echo.Replace('+', ' ') : Vectors.V2Echo;
        var result = Reader(long.Parse(Vectors.V2Timestamp)).Read(Get(Vectors.V2Signature, Vectors.V2Timestamp, Vectors.V2Nonce, echo));
        Assert.Equal(Vectors.V2Reply, Assert.IsType<WebhookResult.Handshake>(result).Body);
    }

    [Fact]
    public void A_handshake_with_a_wrong_signature_is_refused()
    {
        var options = new WeComOptions { CorpId = Vectors.V3CorpId, CallbackToken = Vectors.V3Token, EncodingAesKey = Vectors.V3Key };
        var reader = new CallbackReader(options, new ManualTime(DateTimeOffset.FromUnixTimeSeconds(long.Parse(Vectors.V3Timestamp))));
        var good = reader.Read(Get(Vectors.V3Signature, Vectors.V3Timestamp, Vectors.V3Nonce, Vectors.V3Echo));
        Assert.Equal(Vectors.V3Reply, Assert.IsType<WebhookResult.Handshake>(good).Body);
        Refused(401, reader.Read(Get(Vectors.V3Signature[..^1] + "0", Vectors.V3Timestamp, Vectors.V3Nonce, Vectors.V3Echo)));
    }

    [Fact]
    public void A_genuine_text_message_is_an_event_without_use()
    {
        var accepted = Accepted(Post(Vectors.V1Signature, Vectors.V1Timestamp, Vectors.V1Nonce, Envelope(Vectors.V1Encrypted, "<AgentID><![CDATA[218]]></AgentID>")));
        Assert.Equal(new DestinationEvent.Other("message.text", Now), accepted.Events[0]);
    }

    [Fact]
    public void An_added_contact_comes_with_its_state_and_code()
    {
        var accepted = Accepted(Post(Vectors.V6Signature, Vectors.V6Timestamp, Vectors.V6Nonce, Envelope(Vectors.V6Encrypted)), 1403610513);
        Assert.Equal(new DestinationEvent.Added(Person, "teststate", "WELCOMECODE", false, DateTimeOffset.FromUnixTimeSeconds(1403610513)), accepted.Events[0]);
    }

    [Fact]
    public void A_half_add_says_so_and_the_full_one_follows_under_its_own_delivery()
    {
        var half = Accepted(Event("add_half_external_contact", Contact + "<State><![CDATA[t1]]></State><WelcomeCode><![CDATA[C]]></WelcomeCode>"));
        var full = Accepted(Event("add_external_contact", Contact + "<State><![CDATA[t1]]></State>"));
        Assert.Equal(new DestinationEvent.Added(Person, "t1", "C", true, Now), half.Events[0]);
        Assert.Equal(new DestinationEvent.Added(Person, "t1", null, false, Now), full.Events[0]);
        Assert.NotEqual(half.DeliveryId, full.DeliveryId);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("<State></State>", null)]
    [InlineData("<State/>", null)]
    [InlineData("<State><![CDATA[]]></State>", null)]
    [InlineData("<State><![CDATA[wb:1:4285486]]></State>", "wb:1:4285486")]
    [InlineData("<State><![CDATA[<b>&amp;]]></State>", "<b>&amp;")]
    [InlineData("<State>料 &lt;a&gt;</State>", "料 <a>")]
    public void A_state_is_passed_on_unchecked_and_may_be_absent(string xml, string? state)
    {
        var added = Assert.IsType<DestinationEvent.Added>(Accepted(Event("add_external_contact", Contact + xml)).Events[0]);
        Assert.Equal(state, added.State);
        Assert.Null(added.WelcomeCode);
    }

    [Fact]
    public void The_same_event_delivered_again_has_the_same_delivery_id()
    {
        var first = Accepted(Event("add_external_contact", Contact));
        var second = Accepted(Event("add_external_contact", Contact));
        Assert.Equal(first.DeliveryId, second.DeliveryId);
        Assert.Matches("^[0-9a-f]{64}$", first.DeliveryId);
    }

    [Fact]
    public void Deletions_tell_who_deleted_whom()
    {
        Assert.Equal(new DestinationEvent.DeletedByPerson(Person, Now), Accepted(Event("del_follow_user", Contact)).Events[0]);
        Assert.Equal(new DestinationEvent.DeletedByStaff(Person, false, Now), Accepted(Event("del_external_contact", Contact)).Events[0]);
        Assert.Equal(
            new DestinationEvent.DeletedByStaff(Person, true, Now),
            Accepted(Event("del_external_contact", Contact + "<Source><![CDATA[DELETE_BY_TRANSFER]]></Source>")).Events[0]);
    }

    [Theory]
    [InlineData("balance_low", "", "fewer than 20")]
    [InlineData("balance_exhausted", "", "nobody can be added")]
    [InlineData("quota_expire_soon", "<ExpireTime>1689350400</ExpireTime><ExpireQuotaNum>200</ExpireQuotaNum>", "200 uses of the acquisition link expire at 2023-07-14 16:00:00Z")]
    [InlineData("quota_expire_soon", "<ExpireTime>99999999999999999</ExpireTime>", "some uses")]
    [InlineData("link_unavailable", "<LinkId><![CDATA[ca1]]></LinkId>", "ca1")]
    [InlineData("delete_link", "<LinkId><![CDATA[ca1]]></LinkId>", "ca1")]
    public void What_an_operator_should_know_is_a_notice(string change, string fields, string detail)
    {
        var notice = Assert.IsType<DestinationEvent.Notice>(Accepted(Event(change, fields, "customer_acquisition")).Events[0]);
        Assert.Equal((change, Now), (notice.Name, notice.At));
        Assert.Contains(detail, notice.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_transfer_is_a_notice_without_names()
    {
        var notice = Assert.IsType<DestinationEvent.Notice>(Accepted(Event("transfer_fail", Contact + "<FailReason><![CDATA[customer_refused]]></FailReason>")).Events[0]);
        Assert.Equal(("transfer_fail", "customer_refused"), (notice.Name, notice.Detail));
    }

    [Theory]
    [InlineData("change_external_contact", "edit_external_contact")]
    [InlineData("change_external_contact", "something_new")]
    [InlineData("change_external_chat", "update")]
    [InlineData("customer_acquisition", "friend_request")]
    [InlineData("customer_acquisition", "balance_increased")]
    public void Other_genuine_events_are_named(string kind, string change) =>
        Assert.Equal(new DestinationEvent.Other($"{kind}.{change}", Now), Accepted(Event(change, Contact + Members, kind)).Events[0]);

    [Fact]
    public void The_name_of_an_event_is_cut_between_characters() =>
        Assert.Equal(new DestinationEvent.Other("k." + new string('x', 95), Now), Accepted(Event(new string('x', 95) + "👨‍👩‍👧", Contact + Members, "k")).Events[0]);

    [Fact]
    public void An_add_without_a_person_is_no_arrival() =>
        Assert.IsType<DestinationEvent.Other>(Accepted(Event("add_external_contact", "<UserID>zhangsan</UserID>")).Events[0]);

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

    private const string Contact = "<UserID><![CDATA[zhangsan]]></UserID><ExternalUserID><![CDATA[woAJ2GCAAAXtWyujaWJHDDGi0mAAAA]]></ExternalUserID>";
    private const string Members = "<MemChangeList><Item>Jack</Item><Item>Rose</Item></MemChangeList>";

    private static readonly Dictionary<string, string> None = [];

    private static WeComOptions Options(long? agent = null) =>
        new() { CorpId = Vectors.CorpId, CallbackToken = Vectors.Token, EncodingAesKey = Vectors.Key, AgentId = agent };

    private static CallbackReader Reader(long? now = null) => new(Options(), new ManualTime(now is { } at ? DateTimeOffset.FromUnixTimeSeconds(at) : Now));

    private static WebhookResult.Accepted Accepted(WebhookRequest request, long? now = null) => Assert.IsType<WebhookResult.Accepted>(Reader(now).Read(request));

    private static void Refused(int status, WebhookResult result) => Assert.Equal(status, Assert.IsType<WebhookResult.Refused>(result).Status);

    private static WebhookRequest Event(string change, string fields, string kind = "change_external_contact") => Signed(Crypto.Encrypt(
        $"<xml><ToUserName><![CDATA[{Vectors.CorpId}]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>{Now.ToUnixTimeSeconds()}</CreateTime>" +
        $"<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[{kind}]]></Event><ChangeType><![CDATA[{change}]]></ChangeType>{fields}</xml>"));

    private static WebhookRequest Signed(string encrypted)
    {
        var timestamp = Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return Post(Crypto.Sign(timestamp, "nonce", encrypted), timestamp, "nonce", Envelope(encrypted));
    }

    private static string Envelope(string encrypted, string more = "") =>
        $"<xml><ToUserName><![CDATA[{Vectors.CorpId}]]></ToUserName>{more}<Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>";

    private static WebhookRequest Get(string signature, string timestamp, string nonce, string echo) =>
        new("GET", None, new Dictionary<string, string> { ["msg_signature"] = signature, ["timestamp"] = timestamp, ["nonce"] = nonce, ["echostr"] = echo }, default);

    private static WebhookRequest Post(string signature, string timestamp, string nonce, string body) => Post(signature, timestamp, nonce, Encoding.UTF8.GetBytes(body));

    private static WebhookRequest Post(string signature, string timestamp, string nonce, byte[] body) =>
        new("POST", None, new Dictionary<string, string> { ["msg_signature"] = signature, ["timestamp"] = timestamp, ["nonce"] = nonce }, body);
}
