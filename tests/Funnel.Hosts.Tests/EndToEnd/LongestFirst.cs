using Xunit.Abstractions;

[assembly: TestCollectionOrderer("Funnel.Hosts.Tests.EndToEnd.LongestFirst", "Funnel.Hosts.Tests")]

namespace Funnel.Hosts.Tests.EndToEnd;

/// <summary>Starts the classes that take minutes first, and what takes moments last: the run ends soon after its longest class, not a class later.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = ["KillTests", "ClockTests", "ClockSet", "FaultTests", "SlowSendTests", "TakenBackTests", "AzureManners", "TwoHostTests", "AzureDemoTests"];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) => testCollections.OrderBy(Rank);

    private static int Rank(ITestCollection collection) =>
        Array.FindIndex(Long, name => collection.DisplayName.Contains(name, StringComparison.Ordinal)) is >= 0 and var rank ? rank : Long.Length;
}
