using System.Reflection;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using NCrontab;

namespace Funnel.Embedded.Triggers;

/// <summary>A function that was found and can be run.</summary>
/// <param name="Arguments">One per parameter of the method: where its value comes from.</param>
/// <param name="Unwrap">Awaits what the method returned and gives its result, or null.</param>
internal sealed record FunctionEntry(
    string Name, MethodInfo Method, Trigger Trigger, IReadOnlyList<Func<Invocation, object?>> Arguments, Func<object?, Task<object?>> Unwrap);

/// <summary>What starts a function.</summary>
internal abstract record Trigger
{
    private Trigger() { }

    /// <param name="UseMonitor">The last run is remembered, so that a slot missed while the host was down is made up once.</param>
    public sealed record Timer(CrontabSchedule Schedule, bool RunOnStartup, bool UseMonitor) : Trigger;

    /// <param name="BodyType">What the function wants: text, bytes, or a type that is read from JSON.</param>
    public sealed record Queue(string Name, Type BodyType) : Trigger;

    /// <param name="Template">Route template with the prefix, without a slash at its start.</param>
    /// <param name="Methods">Accepted methods in upper case; none means all.</param>
    public sealed record Http(string Template, IReadOnlyList<string> Methods, AuthorizationLevel Level) : Trigger;
}

/// <summary>One run: what its parameters are filled from.</summary>
/// <param name="Input">The trigger's own value: timer info, message body or request.</param>
internal sealed record Invocation(object Input, FunctionContext Context, RouteValueDictionary? Route, CancellationToken Cancellation);
