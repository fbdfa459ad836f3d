using System.Diagnostics.Metrics;
using Funnel.Embedded;
using Funnel.Embedded.Triggers;
using Funnel.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Hosts.Tests.Triggers;

public sealed class StartTests
{
    [Fact]
    public async Task Everything_that_is_wrong_with_the_functions_is_said_at_once()
    {
        await using var host = new TestHost();
        var fault = await Assert.ThrowsAsync<StartupException>(() => host.Start(typeof(Broken)));
        string[] expected =
        [
            "Broken: its constructor wants IFormatProvider, which is not registered.",
            "The name \"Same\" is used by Broken.First and Broken.Second.",
            "Broken.NoTrigger: no parameter has a trigger that this host knows",
            "Broken.BadCron: \"*/5 * * * *\" is no schedule. It has six fields",
            "Broken.Never: \"0 0 0 30 2 *\" is a day that never comes.",
            "Broken.NoSetting: the setting \"Timers:Missing\" is missing.",
            "Broken.BadParameter: the parameter \"Int32 count\" cannot be filled.",
            "Broken.BadQueue: \"Not_A_Queue\" is no queue name.",
            "The queue \"shared\" is read by Broken.QueueOne and Broken.QueueTwo",
            "The route \"/api/Leads/{lead}\" of Broken.RouteTwo clashes with \"/api/leads/{id}\" of Broken.RouteOne: both match POST /api/leads/x.",
            "Broken.BadRoute: \"api/leads/{id\" is no route. There is an incomplete parameter",
            "Broken.UnknownConstraint: \"api/leads/{id:lead}/more\" is no route. The constraint entry 'id' - 'lead'",
            "Broken.BadLevel: the level System is not known here.",
            "Broken.BadResult: an HTTP function gives IActionResult, string or nothing, not Int32.",
            "Broken.Hidden: \"9lives\" is no function name.",
            "Broken.Hidden: the method must be public",
        ];
        Assert.All(expected, error => Assert.Contains(fault.Errors, found => found.StartsWith(error, StringComparison.Ordinal)));
        Assert.Equal(expected.Length, fault.Errors.Count);
    }

    [Fact]
    public void Functions_that_read_queues_need_queues()
    {
        var fault = Assert.Throws<StartupException>(() => FunctionCatalog.Discover(
            [typeof(TextsReader)], HostJson.Default, new ConfigurationBuilder().Build(), new OnlyProbe(), Routes.RouteTests.Constraints()));
        Assert.Contains(fault.Errors, error => error.StartsWith("TextsReader.Run read queues, but no IQueues is registered.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Routes_that_the_Functions_host_keeps_for_itself_are_refused()
    {
        await using var host = new TestHost { HostJson = HostJson.Default with { RoutePrefix = "" } };
        var fault = await Assert.ThrowsAsync<StartupException>(() => host.Start(typeof(Misplaced)));
        Assert.Equal(
        [
            "Misplaced.Root: the route \"/{*path}\" matches \"/\", which the Functions host answers itself. Begin it with a literal segment.",
            "Misplaced.Admin: the route \"/Admin/pages\" lies under \"/admin\", where the Functions host has its own pages. Take another first segment.",
        ], fault.Errors);
    }

    [Fact]
    public void Functions_are_found_in_an_assembly() =>
        Assert.Contains(typeof(Web), FunctionCatalog.ClassesIn([typeof(StartTests).Assembly]));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Queues_that_nudge_are_made_and_disposed_by_the_container_as_before(bool isFactory)
    {
        var services = new ServiceCollection();
        _ = isFactory ? services.AddSingleton<IQueues>(_ => new OwnedQueues()) : services.AddSingleton<IQueues, OwnedQueues>();
        services.AddFunctionHost(Type.EmptyTypes, HostJson.Default);
        OwnedQueues.Disposed = 0;
        await using (var provider = services.BuildServiceProvider())
        {
            await provider.GetRequiredService<IQueues>().Enqueue("texts", "x", TimeSpan.Zero, default);
        }

        Assert.Equal(1, OwnedQueues.Disposed);
    }

    [Fact]
    public void Wrong_options_are_refused()
    {
        var fault = Assert.Throws<StartupException>(() => new ServiceCollection().AddFunctionHost([typeof(Web)], HostJson.Default, options =>
        {
            options.MessageLease = TimeSpan.Zero;
            options.MaxRequestBodyBytes = 0;
        }));
        Assert.Equal(2, fault.Errors.Count);
    }

    [Fact]
    public async Task Runs_are_counted_by_function_and_outcome()
    {
        var counted = new List<string>();
        using var listener = new MeterListener();
        await using var host = new TestHost();
        host.Probe.Behaviour = (run, _) => Equals(run.Input, "bad") ? throw new InvalidOperationException("bad") : Task.CompletedTask;
        await host.Put("texts", "good");
        await host.Start(typeof(StartupTimer), typeof(TextsReader), typeof(Web));
        var meters = host.Services.GetRequiredService<IMeterFactory>(); // other tests' instruments are published too, after this host is gone
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters) && instrument is Counter<long>)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            lock (counted)
            {
                counted.Add(string.Join(' ', tags.ToArray().Select(tag => $"{tag.Value}").Prepend(instrument.Name)));
            }
        });
        listener.Start();
        await host.Queues.Until(queues => queues.Bodies("texts").Count == 0);
        await host.Send("texts", "bad");
        await host.Time.StepUntil(() => host.Queues.Bodies("texts-poison").Count == 1 && host.Queues.Bodies("texts").Count == 0, TestHost.Second);

        lock (counted)
        {
            Assert.Equal(3, counted.Count(line => line.Equals("funnel.host.invocations Texts failed", StringComparison.Ordinal)));
            Assert.Contains("funnel.host.poisoned texts", counted);
        }
    }

    private sealed class OwnedQueues : IQueues, IDisposable
    {
        public static int Disposed { get; set; }

        public ValueTask<QueueMessage> Enqueue(string queue, string body, TimeSpan delay, CancellationToken ct) => new(new QueueMessage("1", body, "", 0, default, default));

        public ValueTask<IReadOnlyList<QueueMessage>> Receive(string queue, int max, TimeSpan visibility, CancellationToken ct) => new([]);

        public ValueTask<bool> Delete(string queue, QueueMessage message, CancellationToken ct) => new(false);

        public ValueTask<QueueMessage?> Hide(string queue, QueueMessage message, TimeSpan visibility, CancellationToken ct) => new((QueueMessage?)null);

        public ValueTask<long> Count(string queue, CancellationToken ct) => new(0);

        public void Dispose() => Disposed++;
    }

    private sealed class OnlyProbe : IServiceProviderIsService
    {
        public bool IsService(Type serviceType) => serviceType == typeof(Probe);
    }
}
