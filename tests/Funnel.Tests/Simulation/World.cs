using Funnel.Growth;
using Funnel.Storage;
using Funnel.Storage.InMemory;

namespace Funnel.Tests.Simulation;

/// <summary>
/// Everything of one seed: storage that survives, processes that do not, platforms that keep their own books, and one thread that
/// decides what happens next. Nothing in it depends on anything but the seed.
/// </summary>
internal sealed partial class World
{
    public const string TokenKey = "a key of the simulation";
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 23, 50, 0, TimeSpan.Zero);
    private static readonly TimeSpan NoisyFor = TimeSpan.FromMinutes(10);
    private static readonly string[] AccountNames = ["shop", "studio"];
    private static readonly TimeSpan ReadAgainFor = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan ReadAgainEvery = TimeSpan.FromSeconds(30);
    private const int MaxSteps = 200_000;
    private const int MaxDequeueCount = 5;

    /// <summary>In so many seeds there is one in which nothing fails, and whatever happens all the same is a fault of the order of operations.</summary>
    private const int FairWeatherEvery = 8;

    private readonly PriorityQueue<Action, (DateTimeOffset, long)> agenda = new();
    private readonly List<SimulatedProcess> processes = [];
    private readonly int accountCount;
    private readonly TimeSpan lease;
    private long appointments;
    private int depth;
    private int steps;

    public World(int seed)
    {
        Chaos = new(new Random(seed), fairWeather: seed % FairWeatherEvery == 0);
        Clock = new(Start);
        Queues = new(new MemoryQueues(Clock), Clock);
        WeChat = new();
        Platform = new() { Habits = MakeHabits() };
        accountCount = 1 + Chaos.Below(2);
        lease = TimeSpan.FromSeconds(Chaos.Any([5, 30, 600]));
        Grows = seed % 3 == 2;
        Settings = new(MakeOptions(seed));
        foreach (var account in Options.Accounts)
        {
            Platform.AccessTokens.Add(account.OpenId, account.AccessToken);
        }

        Backups = new(this);
        processes.AddRange(Enumerable.Range(0, 3).Select(_ => new SimulatedProcess(this)));
        People = new(this);
        Operators = new(this);
        Protocol = new(this);
    }

    public Chaos Chaos { get; }
    public SimulatedClock Clock { get; }
    public MemoryRows Rows { get; set; } = new();
    public WorldQueues Queues { get; }
    public SimulatedPlatform Platform { get; }
    public SimulatedWeChat WeChat { get; }
    public SimulatedPeople People { get; }
    public SimulatedOperators Operators { get; }
    public SimulatedBackups Backups { get; }
    public WorldSettings Settings { get; }
    public Protocol Protocol { get; }

    /// <summary>What stood still until it was found.</summary>
    public List<string> TakenUp { get; } = [];

    /// <summary>What a process that starts now reads.</summary>
    public FunnelOptions Options => Settings.Now;

    public void TakeUp(string what)
    {
        Chaos.Note(Incident.TakenUp);
        TakenUp.Add($"{Clock.Now:mm:ss} {what}");
    }

    /// <summary>Noise, then silence until nothing is left to do; then a last look at everything.</summary>
    public void Run()
    {
        People.Begin(NoisyFor * 0.8);
        Operators.Begin(NoisyFor * 0.9);
        Backups.Begin(NoisyFor * 0.9);
        Every(TimeSpan.FromSeconds(10), p => p.Poll());
        Every(TimeSpan.FromSeconds(20), p => p.Reconcile());
        Every(TimeSpan.FromMinutes(10), p => p.KeepTokens());
        Every(TimeSpan.FromMinutes(1), p => p.Forget());
        while (Clock.Now < Start + NoisyFor)
        {
            Next(Start + NoisyFor);
        }

        Chaos.On = false;
        Operators.PutAllBack();
        Operators.Switches.PutAllBack();
        ReadAgain();
        for (var round = 0; round < 3; round++)
        {
            Settle();
            SimulatedRewards.GiveAll(this);
            for (var minute = 0; minute < 5; minute++)
            {
                Clock.Advance(TimeSpan.FromMinutes(1));
                Do(p => p.Poll()); // with few calls a minute it takes some to read all that can wait
            }

            Do(p => p.RunPagesAgain()); // an operator looks at what failed its last try
            Do(p => p.Reconcile());
        }

        Settle();
        if (Grows)
        {
            Do(p => p.Get<GroupRolls>().Read(new(null) { Group = SimulatedWeChat.Group }, CancellationToken.None)); // as the timer does some hours later
            Settle();
            Do(p => p.Reconcile());
            Settle();
        }

        FlushLists();
    }

    public string AnyAccount() => AccountNames[Chaos.Below(accountCount)];

    public IReadOnlyList<string> VideosOf(string account) => [account + "-v1", account + "-v2"];

    public void At(TimeSpan later, Action what) => agenda.Enqueue(what, (Clock.Now + later, ++appointments));

    /// <summary>Lets one process that is free do something. False when it did not get through with it.</summary>
    public bool Do(Func<SimulatedProcess, Task> work)
    {
        var free = processes.FindAll(p => !p.Busy);
        return Do(free[Chaos.Below(free.Count)], work);
    }

    private bool Do(SimulatedProcess process, Func<SimulatedProcess, Task> work)
    {
        process.Busy = process.HasWorked = true;
        try
        {
            process.Scheduler.Run(async () =>
            {
                await process.WatchSettings();
                await work(process);
            });
            return true;
        }
        catch (CrashException)
        {
            return false;
        }
        catch (StorageException)
        {
            return false;
        }
        finally
        {
            process.Busy = false;
            if (process.Dead)
            {
                Replace(process);
            }
        }
    }

    /// <summary>Perhaps something happens in another process in the middle of what one is doing.</summary>
    public void Interleave()
    {
        if (depth < 2 && Chaos.Happens(Incident.Interleave))
        {
            depth++;
            try
            {
                Work(1);
            }
            finally
            {
                depth--;
            }
        }
    }

    /// <summary>Perhaps the process that is at work stands still, and everything else goes on without it.</summary>
    /// <param name="over">Ends it sooner: the moment at which a process that goes on does most harm.</param>
    public void StandStill(Incident pause, Func<bool>? over = null)
    {
        if (depth == 0 && Chaos.Happens(pause))
        {
            depth++;
            try
            {
                var until = Clock.Now + Chaos.Any([TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(50), TimeSpan.FromMinutes(2), lease + TimeSpan.FromSeconds(5)]);
                while (Clock.Now < until && Chaos.On && over?.Invoke() is not true)
                {
                    Next(until);
                }
            }
            finally
            {
                depth--;
            }
        }
    }

    private void Every(TimeSpan period, Func<SimulatedProcess, Task> work)
    {
        void Again()
        {
            Do(work);
            if (Chaos.On)
            {
                At(period, Again);
            }
        }

        At(period * (Chaos.Below(100) / 100.0), Again);
    }

    private void Settle()
    {
        while (agenda.Count > 0 || !Queues.Empty)
        {
            Next(DateTimeOffset.MaxValue);
        }
    }

    /// <summary>Does what is due, or goes on to when something will be.</summary>
    private void Next(DateTimeOffset until)
    {
        if (++steps > MaxSteps)
        {
            var left = QueueNames.All.SelectMany(q => Queues.Receive(q, 3, TimeSpan.FromMinutes(1)).Select(m => $"{q}: {m.Body}"));
            throw new InvalidOperationException($"after {MaxSteps} steps there is still something to do at {Clock.Now:O}: {string.Join("; ", left)}");
        }

        if (!Work(1 + Chaos.Below(8)))
        {
            FlushLists();
            var next = Queues.NextAfter(Clock.Now) ?? DateTimeOffset.MaxValue;
            if (agenda.TryPeek(out _, out var appointment) && appointment.Item1 < next)
            {
                next = appointment.Item1;
            }

            Clock.MoveTo(next < until ? next : until);
        }
    }

    /// <summary>What each process that did something would do a moment later by itself.</summary>
    private void FlushLists()
    {
        foreach (var process in processes.FindAll(p => p is { HasWorked: true, Busy: false }))
        {
            process.HasWorked = !Do(process, p => p.Lists.Flush(CancellationToken.None));
        }
    }

    private bool Work(int most)
    {
        if (agenda.TryPeek(out var what, out var appointment) && appointment.Item1 <= Clock.Now && Chaos.Coin())
        {
            agenda.Dequeue();
            what();
            return true;
        }

        var any = false;
        List<string> queues = [.. QueueNames.All];
        Chaos.Shuffle(queues);
        foreach (var queue in queues)
        {
            var messages = Queues.Receive(queue, most, lease);
            Chaos.Shuffle(messages);
            foreach (var message in messages)
            {
                any = true;
                if (Do(p => p.Handle(queue, message.Body)))
                {
                    if (!Chaos.Happens(Incident.Duplicate))
                    {
                        Queues.Delete(queue, message);
                    }
                }
                else if (message.DequeueCount >= MaxDequeueCount)
                {
                    Queues.PutAside(queue, message);
                    Chaos.Note(Incident.PutAside);
                }
            }
        }

        return any || agenda.TryPeek(out _, out appointment) && appointment.Item1 <= Clock.Now;
    }
}
