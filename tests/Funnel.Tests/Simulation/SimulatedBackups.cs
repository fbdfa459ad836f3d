using Funnel.Storage;
using Funnel.Storage.InMemory;

namespace Funnel.Tests.Simulation;

/// <summary>Somebody puts a backup in the place of the store, or the store is gone. What platforms have, they keep.</summary>
internal sealed class SimulatedBackups(World world)
{
    private (MemoryRows Rows, MemoryQueues Queues, DateTimeOffset At, (IReadOnlyList<SimulatedOperators.ReviewDecision> Reviews, int TakenOver, int Replays) Decided)? backup;

    /// <summary>What the storage knows of it.</summary>
    public StoreLoss? Loss { get; private set; }

    /// <summary>From when until when everything is forgotten; null when nothing is.</summary>
    public (DateTimeOffset From, DateTimeOffset To)? Forgotten { get; private set; }

    public void Begin(TimeSpan span)
    {
        if (world.Chaos.Happens(Incident.RestoredBackup))
        {
            var taken = world.Chaos.Seconds(10, span.TotalSeconds * 0.6);
            world.At(taken, Take);
            world.At(taken + world.Chaos.Seconds(5, span.TotalSeconds * 0.4), Restore);
        }
    }

    /// <summary>The store is empty; what it was is lost in this way.</summary>
    /// <param name="kind">Null when the storage knows nothing of it: it looks like a new shop's.</param>
    public void Lose(LossKind? kind)
    {
        world.Rows = new();
        world.Queues.Replace(new(world.Clock));
        Loss = kind is { } known ? new(known, world.Clock.Now, world.Clock.Now) : null;
    }

    private void Take() => backup = (world.Rows.Copy(), world.Queues.Copy(), world.Clock.Now, world.Operators.Decided);

    private void Restore()
    {
        if (!world.Chaos.On)
        {
            return; // everything was put back already
        }

        if (!world.KillAll())
        {
            world.At(TimeSpan.FromSeconds(1), Restore);
            return;
        }

        var (rows, queues, at, decided) = backup!.Value;
        var died = world.Clock.Now;
        var how = world.Chaos.Below(5);
        if (how >= 3)
        {
            (rows, queues, at, decided) = (new(), new(world.Clock), DateTimeOffset.MinValue, ([], 0, 0));
        }

        (world.Rows, Forgotten) = (rows, (at, died));
        world.Queues.Replace(queues);
        world.Operators.Forget(decided);
        world.People.GoneAndTold.Clear();
        world.Clock.Advance(TimeSpan.FromSeconds(5)); // nobody is that quick
        Loss = how switch
        {
            0 or 1 => new(LossKind.Behind, world.Clock.Now, died),
            2 => new(LossKind.Copied, world.Clock.Now, null),
            3 => new(LossKind.Replaced, world.Clock.Now, died),
            _ => null,
        };
        world.KillAll(); // so that they work on it
    }
}
