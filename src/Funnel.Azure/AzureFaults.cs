using Azure;
using Azure.Identity;
using Funnel.Storage;

namespace Funnel.Azure;

/// <summary>
/// Turns the clients' faults into <see cref="StorageException"/>, said so that an operator knows what to do. Between us and the account stand
/// proxies, sign-in pages of networks and wrong addresses; what they answer may look like anything, a success included.
/// </summary>
internal static class AzureFaults
{
    private const string NotTheService = "what answered is not the storage service. Check the account's name and any proxy in between.";

    private const string Unreachable = "the storage account did not answer. Check its name, the network and its firewall.";

    /// <param name="what">What is done, for the message.</param>
    /// <param name="call">Nothing but calls of the client: what it throws of an answer is the answer's fault.</param>
    /// <param name="read">Makes the result of the answer. Throws <see cref="FormatException"/> when that cannot be.</param>
    public static async Task<T> Guard<TAnswer, T>(string what, Func<Task<TAnswer>> call, Func<TAnswer, T> read, CancellationToken ct)
    {
        var answer = await Guard(what, call, ct);
        try
        {
            return read(answer);
        }
        catch (FormatException fault)
        {
            throw new StorageException($"{what}: {fault.Message}", fault);
        }
    }

    /// <inheritdoc cref="Guard{TAnswer, T}"/>
    public static async Task<T> Guard<T>(string what, Func<Task<T>> call, CancellationToken ct)
    {
        var watch = AnswerWatch.Begin();
        try
        {
            return await call();
        }
        catch (Exception fault) when (!(fault is OperationCanceledException && ct.IsCancellationRequested) && Advice(fault, watch) is { } advice)
        {
            throw new StorageException($"{what}: {advice}", fault);
        }
    }

    /// <summary>For answers that a client takes without looking.</summary>
    /// <exception cref="FormatException">The service does not answer so.</exception>
    public static void Require(bool isOfTheService)
    {
        if (!isOfTheService)
        {
            throw new FormatException(NotTheService);
        }
    }

    /// <summary>Whether it was the service itself that refused: it always says why.</summary>
    public static bool IsRefused(this RequestFailedException fault, params ReadOnlySpan<int> statuses) =>
        statuses.Contains(fault.Status) && !string.IsNullOrEmpty(fault.ErrorCode);

    // Null for what is nobody's fault but our own.
    private static string? Advice(Exception fault, AnswerWatch watch) => fault switch
    {
        // After its last try the pipeline throws what the tries ended with, and all of them together when they were several.
        AggregateException { InnerExceptions: [.., var last] } => Advice(last, watch),
        RequestFailedException { Status: 0 } or OperationCanceledException or IOException or HttpRequestException => Unreachable,
        RequestFailedException refused => $"{Advice(refused)} (HTTP {$"{refused.Status} {refused.ErrorCode}".TrimEnd()})",
        AuthenticationFailedException => "signing in failed. Check the managed identity or the credential of the host.",
        _ => watch.Answered ? NotTheService : null,
    };

    private static string Advice(RequestFailedException fault) => fault.Status switch
    {
        401 or 403 => "not allowed. Give the identity the data contributor roles for tables and queues, or check the account's key and firewall.",
        429 or 503 => "the account is over its limits, and waiting did not help. Spread the work over time or over more accounts.",
        >= 500 => "the service failed, and trying again did not help.",
        _ when string.IsNullOrEmpty(fault.ErrorCode) => NotTheService,
        404 => "not found.",
        _ => "the service refused the request.",
    };
}
