namespace Funnel.Benchmarks.Reality;

/// <param name="What">What is done to the processes, for whoever reads the output.</param>
/// <param name="SqliteOnly">It happens to files.</param>
/// <param name="Sandbox">Further options of <c>funnel sandbox</c>.</param>
/// <param name="Play">What happens, until nobody new comes.</param>
internal sealed record Trial(string Name, string What, bool SqliteOnly, string[] Sandbox, Func<Scene, Task> Play);

/// <summary>What is tried.</summary>
internal static class Trials
{
    private const int Kills = 30;
    private static readonly TimeSpan Stopped = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Limited = TimeSpan.FromMinutes(10);

    private static readonly string[] Hostile =
        ["--speed", "60", "--audience", "6000", "--list-lag", "10", "--fault", "lost-answer=0.1", "error-500=0.05", "respell=0.2", "list-lag=1"];

    private static readonly string[] Ordinary = ["--speed", "60", "--audience", "6000"];

    public static IReadOnlyList<Trial> All { get; } =
    [
        new("kills", "two hosts; one is killed 30 times, the other stands still for 90 s; 10 % lost answers, 5 % faults, reply list 10 s late, replies respelled", false, Hostile, Killed),
        new("restored", "killed, and started on a copy of the database that was made half a minute before", true, Ordinary, Restored),
        new("emptied", "killed, and started without its database", true, Ordinary, Emptied),
        new("wal-lost", "killed, and started without the database's write-ahead log", true, Ordinary, WalLost),
        new("too-many", "the platforms refuse everything for ten minutes, then nothing", false, ["--speed", "20", "--audience", "100000"], TooMany),
    ];

    private static async Task Killed(Scene scene)
    {
        var random = new Random(5);
        var steady = scene.StartHost();
        var stopped = Task.Run(async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(15));
            await steady.StandStill(Stopped);
        });
        for (var i = 0; i < Kills; i++)
        {
            var victim = scene.StartHost();
            await Task.Delay(random.Next(2500, 5500));
            await victim.Kill();
        }

        await stopped;
        await scene.NobodyNewComes();
        scene.StartHost();
    }

    private static async Task Restored(Scene scene)
    {
        await Ran(scene, seconds: 20);
        scene.CopyDatabase();
        await Ran(scene, seconds: 30);
        scene.RestoreDatabase();
        await GoOn(scene);
    }

    private static async Task Emptied(Scene scene)
    {
        await Ran(scene, seconds: 40);
        scene.DeleteDatabase(_ => true);
        await GoOn(scene);
    }

    private static async Task WalLost(Scene scene)
    {
        await Ran(scene, seconds: 40);
        scene.DeleteDatabase(file => file.EndsWith("-wal", StringComparison.Ordinal) || file.EndsWith("-shm", StringComparison.Ordinal));
        await GoOn(scene);
    }

    private static async Task TooMany(Scene scene)
    {
        scene.StartHost();
        await Task.Delay(TimeSpan.FromSeconds(10));
        await scene.SetFault("too-many", 1);
        await Task.Delay(Limited);
        await scene.SetFault("too-many", 0);
        await Task.Delay(TimeSpan.FromSeconds(5));
        await scene.NobodyNewComes();
    }

    private static async Task Ran(Scene scene, int seconds)
    {
        var host = scene.StartHost();
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        await host.Kill();
    }

    private static async Task GoOn(Scene scene)
    {
        scene.StartHost();
        await Task.Delay(TimeSpan.FromSeconds(20));
        await scene.NobodyNewComes();
    }
}
