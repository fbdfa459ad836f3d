using System.Text.Json;
using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Reasons;
using Funnel.Storage;
using static Funnel.Tests.Leads.Make;

namespace Funnel.Tests.Leads;

/// <summary>What is decided when an operator or a script wants something parked tried again: nothing that happened is repeated.</summary>
public sealed class ReplayDecisionTests
{
    private static readonly LeadCommand.Replay Again = new(Noon.AddHours(1), ReplyId, Rules) { CanReadBack = true, By = "anna" };

    public static TheoryData<string> Doubts => ["impossible", "unproven", "its look failed", "its work failed", "its claim was lost"];

    public static TheoryData<string> Certainties => ["never tried", "rejected", "failed often", "absent, then its offer was gone"];

    [Theory, MemberData(nameof(Doubts))]
    public void What_may_have_been_sent_is_looked_for_first(string doubt)
    {
        var parked = Doubtful(doubt);
        var decided = LeadDecider.Decide(parked, Again);
        Assert.True(EffectMoves.IsLegal(EffectStatus.Parked, EffectStatus.Unknown));
        Assert.Equal((EffectStatus.Unknown, 0), (decided.State!.Find(ReplyId)!.Status, decided.State.Find(ReplyId)!.ReadBacks));
        Assert.Equal(new Work(QueueNames.Replies, ReplyId, TimeSpan.Zero) { Revives = true }, Assert.Single(decided.Work));
        var said = Assert.Single(decided.Events);
        Assert.Equal((LeadEventKind.Replayed, Reason.LooksFirst, "anna"), (said.Kind, said.Reason, said.By));
    }

    [Theory, MemberData(nameof(Doubts))]
    public void What_may_have_been_sent_and_cannot_be_looked_for_is_refused(string doubt) =>
        Assert.Equal(Reason.MayHaveBeenSent(ReplyId), LeadDecider.Decide(Doubtful(doubt), Again with { CanReadBack = false }).Refusal);

    [Theory, MemberData(nameof(Doubts))]
    public void An_operators_word_that_it_was_not_sent_sends_it_again_and_stands_in_the_journal(string doubt)
    {
        var decided = LeadDecider.Decide(Doubtful(doubt), Again with { CanReadBack = false, Unsent = true });
        Assert.Equal((EffectStatus.Wanted, false), (decided.State!.Find(ReplyId)!.Status, decided.State.Find(ReplyId)!.MayHaveBeenSent));
        Assert.Equal((Reason.SaidUnsent, "anna"), (Assert.Single(decided.Events).Reason, decided.Events[0].By));
    }

    [Theory, MemberData(nameof(Certainties))]
    public void What_was_certainly_not_sent_is_sent_again_at_once(string certainty)
    {
        var decided = LeadDecider.Decide(Certain(certainty), Again with { CanReadBack = false });
        Assert.Equal(EffectStatus.Wanted, decided.State!.Find(ReplyId)!.Status);
        Assert.Equal(Reason.SendsAgain, Assert.Single(decided.Events).Reason);
    }

    [Fact]
    public void Nobody_can_say_that_it_was_not_sent_while_it_may_be_on_its_way()
    {
        var parked = Doubtful("its claim was lost");
        Assert.Equal(Reason.StillUnderWay, LeadDecider.Decide(parked, Again with { Now = Noon.AddSeconds(59), Unsent = true }).Refusal);
        Assert.Null(LeadDecider.Decide(parked, Again with { Now = Noon.AddSeconds(60), Unsent = true }).Refusal);
    }

    [Fact]
    public void A_look_after_a_replay_finds_it_or_proves_its_absence_or_parks_it_again_after_as_many_looks_as_the_first_time()
    {
        var replayed = Doubtful("unproven").After(Again);
        Assert.Equal(EffectStatus.Sent, replayed.After(ReadBack(ReplyId, ReadBackResult.Found, after: 3700)).Find(ReplyId)!.Status);
        Assert.Equal(EffectStatus.Wanted, replayed.After(ReadBack(ReplyId, ReadBackResult.Absent, after: 3700)).Find(ReplyId)!.Status);
        for (var look = 1; look < Rules.MaxReadBacks; look++)
        {
            replayed = replayed.After(ReadBack(ReplyId, ReadBackResult.NotYet, after: 3600 + (look * 100)));
            Assert.Equal(EffectStatus.Unknown, replayed.Find(ReplyId)!.Status);
        }

        var parked = replayed.After(ReadBack(ReplyId, ReadBackResult.NotYet, after: 5000) with { Why = Reason.TooFewSeen }).Find(ReplyId)!;
        Assert.Equal((EffectStatus.Parked, Reason.OutcomeUnproven(Reason.TooFewSeen)), (parked.Status, parked.Reason));
    }

