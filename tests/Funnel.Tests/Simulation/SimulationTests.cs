using System.Globalization;
using Xunit.Abstractions;

namespace Funnel.Tests.Simulation;

/// <summary>
/// The whole pipeline under crashes, faults, lost answers, repeats and interleaved processes, on virtual time. <c>FUNNEL_SEEDS</c> says how many
/// seeds; <c>FUNNEL_SEED</c> runs a single one. Many of them: <c>dotnet run -c Release --project tests/Funnel.Benchmarks -- simulate --seeds 100000</c>.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int UsualSeeds = 200;

    [Fact]
    public void Whatever_fails_nobody_is_lost_and_nobody_is_written_to_twice()
    {
        var one = Setting("FUNNEL_SEED");
        var count = one is null ? Setting("FUNNEL_SEEDS") ?? UsualSeeds : 1;
        var campaign = new Campaign(one ?? 1, count);
        campaign.Run();
        output.WriteLine(campaign.Summary());
        Assert.False(campaign.Failed, campaign.Failed ? campaign.Failures() : "");
        var reached = campaign.Reached;
        Assert.True(one is not null || (reached.Replied > count && reached.Invited > count / 4 && reached.Welcomed > count / 8 && reached.SentAgain > count / 50), $"too little happens: {reached}");
        Assert.All(one is null ? (Incident[])[.. Enum.GetValues<Incident>().Where(i => !Chaos.IsOff(i))] : [], what => Assert.True(campaign.With(what) > 0, $"{what} happens in no history"));
    }

    [Fact]
    public void A_seed_tells_the_same_history_each_time()
    {
        var (first, again) = (History.Of(3), History.Of(3));
        Assert.Equal(first.Reached, again.Reached);
        Assert.Equal(first.Checks, again.Checks);
        Assert.Equal(first.Incidents.OrderBy(i => i.Key), again.Incidents.OrderBy(i => i.Key));
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : null;
}
