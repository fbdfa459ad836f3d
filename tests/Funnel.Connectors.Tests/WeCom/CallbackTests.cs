using Funnel.Connectors.WeCom;
using static Funnel.Connectors.Tests.WeCom.Callbacks;

namespace Funnel.Connectors.Tests.WeCom;

public sealed class CallbackTests
{
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
}
