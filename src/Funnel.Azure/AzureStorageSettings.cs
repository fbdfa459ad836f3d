using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;

namespace Funnel.Azure;

/// <summary>Reads the settings of a storage connection as the Functions host does, so that functions and triggers use the same account.</summary>
public static class AzureStorageSettings
{
    /// <summary>The connection that the Functions host itself needs.</summary>
    public const string DefaultConnection = "AzureWebJobsStorage";

    /// <summary>
    /// <c>{name}</c> = connection string; or for an identity <c>{name}__accountName</c>, or <c>{name}__queueServiceUri</c> or
    /// <c>{name}__tableServiceUri</c> outside the public cloud, with <c>{name}__clientId</c> for a user-assigned one.
    /// </summary>
    /// <exception cref="ArgumentException">No such setting; the message names them.</exception>
    public static AzureStorageOptions Read(IConfiguration configuration, string name = DefaultConnection)
    {
        var section = configuration.GetSection(name);
        if (!string.IsNullOrWhiteSpace(section.Value))
        {
            return new() { ConnectionString = section.Value };
        }

        var credential = Credential(section["clientId"]);
        if (section["accountName"] is { Length: > 0 } account)
        {
            return new() { AccountName = account, Credential = credential };
        }

        return FromUri(section["tableServiceUri"] ?? section["queueServiceUri"], name) with { Credential = credential };
    }

    private static TokenCredential Credential(string? clientId) => string.IsNullOrWhiteSpace(clientId)
        ? new DefaultAzureCredential()
        : new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId));

    // https://{account}.table.{suffix}
    private static AzureStorageOptions FromUri(string? uri, string name)
    {
        var labels = Uri.TryCreate(uri, UriKind.Absolute, out var parsed) ? parsed.Host.Split('.', 3) : [];
        return labels.Length == 3
            ? new() { AccountName = labels[0], EndpointSuffix = labels[2] }
            : throw new ArgumentException(
                $"No storage account is set. Give {name} a connection string, or {name}__accountName an account's name, "
                + $"or {name}__tableServiceUri an address such as https://shop.table.core.chinacloudapi.cn.");
    }
}
