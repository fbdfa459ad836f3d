using Azure.Core;

namespace Funnel.Azure;

/// <summary>
/// Which storage account, and how to sign in: a <see cref="ConnectionString"/>, or a <see cref="Credential"/>, as a function app with a managed
/// identity has, with an <see cref="AccountName"/> or both endpoints.
/// </summary>
public sealed record AzureStorageOptions
{
    /// <summary>The account's connection string, or <c>UseDevelopmentStorage=true</c> for the emulator on its usual ports.</summary>
    public string? ConnectionString { get; init; }

    public string? AccountName { get; init; }

    /// <summary>Needs the roles Storage Table Data Contributor and Storage Queue Data Contributor on the account.</summary>
    public TokenCredential? Credential { get; init; }

    /// <summary>End of the services' host names: <c>core.chinacloudapi.cn</c> in Azure China.</summary>
    public string EndpointSuffix { get; init; } = "core.windows.net";

    /// <summary>Where the tables are, when that does not follow from the account's name. Must be https.</summary>
    public Uri? TableEndpoint { get; init; }

    /// <summary>Where the queues are, when that does not follow from the account's name. Must be https.</summary>
    public Uri? QueueEndpoint { get; init; }

    /// <summary>
    /// Called with the options of each of the two clients before it is made: to add a policy such as <see cref="StorageOperationCounter"/>, or
    /// to set a transport.
    /// </summary>
    public Action<ClientOptions>? ConfigurePipeline { get; init; }

    /// <summary>Without the connection string, which holds a key.</summary>
    public override string ToString() => $"{nameof(AzureStorageOptions)} {{ {(ConnectionString is null ? AccountName ?? TableEndpoint?.Host : "a connection string")} }}";

    /// <exception cref="ArgumentException">Neither way to sign in is complete, or both are given, or a name or an address cannot be one.</exception>
    internal void Validate()
    {
        var byString = !string.IsNullOrWhiteSpace(ConnectionString);
        var isNamed = !string.IsNullOrWhiteSpace(AccountName) || (TableEndpoint is not null && QueueEndpoint is not null);
        if (byString == (isNamed && Credential is not null) || (byString && (AccountName ?? (object?)TableEndpoint ?? QueueEndpoint) is not null))
        {
            throw new ArgumentException(
                "Azure storage needs either a connection string, or a credential together with the account's name or the addresses of both services.");
        }

        Require(AccountName is null || StorageAddress.IsName(AccountName), nameof(AccountName), StorageAddress.NameRule);
        Require(StorageAddress.IsSuffix(EndpointSuffix), nameof(EndpointSuffix), StorageAddress.SuffixRule);
        Require(IsSafe(TableEndpoint), nameof(TableEndpoint), StorageAddress.SafeRule);
        Require(IsSafe(QueueEndpoint), nameof(QueueEndpoint), StorageAddress.SafeRule);
    }

    // The clients refuse to send a token over a connection that others can read.
    private static bool IsSafe(Uri? uri) => uri is null || StorageAddress.ParseSafe(uri.OriginalString) is not null;

    private static void Require(bool holds, string name, string rule)
    {
        if (!holds)
        {
            throw new ArgumentException($"{name} {rule}.");
        }
    }
}
