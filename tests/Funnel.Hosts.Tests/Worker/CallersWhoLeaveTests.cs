using Funnel.Embedded.Triggers;
using Funnel.Functions.Worker;
using Funnel.Hosts.Tests.Triggers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Funnel.Hosts.Tests.Worker;

public sealed class CallersWhoLeaveTests
{
    private readonly HostTime time = new();

    [Theory]
    [InlineData(typeof(OperationCanceledException))]
    [InlineData(typeof(IOException))]
    public async Task The_run_of_a_caller_who_left_ends_quietly_whichever_is_heard_first(Type fault)
    {
        using var left = new CancellationTokenSource();
        var run = Run(Http(left.Token), (Exception)Activator.CreateInstance(fault)!);
        Assert.False(run.IsCompleted);
        await left.CancelAsync();
        await run;
        await Run(Http(left.Token), (Exception)Activator.CreateInstance(fault)!);
    }

    [Fact]
    public async Task A_run_that_the_host_cancels_while_its_caller_waits_is_not_called_a_success()
    {
        var run = Run(Http(default), new OperationCanceledException());
        await time.Armed(TimeSpan.FromSeconds(1));
        time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task What_else_goes_wrong_is_not_hidden_and_neither_is_what_has_no_caller()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Run(Http(new(canceled: true)), new InvalidOperationException()));
        await Assert.ThrowsAsync<OperationCanceledException>(() => Run(null, new OperationCanceledException()));
    }

    private static DefaultHttpContext Http(CancellationToken aborted) => new() { RequestAborted = aborted };

    private Task Run(HttpContext? http, Exception fault)
    {
        var function = new FunctionEntry("Test", typeof(CallersWhoLeaveTests).GetMethods()[0], new Trigger.Http("test", [], AuthorizationLevel.Anonymous), [], Task.FromResult);
        var context = new EmbeddedContext(function, "1", new ServiceCollection().BuildServiceProvider(), default);
        if (http is not null)
        {
            context.Items["HttpRequestContext"] = http; // where the worker's ASP.NET integration puts it
        }

        return new CallersWhoLeave(time, NullLogger<CallersWhoLeave>.Instance).Invoke(context, _ => Task.FromException(fault));
    }
}
