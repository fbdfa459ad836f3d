namespace Funnel.Tests.Simulation;

/// <summary>How processes end and others begin.</summary>
internal sealed partial class World
{
    /// <summary>A deployment: each process ends between two things it does, and starts again with the settings there are now.</summary>
    public void RestartAll()
    {
        foreach (var old in processes.FindAll(p => !p.Busy))
        {
            Do(old, p => p.Lists.Flush(CancellationToken.None));
            Replace(old);
        }

        foreach (var started in processes.FindAll(p => !p.Busy))
        {
            Do(started, p => p.CompareSettings());
        }
    }

    /// <summary>All processes are gone at once, and others start. False while one is in the middle of something.</summary>
    public bool KillAll()
    {
        if (depth > 0 || processes.Exists(p => p.Busy))
        {
            return false;
        }

        processes.ToList().ForEach(Replace);
        return true;
    }

    /// <summary>Unless another deployment did so meanwhile.</summary>
    private void Replace(SimulatedProcess old)
    {
        if (processes.IndexOf(old) is var at and >= 0)
        {
            processes[at] = new(this);
        }
    }

    /// <summary>After a loss the timers go on for as long as everything is read again and joined to what is known; without them hours would pass between two of their ticks.</summary>
    private void ReadAgain()
    {
        for (var later = TimeSpan.Zero; Backups.Forgotten is not null && later < ReadAgainFor; later += ReadAgainEvery)
        {
            var until = Clock.Now + ReadAgainEvery;
            Do(p => p.Poll());
            Do(p => p.Reconcile());
            while (Clock.Now < until)
            {
                Next(until);
            }
        }
    }
}
