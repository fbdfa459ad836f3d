using Funnel.Configuration;
using Funnel.Embedded.Triggers;
using Funnel.Functions.Worker;
using Funnel.Settings;
using Funnel.Storage;
using Funnel.Storage.InMemory;
using Funnel.Triage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Funnel.Hosts.Tests.Worker;

/// <summary>A worker whose storage does not answer when it starts.</summary>
public sealed class SettingsFirstTests : IAsyncLifetime
{
    private readonly Deaf rows = new();
    private readonly ServiceProvider services;
    private readonly ApplicationLifetime lifetime = new(NullLogger<ApplicationLifetime>.Instance);
    private string tokenKey = "a key of this test";
    private int runs;

    public SettingsFirstTests() => services = Services();

    private SettingsStore Settings => services.GetRequiredService<SettingsStore>();

    private ServiceProvider Services() => new ServiceCollection().AddLogging().AddSingleton<IRows>(rows).AddSingleton<IQueues>(new MemoryQueues(TimeProvider.System))
        .AddFunnel(new FunnelOptions { TokenKey = tokenKey }, new TriageOptions()).BuildServiceProvider();

    [Fact]
    public async Task No_message_is_worked_on_before_the_settings_were_read()
    {
        var fault = await Assert.ThrowsAsync<StorageException>(() => Run());
        Assert.Equal((0, "no answer", false), (runs, fault.Message, Settings.IsLoaded));

        rows.Answers = true;
        await Run();
        rows.Answers = false;
        await Run();
        Assert.Equal((2, true), (runs, Settings.IsLoaded));
    }

    [Fact]
    public async Task A_request_is_answered_all_the_same()
    {
        await Run(new DefaultHttpContext());
        Assert.Equal((1, false), (runs, Settings.IsLoaded));
    }

    [Fact]
    public async Task A_storage_that_hangs_is_waited_for_a_moment_only()
    {
        rows.Hangs = true;
        var time = new ManualTime(DateTimeOffset.UnixEpoch);
        var failure = SettingsFirst.Failure(services.GetRequiredService<FirstReads>(), time, default);
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("the settings could not be read within 3 s", (await failure)?.Message);
    }

    [Fact]
    public async Task A_worker_that_finds_out_late_that_the_storage_is_another_keys_ends()
    {
        rows.Answers = true;
        await Run();
        tokenKey = "quite another key";
        await using var other = Services();
        var fault = await Assert.ThrowsAsync<SettingsException>(() => Run(process: other));
        Assert.Contains("tokenKey: is not the key with which this storage was worked on before", fault.Message, StringComparison.Ordinal);
        Assert.Equal((1, true), (runs, lifetime.ApplicationStopping.IsCancellationRequested));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await services.DisposeAsync();

    private Task Run(HttpContext? http = null, IServiceProvider? process = null)
    {
        var of = process ?? services;
        var probe = new FunctionEntry("Probe", typeof(SettingsFirstTests).GetMethod(nameof(DisposeAsync))!, new Trigger.Queue("probe", typeof(string)), [], _ => Task.FromResult<object?>(null));
        var context = new EmbeddedContext(probe, "1", services, default);
        if (http is not null)
        {
            context.Items["HttpRequestContext"] = http; // where the worker's HTTP extension keeps it
        }

        return new SettingsFirst(of.GetRequiredService<FirstReads>(), TimeProvider.System, lifetime).Invoke(context, _ =>
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
