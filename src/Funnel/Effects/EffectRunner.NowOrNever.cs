using Funnel.Leads;
using Funnel.Reasons;

namespace Funnel.Effects;

/// <content>What is said while the person is there, or not at all.</content>
public sealed partial class EffectRunner
{
    /// <summary>So long after they wrote, whoever is answered wonders why.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Why it is not said any more; null while it may be, and of everything that waits for its time. To people on the do-not-contact list it alone goes out, for the very refusal that it
    /// confirms.
    /// </summary>
    private Reason? WhyNever(Lead lead, Effect effect, DateTimeOffset now) =>
        !effect.IsNowOrNever ? null
        : lead.Refusal is not { } refusal || (doNotContact.Find(lead) is { } listed && listed.Refusal != refusal) ? Reason.RefusalLifted
        : lead.IsChatOver(now) ? Reason.ChatWindowClosed
        : (now - refusal.At).Duration() > Patience ? Reason.NotSaidInTime
        : null;

    /// <summary>It is asked again in a moment, and given up when that goes on; others who wait stand before it.</summary>
    private async Task<bool> AsksAgain(Lead lead, Effect effect, DateTimeOffset at, Func<Lead?, Decided>? first, CancellationToken ct)
    {
        if (first is not null)
        {
            await leads.Apply(lead.Id, first, ct);
        }

        var wait = at - time.GetUtcNow();
        await Again(lead, effect, wait < Shortest ? Shortest : wait > Patience ? Patience : wait, ct);
        return true;
    }
}
