using Azure.Core;

namespace Funnel.Azure;

/// <summary>
/// Which storage account, and how to sign in: a <see cref="ConnectionString"/>, or an <see cref="AccountName"/> with a
/// <see cref="Credential"/>, as a function app with a managed identity has.
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

    /// <summary>
    /// Called with the options of each of the two clients before it is made: to add a policy such as <see cref="StorageOperationCounter"/>, or
    /// to set a transport.
    /// </summary>
    public Action<ClientOptions>? ConfigurePipeline { get; init; }

    /// <exception cref="ArgumentException">Neither way to sign in is complete, or both are given.</exception>
    internal void Validate()
    {
        var byString = !string.IsNullOrWhiteSpace(ConnectionString);
        var byName = !string.IsNullOrWhiteSpace(AccountName) && Credential is not null;
        if (byString == byName || (byString && AccountName is not null))
        {
            throw new ArgumentException("Azure storage needs either a connection string, or an account's name together with a credential.");
        }
    }
}
