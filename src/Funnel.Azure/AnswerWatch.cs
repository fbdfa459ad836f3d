using Azure.Core;
using Azure.Core.Pipeline;

namespace Funnel.Azure;

/// <summary>
/// Knows of the call that is running whether its last request was answered. What a client throws after that comes from reading the answer;
/// what it throws before comes from the way there, or from wrong use.
/// </summary>
internal sealed class AnswerWatch
{
    private static readonly AsyncLocal<AnswerWatch?> Current = new();

    private AnswerWatch()
    {
    }

    /// <summary>Belongs before the transport of a client, where an answer is seen before anything reads it.</summary>
    public static HttpPipelinePolicy Policy { get; } = new Watcher();

    public bool Answered { get; private set; }

    /// <summary>Watches what the calling method does from here on.</summary>
    public static AnswerWatch Begin() => Current.Value = new();

    private static void Record(bool answered)
    {
        if (Current.Value is { } watch)
        {
            watch.Answered = answered;
        }
    }

    private sealed class Watcher : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message) => Record(answered: false);

        public override void OnReceivedResponse(HttpMessage message) => Record(answered: true);
    }
}
