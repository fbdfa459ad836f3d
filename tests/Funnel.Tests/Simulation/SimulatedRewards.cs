using Funnel.Effects;
using Funnel.Leads;
using Funnel.Reasons;

namespace Funnel.Tests.Simulation;

/// <summary>How operators give rewards: as the task says.</summary>
internal static class SimulatedRewards
{
    /// <summary>What an operator does by these dice: neither runs it again nor gives it up.</summary>
    private const int JustDo = 6;

    /// <summary>Whether it says to look in the chat before it is given.</summary>
    public static async Task<bool> SaysLookFirst(SimulatedProcess p, Lead lead, Effect reward) =>
        Equals(reward.Reason, Reason.RewardMayBeGiven)
        || (await p.Get<IEnumerable<IEffect>>().Single(e => e.Kind == EffectKind.Reward).Prepare(lead, reward, CancellationToken.None) is Prepared.Impossible now
            && Equals(now.Reason, Reason.RewardMayBeGiven));

    /// <summary>Each that is still a task is given.</summary>
    public static void GiveAll(World world)
    {
        foreach (var person in world.WeChat.Arrivals.Select(a => a.Contact.PersonId).Distinct(StringComparer.Ordinal).ToList())
        {
            world.Do(async p =>
            {
                foreach (var id in await p.Contacts.OfPerson(person, CancellationToken.None))
                {
                    if (await p.Leads.Find(id, CancellationToken.None) is { } lead && lead.Effects.FirstOrDefault(e => e is { Kind: EffectKind.Reward, Status: EffectStatus.Parked }) is { } reward)
                    {
                        await world.Operators.Act(p, lead, reward, JustDo);
                    }
                }
            });
        }
    }
}
