using Funnel.Configuration;
using Funnel.Intake;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Timers;

/// <summary>Reads new comments of every account.</summary>
public sealed class PollComments(CommentPoller poller)
{
    [Function(nameof(PollComments))]
    public Task Run([TimerTrigger("%" + FunnelTimer.PollSetting + "%")] TimerInfo timer, CancellationToken ct) => poller.Poll(ct);
}
