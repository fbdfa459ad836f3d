using Funnel.Claims;
using Funnel.Effects;
using Funnel.Leads;
using Funnel.Reasons;

namespace Funnel.Replay;

/// <summary>
/// Runs one parked effect again, or says what would come of it: the one place for the console, for replays and for their dry runs. What may have been sent is looked
/// for first; where nobody can look, it is refused, and so is what could only be parked again. So nothing that happened is repeated.
/// </summary>
public sealed class ParkedWork(LeadStore leads, EffectRunner runner, TaskNotes notes)
{
    /// <summary>Decides and makes ready, and moves nothing: a dry run. What somebody else is on is refused: they may be doing it by hand.</summary>
    public async Task<ReplayItem> Preview(Lead lead, string effectId, ReplayOrder order, CancellationToken ct) =>
        lead.Find(effectId) is { Status: EffectStatus.Parked, Reason: var parked } && await notes.TakenFrom(order.By, lead.AccountId, new(lead.Id, effectId), ct) is { } taken
            ? new(lead.Id, effectId, ReplayOutcome.Refused, Reason.TaskTaken(taken.By, taken.Until)) { Parked = parked }
            : await Foresee(lead, effectId, order, ct);

    /// <summary>What a person needs who does it by hand: the words that would be sent now, where those can be made, and the link.</summary>
    internal async Task<ByHand> ByHand(Lead lead, Effect effect, CancellationToken ct) => await runner.Of(effect.Kind).Prepare(lead, effect, ct) switch
    {
        Prepared.Ready ready => new(ready.Text, ready.Link, ready.With),
        Prepared.Impossible impossible => new(impossible.Text ?? effect.Text, impossible.Link, []) { Picture = impossible.Picture },
        _ => new(effect.Text, null, []),
    };

    /// <summary>The same as <see cref="Preview"/>, of what nobody else is on.</summary>
    internal async Task<ReplayItem> Foresee(Lead lead, string effectId, ReplayOrder order, CancellationToken ct)
    {
        var decided = runner.Replay(lead, effectId, order);
        var item = Item(lead, effectId, decided);
        if (item.Outcome != ReplayOutcome.Send)
        {
            return item;
        }

        var then = decided.State!;
        var effect = then.Find(effectId)!;
        var (looksFirst, waits) = await runner.Foretell(then, effect, ct);
        return await runner.Of(effect.Kind).Prepare(then, effect, ct) switch
        {
            Prepared.Ready ready when looksFirst => item with { Outcome = ReplayOutcome.Look, Why = Reason.MayBeAnswered, Text = ready.Text, Waits = waits },
            Prepared.Ready ready => item with { Text = ready.Text, Link = ready.Link, With = ready.With.Count > 0 ? ready.With : null, Waits = waits },
            Prepared.Impossible impossible => item with { Outcome = ReplayOutcome.Refused, Why = impossible.Reason, Text = impossible.Text, Link = impossible.Link },
            Prepared.Never over => item with { Outcome = ReplayOutcome.Refused, Why = over.Reason },
            _ => item with { Waits = true },
        };
    }

    /// <summary>Runs it again. Idempotent: what is no longer parked is refused.</summary>
    public async Task<ReplayItem> Replay(LeadId id, string effectId, ReplayOrder order, CancellationToken ct) =>
        await leads.Find(id, ct) is { } lead ? await Replay(lead, effectId, order, ct) : new(id, effectId, ReplayOutcome.NotFound, Reason.NoLead);

    /// <param name="lead">As it was just read.</param>
    public async Task<ReplayItem> Replay(Lead lead, string effectId, ReplayOrder order, CancellationToken ct)
    {
        var said = await Preview(lead, effectId, order, ct);
        if (said.Outcome is not (ReplayOutcome.Send or ReplayOutcome.Look))
        {
            return said;
        }

        var done = Item(lead, effectId, await leads.Apply(lead.Id, l => runner.Replay(l, effectId, order), ct));
        return said.Why == Reason.MayBeAnswered && done.Outcome == ReplayOutcome.Send ? said
            : done.Outcome == said.Outcome ? said with { Why = done.Why }
            : done; // it may have moved in between
    }

    private static ReplayItem Item(Lead lead, string effectId, Decided replay)
    {
        var parked = lead.Find(effectId);
        if (replay.Refusal is { } refusal)
        {
            return new(lead.Id, effectId, ReplayOutcome.Refused, refusal) { Parked = parked?.Reason };
        }

        var next = replay.Events.Single(e => e.Kind == LeadEventKind.Replayed).Reason!;
        return Equals(next, Reason.LooksFirst)
            ? new(lead.Id, effectId, ReplayOutcome.Look, next) { Parked = parked?.Reason, Text = parked?.Text }
            : new(lead.Id, effectId, ReplayOutcome.Send, next) { Parked = parked?.Reason };
    }
}

/// <param name="Text">The words; null when nobody knows them.</param>
/// <param name="Link">The person's own contact link, where one belongs to it.</param>
/// <param name="With">What else goes with it, by name.</param>
internal sealed record ByHand(string? Text, Uri? Link, IReadOnlyList<string> With)
{
    /// <summary>Address of the picture of a QR code to send along.</summary>
    public Uri? Picture { get; init; }
}
