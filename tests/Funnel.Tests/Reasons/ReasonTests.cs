using System.Text.Json;
using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Reasons;
using Funnel.Replay;

namespace Funnel.Tests.Reasons;

public sealed class ReasonTests
{
    private static readonly Failure Refused = new(FailureKind.Rejected, "28003018", "内容不符合规范");

    public static TheoryData<Reason> Some =>
    [
        Reason.AlreadyContact, Reason.Text("as it was"), Refused.ToReason(), Reason.FailedOften(5, Refused.ToReason()),
        Reason.GrantEnded(Reason.FailedOften(2, Reason.StoodStill)),
    ];

    [Theory, MemberData(nameof(Some))]
    public void What_was_stored_is_read_again(Reason reason)
    {
        var lead = Leads.Make.Inquired();
        lead = lead with { Effects = [lead.Effects[0] with { Reason = reason }] };
        var json = JsonSerializer.Serialize(new LeadDocument(LeadDocument.CurrentSchema, lead), LeadJson.Plain.LeadDocument);
        Assert.Equal(reason, JsonSerializer.Deserialize(json, LeadJson.Plain.LeadDocument)!.Lead.Effects[0].Reason);
        Assert.DoesNotContain("words", json, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Stored_are_code_arguments_and_cause() => Assert.Contains(
        """{"effect":"welcome","reason":{"code":"failed-often","args":{"times":"5"},"cause":{"code":"platform-failure","args":{"code":"28003018","kind":"Rejected","message":"内容不符合规范"}}}}""",
        JsonSerializer.Serialize(
            LeadSummary.Of(Leads.Make.Inquired()) with { Waiting = [new(Effect.WelcomeId, Reason.FailedOften(5, Refused.ToReason()))] }, LeadJson.Plain.LeadSummary),
        StringComparison.Ordinal);

    /// <summary>As the functions for scripts write it.</summary>
    [Fact]
    public void Scripts_get_code_and_words()
    {
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(
            new ReplayItem(LeadId.Of("shop", "p1"), Effect.InviteId, ReplayOutcome.Refused, Reason.AlreadyContact) { Parked = Refused.ToReason() }, JsonSerializerOptions.Web));
        var (reason, refusal) = (json.RootElement.GetProperty("parked"), json.RootElement.GetProperty("why"));
        Assert.Equal("Rejected (28003018): \"内容不符合规范\"", reason.GetProperty("words").GetString());
        Assert.Equal("28003018", reason.GetProperty("args").GetProperty("code").GetString());
        Assert.Equal(("already-contact", "already a contact"), (refusal.GetProperty("code").GetString(), refusal.GetProperty("words").GetString()));
        Assert.False(refusal.TryGetProperty("cause", out _));
    }

    [Fact]
    public void Equal_is_what_says_the_same()
    {
        Assert.Equal(Reason.FailedOften(5, Refused.ToReason()).GetHashCode(), Reason.FailedOften(5, Refused.ToReason()).GetHashCode());
        Assert.NotEqual(Reason.FailedOften(5, Refused.ToReason()), Reason.FailedOften(5, Reason.StoodStill));
        Assert.NotEqual(Reason.Attempt(1), Reason.Attempt(2));
        Assert.NotEqual(Reason.CannotReply("shop"), Reason.CannotChat("shop"));
    }
}
