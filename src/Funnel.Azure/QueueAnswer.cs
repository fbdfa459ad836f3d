using Azure;
using Azure.Storage.Queues.Models;

namespace Funnel.Azure;

/// <summary>
/// Reads what the queue client made of an answer. It takes most pages of HTML for an empty list, and what is not in an answer for nothing or
/// zero.
/// </summary>
internal static class QueueAnswer
{
    /// <exception cref="FormatException">The answer is not of the service.</exception>
    public static IReadOnlyList<QueueMessage> Messages(Response<QueueMessage[]> answer)
    {
        AzureFaults.Require(answer.GetRawResponse().Content.ToMemory().Span.IndexOf("<QueueMessagesList"u8) >= 0);
        AzureFaults.Require(Array.TrueForAll(answer.Value, m => m is { MessageId.Length: > 0, PopReceipt.Length: > 0, MessageText: not null, NextVisibleOn: not null }));
        return answer.Value;
    }

    /// <inheritdoc cref="Messages"/>
    public static SendReceipt Sent(Response<SendReceipt> answer)
    {
        AzureFaults.Require(answer.Value is { MessageId.Length: > 0, PopReceipt.Length: > 0 });
        return answer.Value;
    }

    /// <inheritdoc cref="Messages"/>
    public static string Receipt(Response<UpdateReceipt> answer)
    {
        AzureFaults.Require(answer.Value.PopReceipt is { Length: > 0 });
        return answer.Value.PopReceipt;
    }

    /// <inheritdoc cref="Messages"/>
    public static long Count(Response<QueueProperties> answer)
    {
        AzureFaults.Require(answer.GetRawResponse().Headers.Contains("x-ms-approximate-messages-count"));
        return answer.Value.ApproximateMessagesCount;
    }
}
