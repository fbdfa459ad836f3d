using Funnel.Embedded.Triggers;
using Funnel.Functions.Worker;
using Funnel.Settings;
using Funnel.Storage;
using Funnel.Storage.InMemory;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Hosts.Tests.Worker;

/// <summary>A worker whose storage does not answer when it starts.</summary>
public sealed class SettingsFirstTests : IDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().BuildServiceProvider();
    private readonly Deaf rows = new();
    private readonly SettingsStore settings;
    private int runs;

    public SettingsFirstTests() => settings = new(rows, TimeProvider.System);

    [Fact]
    public async Task No_message_is_worked_on_before_the_settings_were_read()
    {
        var fault = await Assert.ThrowsAsync<StorageException>(() => Run());
        Assert.Equal((0, "no answer", false), (runs, fault.Message, settings.IsLoaded));

        rows.Answers = true;
        await Run();
        rows.Answers = false;
        await Run();
        Assert.Equal((2, true), (runs, settings.IsLoaded));
    }

    [Fact]
    public async Task A_request_is_answered_all_the_same()
    {
        await Run(new DefaultHttpContext());
        Assert.Equal((1, false), (runs, settings.IsLoaded));
    }

    [Fact]
    public async Task A_storage_that_hangs_is_waited_for_a_moment_only()
    {
        rows.Hangs = true;
        var time = new ManualTime(DateTimeOffset.UnixEpoch);
        var failure = SettingsFirst.Failure(settings, time, default);
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("the settings could not be read within 3 s", (await failure)?.Message);
    }

    public void Dispose()
    {
        settings.Dispose();
        services.Dispose();
    }

    private Task Run(HttpContext? http = null)
    {
        var probe = new FunctionEntry("Probe", typeof(SettingsFirstTests).GetMethod(nameof(Dispose))!, new Trigger.Queue("probe", typeof(string)), [], _ => Task.FromResult<object?>(null));
        var context = new EmbeddedContext(probe, "1", services, default);
        if (http is not null)
        {
            context.Items["HttpRequestContext"] = http; // where the worker's HTTP extension keeps it
        }

        return new SettingsFirst(settings, TimeProvider.System).Invoke(context, _ =>
        {
            runs++;
            return Task.CompletedTask;
        });
    }

    private sealed class Deaf : IRows
    {
        private readonly MemoryRows rows = new();

        public bool Answers { get; set; }
        public bool Hangs { get; set; }

        public async ValueTask<Row?> Find(string table, string partition, string key, CancellationToken ct)
        {
            await Task.Delay(Hangs ? Timeout.Infinite : 0, ct);
            return Answers ? await rows.Find(table, partition, key, ct) : throw new StorageException("no answer");
        }

        public ValueTask<RowPage> Query(string table, string partition, KeyRange range, int take, string? continuation, CancellationToken ct) =>
            rows.Query(table, partition, range, take, continuation, ct);

        public ValueTask<RowPage> QueryKey(string table, string key, int take, string? continuation, CancellationToken ct) => rows.QueryKey(table, key, take, continuation, ct);

        public ValueTask<CommitResult> Commit(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken ct) => rows.Commit(table, partition, changes, ct);
    }
}
