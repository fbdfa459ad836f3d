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
    /// <c>{name}__tableServiceUri</c> outside the public cloud (both, where one cannot be told from the other), with <c>{name}__clientId</c> for
    /// a user-assigned one.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such setting, or it is wrong; the message names it.</exception>
    public static AzureStorageOptions Read(IConfiguration configuration, string name = DefaultConnection)
    {
        var section = configuration.GetSection(name);
        if (!string.IsNullOrWhiteSpace(section.Value))
        {
            return new() { ConnectionString = section.Value };
        }

        var (account, table, queue) = (Text(section, "accountName"), Text(section, "tableServiceUri"), Text(section, "queueServiceUri"));
        var any = table ?? queue ?? Text(section, "blobServiceUri");
        if ((account ?? any) is null)
        {
            throw new ArgumentException(
                $"No storage account is set. Give {name} a connection string, or {name}__accountName an account's name, "
                + $"or {name}__tableServiceUri an address such as https://shop.table.core.chinacloudapi.cn.");
        }

        Require(account is null || StorageAddress.IsName(account), $"{name}__accountName", StorageAddress.NameRule);
        var options = (account is null ? FromAddress(any) : new() { AccountName = account }) with
        {
            TableEndpoint = Address(table, "tableServiceUri", name),
            QueueEndpoint = Address(queue, "queueServiceUri", name),
            Credential = Credential(Text(section, "clientId")),
        };
        Require(
            options.AccountName is not null || (table is not null && queue is not null),
            table is null ? $"{name}__tableServiceUri" : $"{name}__queueServiceUri",
            "is needed too, because it cannot be told from the other address: that is not one such as https://shop.table.core.windows.net");
        return options;
    }

    private static string? Text(IConfigurationSection section, string key) => section[key]?.Trim() is { Length: > 0 } text ? text : null;

    private static TokenCredential Credential(string? clientId) => clientId is null
        ? new DefaultAzureCredential()
        : new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId));

    private static Uri? Address(string? text, string key, string name)
    {
        var uri = text is null ? null : StorageAddress.ParseSafe(text);
        Require(text is null || uri is not null, $"{name}__{key}", $"{StorageAddress.SafeRule}. Or give {name}__accountName the account's name");
        return uri;
    }

    // https://{account}.table.{suffix}: then the other service is where the name says.
    private static AzureStorageOptions FromAddress(string? text)
    {
        var labels = StorageAddress.ParseSafe(text ?? "") is { AbsolutePath: "/" } uri ? uri.Host.Split('.', 3) : [];
        return labels is [var account, StorageAddress.Tables or StorageAddress.Queues or StorageAddress.Blobs, var suffix] && StorageAddress.IsName(account)
            ? new() { AccountName = account, EndpointSuffix = suffix }
            : new();
    }

    private static void Require(bool holds, string setting, string rule)
    {
        if (!holds)
        {
            throw new ArgumentException($"{setting} {rule}.");
        }
    }
}
