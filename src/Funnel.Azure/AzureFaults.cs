using System.Text.Json;
using System.Xml;
using Azure;
using Azure.Identity;
using Funnel.Storage;

namespace Funnel.Azure;

/// <summary>Turns the clients' faults into <see cref="StorageException"/>, said so that an operator knows what to do.</summary>
internal static class AzureFaults
{
    public static async Task<T> Guard<T>(string what, Func<Task<T>> call, CancellationToken ct)
    {
        try
        {
            return await call();
        }
        catch (RequestFailedException fault)
        {
            throw new StorageException($"{what}: {Advice(fault)} (HTTP {fault.Status} {fault.ErrorCode})", fault);
        }
        catch (AuthenticationFailedException fault)
        {
            throw new StorageException($"{what}: signing in failed. Check the managed identity or the credential of the host.", fault);
        }
        catch (Exception fault) when (fault is JsonException or XmlException)
        {
            throw new StorageException($"{what}: what answered is not the storage service. Check the account's name and any proxy in between.", fault);
        }
        catch (FormatException fault)
        {
            throw new StorageException($"{what}: {fault.Message}", fault);
        }
        catch (Exception fault) when (IsUnreachable(fault) && !ct.IsCancellationRequested)
        {
            throw new StorageException($"{what}: the storage account did not answer. Check its name, the network and its firewall.", fault);
        }
    }

    // After its last try the pipeline throws what the tries ended with, and all of them together when they were several.
    private static bool IsUnreachable(Exception fault) => fault is AggregateException or OperationCanceledException or IOException or HttpRequestException;

    private static string Advice(RequestFailedException fault) => fault.Status switch
    {
        0 => "the storage account did not answer. Check its name, the network and its firewall.",
        401 or 403 => "not allowed. Give the identity the data contributor roles for tables and queues, or check the account's key and firewall.",
        404 => "not found.",
        429 or 503 => "the account is over its limits, and waiting did not help. Spread the work over time or over more accounts.",
        >= 500 => "the service failed, and trying again did not help.",
        _ => "the service refused the request.",
    };
}
