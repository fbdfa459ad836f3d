using System.Diagnostics.Metrics;
using System.Net;
using Funnel.Clocks;
using Funnel.Tests.Simulation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Funnel.Tests.Clocks;

/// <summary>How far this host's clock is from a platform's, found out from the dates of its answers.</summary>
public sealed class PlatformClocksTests : IAsyncDisposable, ILoggerProvider
{
    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(300);
    private readonly SimulatedClock clock = new(World.Start);
    private readonly List<string> log = [];
    private readonly ServiceProvider services;
    private TimeSpan ahead;
    private TimeSpan roundTrip = RoundTrip;
    private TimeSpan? age;

    public PlatformClocksTests()
    {
        var collection = new ServiceCollection().AddSingleton<TimeProvider>(clock).AddLogging(l => l.AddProvider(this));
        collection.AddHttpClient("platform").ConfigurePrimaryHttpMessageHandler(() => new Platform(this)).RemoveAllLoggers().AddServerDates("Douyin");
        services = collection.BuildServiceProvider();
    }

    private PlatformClocks Clocks => services.GetRequiredService<PlatformClocks>();

    public ValueTask DisposeAsync() => services.DisposeAsync();

    [Theory]
    [InlineData(25, "this host's clock is 25 s ahead of Douyin's")]
    [InlineData(-45, "this host's clock is 45 s behind Douyin's")]
    public async Task A_skew_is_told_once(int seconds, string says)
    {
        ahead = TimeSpan.FromSeconds(seconds);
        await Ask(50);
        Assert.Equal($"Warning Clock: {says}: {PlatformClocks.Advice}", Assert.Single(log));
        Assert.Equal(says, Assert.Single(Clocks.All).ToString());
        Assert.True(Assert.Single(Clocks.All).IsAlarming);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(-4)]
    public async Task Up_to_five_seconds_are_no_skew(int seconds)
    {
        ahead = TimeSpan.FromSeconds(seconds);
        await Ask(50);
        Assert.Empty(log);
        Assert.False(Assert.Single(Clocks.All).IsAlarming);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(25)]
    [InlineData(-25)]
    public async Task It_is_measured_to_half_a_second_whatever_the_fraction_and_the_round_trip(int seconds)
    {
        ahead = TimeSpan.FromSeconds(seconds);
        for (var i = 0; i < 40; i++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(173));
            roundTrip = TimeSpan.FromMilliseconds(i % 4 * 400);
            await Ask(1);
            Assert.InRange(((Clocks.All.FirstOrDefault()?.Skew ?? ahead) - ahead).Duration(), TimeSpan.Zero, TimeSpan.FromMilliseconds(501));
        }
    }

    [Fact]
    public async Task One_odd_answer_changes_nothing()
    {
        await Ask(5);
        ahead = TimeSpan.FromHours(1);
        await Ask(2);
        ahead = TimeSpan.Zero;
        await Ask(5);
        Assert.Empty(log);
    }

    [Fact]
    public async Task A_slow_answer_and_one_out_of_a_cache_prove_nothing()
    {
        ahead = TimeSpan.FromHours(1);
        roundTrip = TimeSpan.FromSeconds(3);
        await Ask(10);
        (roundTrip, age) = (RoundTrip, TimeSpan.FromHours(1));
        await Ask(10);
        Assert.Empty(Clocks.All);
    }

    [Fact]
    public async Task A_change_is_told_and_so_is_the_end()
    {
        await Ask(5);
        foreach (var seconds in new[] { 25, 27, 90, 4.6, 0.3 })
        {
            ahead = TimeSpan.FromSeconds(seconds);
            await Ask(10);
        }

        Assert.Equal(
            ["25 s ahead", "90 s ahead", "agree again"],
            log.Select(l => l.Contains("agree", StringComparison.Ordinal) ? "agree again" : string.Join(' ', l.Split(' ').Skip(6).Take(3))));
    }

    [Fact]
    public async Task When_our_clock_is_set_the_skew_is_known_at_once()
    {
        await Ask(5);
        ahead = -TimeSpan.FromHours(2);
        clock.Set(ahead);
        Assert.InRange(Assert.Single(Clocks.Now).Skew - ahead, -TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        await Ask(1);
        Assert.InRange(Assert.Single(Clocks.All).Skew - ahead, -TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        Assert.Contains("7200 s behind", Assert.Single(log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_that_slept_has_no_skew()
    {
        await Ask(5);
        clock.Set(TimeSpan.FromHours(2)); // as a sleeper sees it: the wall clock went on, the monotonic one did not
        await Ask(5);
        Assert.InRange(Assert.Single(Clocks.All).Skew.Duration(), TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Empty(log);
    }

    [Fact]
    public async Task It_is_a_metric()
    {
        ahead = TimeSpan.FromSeconds(25);
        await Ask(5);
        var measured = new List<(double Value, object? Platform)>();
        using var listener = new MeterListener();
        var meters = services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters) && string.Equals(instrument.Name, "funnel.clock.skew", StringComparison.Ordinal))
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) => measured.Add((value, tags[0].Value)));
        listener.Start();
        listener.RecordObservableInstruments();
        Assert.Equal("Douyin", Assert.Single(measured).Platform);
        Assert.InRange(measured[0].Value, 24.4, 25.6);
    }

    private async Task Ask(int times)
    {
        using var http = services.GetRequiredService<IHttpClientFactory>().CreateClient("platform");
        for (var i = 0; i < times; i++)
        {
            using var response = await http.GetAsync(new Uri("http://platform/"));
            clock.Advance(TimeSpan.FromMilliseconds(730));
        }
    }

    ILogger ILoggerProvider.CreateLogger(string categoryName) => new Lines(log);

    void IDisposable.Dispose() => GC.SuppressFinalize(this);

    /// <summary>Answers half-way through the round trip, by its own clock, in whole seconds.</summary>
    private sealed class Platform(PlatformClocksTests test) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            test.clock.Advance(test.roundTrip / 2);
            var theirs = test.clock.Now - test.ahead;
            var response = new HttpResponseMessage(HttpStatusCode.OK);
            response.Headers.Date = new DateTimeOffset(theirs.Ticks - (theirs.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
            response.Headers.Age = test.age;
            test.clock.Advance(test.roundTrip / 2);
            return Task.FromResult(response);
        }
    }

    private sealed class Lines(List<string> log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Add($"{logLevel} {formatter(state, exception)}");
    }
}