    [Fact]
    public void A_further_attempt_is_in_doubt_anew()
    {
        var claimed = Certain("rejected").After(Again).After(Claim(ReplyId, 4000));
        Assert.True(claimed.Find(ReplyId)!.MayHaveBeenSent);
    }

    [Fact]
    public void An_answer_that_comes_while_it_is_looked_for_after_a_replay_counts()
    {
        var replayed = Doubtful("its claim was lost").After(Again);
        Assert.Equal(EffectStatus.Sent, replayed.After(Settle(ReplyId, new SendReceipt("late"))).Find(ReplyId)!.Status);
    }

    [Fact]
    public void A_welcome_whose_code_lives_is_sent_again_as_its_connector_promises()
    {
        var parked = Inquired().After(Arrive(), Claim(Effect.WelcomeId), new LeadCommand.Park(Noon, Effect.WelcomeId, Reason.WorkFailed));
        var again = new LeadCommand.Replay(Noon.AddSeconds(2), Effect.WelcomeId, Rules);
        Assert.Equal(Reason.MayHaveBeenSent(Effect.WelcomeId), LeadDecider.Decide(parked, again).Refusal);
        var promised = parked.After(again with { Rules = Rules with { Repeatable = Repeatable.WhileCodeLives } });
        Assert.Equal(EffectStatus.Wanted, promised.Find(Effect.WelcomeId)!.Status);
    }

    [Fact]
    public void Labels_are_set_again_whatever_came_of_them()
    {
        var parked = Inquired().After(Arrive());
        for (var i = 0; i < Rules.MaxAttempts; i++)
        {
            parked = parked.After(new LeadCommand.Settle(Noon, Effect.LabelId, null, Failed(FailureKind.Unknown), Rules with { Repeatable = Repeatable.Always }));
        }

        Assert.Equal(EffectStatus.Parked, parked.Find(Effect.LabelId)!.Status);
        Assert.Equal(EffectStatus.Wanted, parked.After(new LeadCommand.Replay(Noon, Effect.LabelId, Rules)).Find(Effect.LabelId)!.Status);
    }

    [Fact]
    public void Of_a_lead_that_an_earlier_version_wrote_every_attempt_is_in_doubt()
    {
        var json = JsonSerializer.Serialize(Stored(Certain("rejected")), LeadJson.Plain.LeadDocument);
        Assert.Contains(",\"cameToNothing\":true", json, StringComparison.Ordinal);
        Assert.DoesNotContain("cameToNothing", JsonSerializer.Serialize(Stored(Inquired()), LeadJson.Plain.LeadDocument), StringComparison.Ordinal);
        var earlier = JsonSerializer.Deserialize(json.Replace(",\"cameToNothing\":true", "", StringComparison.Ordinal), LeadJson.Plain.LeadDocument)!.Lead;
        Assert.Equal(EffectStatus.Unknown, earlier.After(Again).Find(ReplyId)!.Status);
        Assert.Equal(EffectStatus.Wanted, JsonSerializer.Deserialize(json, LeadJson.Plain.LeadDocument)!.Lead.After(Again).Find(ReplyId)!.Status);
    }

    private static LeadDocument Stored(Lead lead) => new(LeadDocument.CurrentSchema, lead);

    private static Lead Doubtful(string doubt) => doubt switch
    {
        "impossible" => WithReply(EffectStatus.Unknown).After(ReadBack(ReplyId, ReadBackResult.Impossible)),
        "unproven" => WithReply(EffectStatus.Unknown).After(ReadBack(ReplyId, ReadBackResult.Impossible) with { Why = Reason.ListIncomplete }),
        "its look failed" => WithReply(EffectStatus.Unknown).After(new LeadCommand.Park(Noon, ReplyId, Reason.WorkFailed)),
        "its work failed" => Certain("rejected").After(Again, Claim(ReplyId, 60), new LeadCommand.Park(Noon.AddSeconds(60), ReplyId, Reason.WorkFailed)),
        _ => WithReply(EffectStatus.Sending).After(new LeadCommand.Park(Noon, ReplyId, Reason.WorkFailed)),
    };

    private static Lead Certain(string certainty)
    {
        var gone = new LeadCommand.Park(Noon, ReplyId, Reason.OfferRemoved(Offer));
        switch (certainty)
        {
            case "never tried":
                return Inquired().After(gone);
            case "rejected":
                return WithReply(EffectStatus.Parked);
            case "failed often":
                var lead = Inquired();
                for (var i = 0; i < Rules.MaxAttempts; i++)
                {
                    lead = lead.After(Claim(ReplyId, i * 300), Settle(ReplyId, Failed(FailureKind.Transient), i * 300));
                }

                return lead;
            default:
                return WithReply(EffectStatus.Unknown).After(ReadBack(ReplyId, ReadBackResult.Absent), gone);
        }
    }
}
