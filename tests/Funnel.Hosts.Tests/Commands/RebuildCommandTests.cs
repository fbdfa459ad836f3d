using System.Globalization;
using Funnel.Embedded;
using Funnel.Embedded.Commands;
using Funnel.Embedded.Sqlite;
using Funnel.Leads;
using Funnel.Triage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Funnel.Hosts.Tests.Commands;

public sealed class RebuildCommandTests : IDisposable
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("funnel-rebuild-");
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public void Dispose() => data.Delete(recursive: true);

    [Fact]
    public async Task It_says_what_differed_and_leaves_it_so_in_a_dry_run()
    {
        await Shop(lose: true);
        Assert.Equal(CommandLine.Done, await Run("--dry-run"));
        Assert.Contains("3 leads. It differs, and was left so:", output.ToString(), StringComparison.Ordinal);
        Assert.Matches(@"      3  lead missing in its day's list\r?\n        1  counter that is not the sum of its leads", output.ToString());
        Assert.Contains("lead missing in its day's list: day|shop|2026-03-01 " + LeadId.Of("shop", "p1"), output.ToString(), StringComparison.Ordinal);

        Assert.Equal(CommandLine.Done, await Run());
        Assert.Contains("It differed, and was made again:", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(CommandLine.Done, await Run());
        Assert.EndsWith($"3 leads: lists and counters are as they say.{Environment.NewLine}", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_refuses_while_a_host_has_the_folder_open()
    {
        await Shop(lose: false);
        using (DataFolder.Share(data.FullName))
        using (DataFolder.Share(data.FullName))
        {
            Assert.Equal(CommandLine.Failed, await Run());
            Assert.Contains("stop every funnel", error.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(CommandLine.Done, await Run());
    }

    [Fact]
    public void No_host_starts_while_it_runs()
    {
        using (DataFolder.Take(data.FullName))
        {
            Assert.Throws<StartupException>(() => DataFolder.Share(data.FullName));
            Assert.Throws<StartupException>(() => DataFolder.Take(data.FullName));
        }

        DataFolder.Share(data.FullName).Dispose();
    }

    [Fact]
    public async Task A_folder_in_which_nothing_was_kept_is_wrong_usage()
    {
        Assert.Equal(CommandLine.WrongUsage, await Run());
        Assert.Empty(data.EnumerateFileSystemInfos());
    }

    [Fact]
    public void Progress_is_told_once_a_second_after_two()
    {
        var time = new FakeTimeProvider();
        var line = new ProgressLine<int>(error, time, n => n.ToString(CultureInfo.InvariantCulture));
        for (var tick = 0; tick < 40; tick++)
        {
            line.Report(tick);
            time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal(["20", "30"], error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    private Task<int> Run(params string[] more) =>
        new CommandLine(CommandTable.All, output, error, debug: false).Run(["rebuild", "--data", data.FullName, .. more], default);

    /// <summary>Three people asked.</summary>
    /// <param name="lose">Whether their lines were never written.</param>
    private async Task Shop(bool lose)
    {
        var now = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        await using var store = SqliteStore.Open(Path.Combine(data.FullName, SqliteStorageRegistration.FileName), TimeProvider.System);
        await using var lists = new LeadLists(lose ? new Funnel.Storage.InMemory.MemoryRows() : store.Rows, TimeProvider.System, NullLogger<LeadLists>.Instance);
        using var open = new OpenWork(store.Rows, TimeProvider.System);
        var leads = new LeadStore(store.Rows, store.Queues, lists, open);
        foreach (var person in new[] { "p1", "p2", "p3" })
        {
            var ask = new Ask("c-" + person, "v1", now, "求资料", "guide", 0.9f, InquiryKind.Material, Tier.Model);
            await leads.Apply(LeadId.Of("shop", person), l => LeadDecider.Decide(l, new LeadCommand.Inquire(now, "shop", person, null, ask)), default);
        }
    }
}
