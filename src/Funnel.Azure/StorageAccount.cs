using Azure.Core;
using Funnel.Storage;

namespace Funnel.Azure;

/// <summary>The two services of an account, and the one of three that signs requests: read once, so that rows and queues cannot disagree.</summary>
internal sealed class StorageAccount
{
    public required Uri Tables { get; init; }

    public required Uri Queues { get; init; }

    public (string Account, string Key)? SharedKey { get; init; }

    /// <summary>A shared access signature, without its '?'.</summary>
    public string? Signature { get; init; }

    public TokenCredential? Credential { get; init; }

    /// <exception cref="ArgumentException">The options are incomplete or contradict each other.</exception>
    /// <exception cref="StorageException">The connection string cannot be read.</exception>
    public static StorageAccount Of(AzureStorageOptions options)
    {
        options.Validate();
        return options.ConnectionString is { } text ? ConnectionString.Read(text) : new()
        {
            Tables = ByIdentity(options.TableEndpoint, StorageAddress.Tables, options),
            Queues = ByIdentity(options.QueueEndpoint, StorageAddress.Queues, options),
            Credential = options.Credential,
        };
    }

    private static Uri ByIdentity(Uri? given, string service, AzureStorageOptions options) => given is null
        ? StorageAddress.Of(options.AccountName!, service, options.EndpointSuffix)
        : StorageAddress.ParseSafe(given.OriginalString)!;
}
