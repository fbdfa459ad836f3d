using System.Diagnostics.Metrics;
using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Storage.InMemory;
using Funnel.Telemetry;
using Funnel.Triage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using static Funnel.Tests.Leads.Make;

namespace Funnel.Tests.Telemetry;

public sealed class FunnelMetricsTests : IDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().AddSingleton<FunnelMetrics>().BuildServiceProvider();
    private readonly MeterListener listener = new();
    private readonly List<string> measured = [];
    private readonly FunnelMetrics metrics;
    private readonly LeadStore leads;

    public FunnelMetricsTests()
    {
        var factory = services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory))
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
        metrics = services.GetRequiredService<FunnelMetrics>();
        var rows = new MemoryRows();
        leads = new(rows, new MemoryQueues(TimeProvider.System), new(rows, TimeProvider.System, NullLogger<LeadLists>.Instance), new(rows, TimeProvider.System), metrics);
    }

    [Fact]
    public async Task A_reply_that_was_sent_is_counted_with_the_time_its_person_waited()
    {
        await Apply(Inquire(), Claim(ReplyId, 7), Settle(ReplyId, new SendReceipt("r1"), 7));
        Assert.Equal(["funnel.effects 1 effect=reply outcome=sent", "funnel.wait 8 effect=reply"], measured);
    }

    [Fact]
    public async Task An_invitation_waits_since_the_chat_opened_and_a_welcome_since_the_person_came()
    {
        await Apply(Inquire(), new LeadCommand.OpenChat(Noon.AddSeconds(3), Opened(), null), Claim(Effect.InviteId, 4), Settle(Effect.InviteId, new SendReceipt("m1"), 4));
        await Apply(Arrive(second: 10), Claim(Effect.WelcomeId, 11), Settle(Effect.WelcomeId, new SendReceipt("delivered"), 11));
        Assert.Equal(["funnel.wait 5 effect=invite", "funnel.wait 2 effect=welcome"], measured.Where(m => m.StartsWith("funnel.wait", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_failed_is_unknown_or_was_parked_is_counted_and_waits_for_nobody()
    {
        await Apply(Inquire(), Claim(ReplyId), Settle(ReplyId, Failed(FailureKind.Unknown)), ReadBack(ReplyId, ReadBackResult.Impossible));
        Assert.Equal(["funnel.effects 1 effect=reply outcome=unknown", "funnel.effects 1 effect=reply outcome=parked"], measured);
    }

    [Fact]
    public async Task What_changes_nothing_counts_nothing()
    {
        await Apply(Inquire(), Claim(ReplyId), Settle(ReplyId, new SendReceipt("r1")), Settle(ReplyId, new SendReceipt("r1")));
        Assert.Single(measured, m => m.StartsWith("funnel.effects", StringComparison.Ordinal));
    }

    [Fact]
    public void A_person_on_a_platform_whose_clock_is_ahead_waited_no_time()
    {
        var lead = WithReply(EffectStatus.Sent);
        EffectTelemetry.Committed(metrics, lead, [new LeadEvent(LeadEventKind.Sent, Noon.AddSeconds(-5), "system", ReplyId)]);
        Assert.Equal("funnel.wait 0 effect=reply", measured[1]);
    }

    [Fact]
    public void Comments_and_verdicts_are_counted_by_what_they_are()
    {
        metrics.Polled(12);
        metrics.Pushed();
        metrics.Judged(new Verdict(0.9f, InquiryKind.Price, Decision.Answer, Tier.Model), 3);
        metrics.Judged(new Verdict(0, InquiryKind.None, Decision.Drop, Tier.Filter), 2);
        Assert.Equal(
        [
            "funnel.comments 12 source=poll", "funnel.comments 1 source=webhook",
            "funnel.verdicts 3 decision=answer tier=model", "funnel.verdicts 2 decision=drop tier=filter",
        ], measured);
    }

    [Fact]
    public void Every_effect_decision_and_tier_has_a_name()
    {
        Assert.Equal(["reply", "invite", "welcome", "label", "refusal_confirmation", "follow", "group_invite", "reward"], Enum.GetValues<EffectKind>().Select(EffectTelemetry.NameOf));
        foreach (var (decision, tier) in Enum.GetValues<Decision>().SelectMany(d => Enum.GetValues<Tier>().Select(r => (d, r))))
        {
            metrics.Judged(new Verdict(0, InquiryKind.None, decision, tier), 1);
        }
    }

    public void Dispose()
    {
        listener.Dispose();
        services.Dispose();
    }

    private async Task Apply(params LeadCommand[] commands)
    {
        foreach (var command in commands)
        {
            await leads.Apply(LeadId.Of("shop", "p1"), l => LeadDecider.Decide(l, command), default);
        }
    }

    private void Note(Instrument instrument, object value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        measured.Add(FormattableString.Invariant($"{instrument.Name} {value} {string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}"))}"));
}
