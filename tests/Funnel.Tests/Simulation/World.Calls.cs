using Funnel.Clocks;
using Funnel.Connectors;

namespace Funnel.Tests.Simulation;

/// <summary>How calls to platforms go.</summary>
internal sealed partial class World
{
    /// <summary>A call that changes nothing: it may fail in every passing way.</summary>
    public Task<Outcome<T>> Read<T>(SimulatedProcess process, Func<Outcome<T>> call)
    {
        process.Point();
        var askedAt = Clock.GetTimestamp();
        Latency();
        Date(process, askedAt);
        var result = Chaos.Happens(Incident.CallFault) ? new Failure(Chaos.Any([FailureKind.RateLimited, FailureKind.Transient, FailureKind.Unknown]), "fault", "injected") : call();
        process.Point();
        return Task.FromResult(result);
    }

    /// <summary>A call that changes something: besides, it may fail for good, and its answer may be lost.</summary>
    public Task<Outcome<T>> Send<T>(SimulatedProcess process, Func<Outcome<T>> call)
    {
        process.Point(Incident.PauseBeforePost);
        var askedAt = Clock.GetTimestamp();
        Latency();
        if (Refused() is { } refused)
        {
            Date(process, askedAt);
            process.Point(Incident.PauseAfterAnswer);
            return Task.FromResult((Outcome<T>)refused);
        }

        var lost = Chaos.Happens(Incident.LostAnswer);
        var result = lost && Chaos.Coin(0.3) ? default : call();
        Latency();
        if (!lost)
        {
            Date(process, askedAt);
        }

        process.Point(Incident.PauseAfterAnswer);
        return Task.FromResult(lost ? new Failure(FailureKind.Unknown, "timeout", "no answer") : result);
    }

    /// <summary>Every answer says what time it is there, in whole seconds.</summary>
    private void Date(SimulatedProcess process, long askedAt) =>
        process.Get<PlatformClocks>().Record("douyin", new(Clock.Now.Ticks - (Clock.Now.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero), askedAt);

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
}
