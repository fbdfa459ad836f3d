using Funnel.Intake;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Timers;

/// <summary>Reads new comments of every account.</summary>
public sealed class PollComments(CommentPoller poller)
{
    [Function(nameof(PollComments))]
    public Task Run([TimerTrigger("%" + Schedules.Poll + "%")] TimerInfo timer, CancellationToken ct) => poller.Poll(ct);
}
