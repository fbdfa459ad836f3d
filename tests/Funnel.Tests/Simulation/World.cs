using Funnel.Accounts;
using Funnel.Outreach;
using Funnel.Connectors;
using Funnel.Storage;
using Funnel.Storage.InMemory;

namespace Funnel.Tests.Simulation;

/// <summary>
/// Everything of one seed: storage that survives, processes that do not, platforms that keep their own books, and one thread that
/// decides what happens next. Nothing in it depends on anything but the seed.
/// </summary>
internal sealed class World
{
    public const string TokenKey = "a key of the simulation";
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 23, 50, 0, TimeSpan.Zero);
    private static readonly TimeSpan NoisyFor = TimeSpan.FromMinutes(10);
    private static readonly string[] AccountNames = ["shop", "studio"];
    private const int MaxSteps = 200_000;
    private const int MaxDequeueCount = 5;

    private readonly SimulatedScheduler scheduler = new();
    private readonly PriorityQueue<Action, (DateTimeOffset, long)> agenda = new();
    private readonly List<SimulatedProcess> processes = [];
    private readonly int accountCount;
    private readonly TimeSpan lease;
    private long appointments;
    private int depth;
    private int steps;

    public World(int seed)
    {
        Chaos = new(new Random(seed));
        Clock = new(Start);
        Queues = new(new MemoryQueues(Clock), Clock);
        WeChat = new();
        Platform = new() { Habits = MakeHabits() };
        accountCount = 1 + Chaos.Below(2);
        lease = TimeSpan.FromSeconds(Chaos.Any([5, 30, 600]));
        Options = MakeOptions();
        foreach (var account in Options.Accounts)
        {
            Platform.AccessTokens.Add(account.OpenId, account.AccessToken);
        }

        processes.AddRange(Enumerable.Range(0, 3).Select(_ => new SimulatedProcess(this)));
        People = new(this);
    }

    public Chaos Chaos { get; }
    public SimulatedClock Clock { get; }
    public MemoryRows Rows { get; } = new();
    public WorldQueues Queues { get; }
    public SimulatedPlatform Platform { get; }
    public SimulatedWeChat WeChat { get; }
    public SimulatedPeople People { get; }
    public FunnelOptions Options { get; }

    /// <summary>Noise, then silence until nothing is left to do; then a last look at everything.</summary>
    public void Run()
    {
        People.Begin(NoisyFor * 0.8);
        Every(TimeSpan.FromSeconds(10), p => p.Poll());
        Every(TimeSpan.FromSeconds(20), p => p.Reconcile());
        Every(TimeSpan.FromMinutes(10), p => p.KeepTokens());
        while (Clock.Now < Start + NoisyFor)
        {
            Next(Start + NoisyFor);
        }

        Chaos.On = false;
        for (var round = 0; round < 3; round++)
        {
            Settle();
            Clock.Advance(TimeSpan.FromMinutes(5));
            Do(p => p.RunPagesAgain()); // an operator looks at what failed its last try
            Do(p => p.Poll());
            Do(p => p.Reconcile());
        }

        Settle();
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
            scheduler.Run(() => work(process));
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
                processes[processes.IndexOf(process)] = new(this);
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

    /// <summary>A call that changes nothing: it may fail in every passing way.</summary>
    public Task<Outcome<T>> Read<T>(SimulatedProcess process, Func<Outcome<T>> call)
    {
        process.Point();
        Latency();
        var result = Chaos.Happens(Incident.CallFault) ? new Failure(Chaos.Any([FailureKind.RateLimited, FailureKind.Transient, FailureKind.Unknown]), "fault", "injected") : call();
        process.Point();
        return Task.FromResult(result);
    }

    /// <summary>A call that changes something: besides, it may fail for good, and its answer may be lost.</summary>
    public Task<Outcome<T>> Send<T>(SimulatedProcess process, Func<Outcome<T>> call)
    {
        process.Point();
        Latency();
        if (Refused() is { } refused)
        {
            process.Point();
            return Task.FromResult((Outcome<T>)refused);
        }

        var lost = Chaos.Happens(Incident.LostAnswer);
        var result = lost && Chaos.Coin(0.3) ? default : call();
        Latency();
        process.Point();
        return Task.FromResult(lost ? new Failure(FailureKind.Unknown, "timeout", "no answer") : result);
    }

    private Failure? Refused()
    {
        if (Chaos.Happens(Incident.CallFault))
        {
            var wait = Chaos.Coin() ? Chaos.Seconds(0, 10) : (TimeSpan?)null;
            return new(Chaos.Any([FailureKind.RateLimited, FailureKind.QuotaExhausted, FailureKind.Transient, FailureKind.AuthExpired]), "fault", "injected", wait);
        }

        return Chaos.Happens(Incident.HardFault)
            ? new(Chaos.Any([FailureKind.Forbidden, FailureKind.Rejected, FailureKind.WindowClosed, FailureKind.Gone]), "fault", "injected")
            : null;
    }

    /// <summary>Time passes only in the outermost call: what happens in between must not use up the platform's contract with the one that waits.</summary>
    private void Latency()
    {
        if (depth == 0 && Chaos.On)
        {
            Clock.Advance(Chaos.Seconds(0, 3));
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
            throw new InvalidOperationException($"after {MaxSteps} steps there is still something to do at {Clock.Now:O}");
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
        foreach (var process in processes.FindAll(p => p.HasWorked))
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

    private SimulatedPlatform.PlatformHabits MakeHabits()
    {
        string Own(string openId) => openId;
        string Listed(string openId) => "listed-" + openId;
        string Told(string openId) => "told-" + openId;
        return new(Chaos.Any<Func<string, string>>([Own, Listed]), Chaos.Any<Func<string, string>>([Own, Listed, Told]), Chaos.Coin(),
            Chaos.Any<SimulatedPlatform.AnswerNames>([.. Enum.GetValues<SimulatedPlatform.AnswerNames>()]), Chaos.Any([0, 0.3]));
    }

    private FunnelOptions MakeOptions() => new()
    {
        TokenKey = TokenKey,
        Accounts = [.. AccountNames.Take(accountCount).Select(a => new AccountOptions
        {
            Id = a,
            Platform = "douyin",
            OpenId = "open-" + a,
            // Midnight passes during the noise.
            UtcOffset = string.Equals(a, AccountNames[0], StringComparison.Ordinal) ? "+00:00" : "+08:00",
            AccessToken = "first-" + a,
            RefreshToken = "refresh-" + a,
            Card = new() { TemplateId = "t", AppId = "wx", Path = "p" },
        })],
        Offers = [.. SimulatedPeople.Inquiries.Select(i => new OfferOptions
        {
            Id = i.Offer,
            Rules = new() { Contains = [i.Text] },
            Reply = [i.Text + "的朋友点头像进来聊：" + i.Offer, "{nick} " + i.Text + "的朋友私信领取：" + i.Offer],
            Chat = ["点开就能领"],
            Welcome = ["你好，资料在这里"],
            Tags = ["视频"],
        })],
        Intake = new()
        {
            CallsPerMinute = Chaos.Any([10, 60, 300]),
            VideosEvery = TimeSpan.FromSeconds(30),
            ReadAtLeastEvery = TimeSpan.FromMinutes(2),
            MaxPages = Chaos.Any([1, 2, 50]),
            RecentIds = 50,
        },
        Outreach = new() { TrustListsAfter = Chaos.Any([1, 3]), ConfirmAfter = TimeSpan.FromMinutes(2), LastRetry = TimeSpan.FromMinutes(1) },
    };
}
