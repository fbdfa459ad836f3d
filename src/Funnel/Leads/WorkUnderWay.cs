namespace Funnel.Leads;

/// <summary>What of a lead somebody or something still has to do, without a person.</summary>
public static class WorkUnderWay
{
    /// <summary>
    /// Effects that a message must be under way for, with the time at which it should have done something; nothing of what waits for the person,
    /// for an operator, or for its turn (the account's release sees to that).
    /// </summary>
    public static IEnumerable<(Effect Effect, DateTimeOffset Due)> UnderWay(this Lead lead, RetryRules rules, DateTimeOffset now)
    {
        foreach (var effect in lead.Effects)
        {
            switch (effect.Status)
            {
                case EffectStatus.Wanted when effect.Held is null && CanBeTried(lead, effect, now):
                    yield return (effect, Due(effect, effect.NotBefore, now));
                    break;
                case EffectStatus.Sending or EffectStatus.Unknown:
                    yield return (effect, Due(effect, Later(effect.AttemptedAt + rules.ReadBackAfter, effect.NotBefore), now));
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>A time that was counted from an attempt before the clock was set back puts nothing off.</summary>
    private static DateTimeOffset Due(Effect effect, DateTimeOffset? at, DateTimeOffset now) =>
        effect.IsFromAheadOf(now) ? DateTimeOffset.MinValue : at ?? DateTimeOffset.MinValue;

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one > other || other is null ? one : other;

    private static bool CanBeTried(Lead lead, Effect effect, DateTimeOffset now) => effect.Kind switch
    {
        EffectKind.Invite => effect.ReplayedBy is not null || !lead.IsChatOver(now), // a replayed one goes back to the operator when the chat is over
        EffectKind.Label => lead.Contact is not null,
        _ => true,
    };
}
