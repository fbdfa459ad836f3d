using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Funnel.Storage;

namespace Funnel.Azure;

/// <summary>Makes the two service clients from the options.</summary>
internal static class AzureClients
{
    /// <exception cref="StorageException">The connection string cannot be read.</exception>
    public static TableServiceClient Tables(AzureStorageOptions options)
    {
        options.Validate();
        var client = Configure(new TableClientOptions(), options);
        return Read(options, () => options.ConnectionString is { } text
            ? new TableServiceClient(text, client)
            : new TableServiceClient(Endpoint(options, "table"), options.Credential!, client));
    }

    /// <summary>Messages are Base64, as the Functions host writes and expects them.</summary>
    /// <exception cref="StorageException">The connection string cannot be read.</exception>
    public static QueueServiceClient Queues(AzureStorageOptions options)
    {
        options.Validate();
        var client = Configure(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }, options);
        client.MessageDecodingFailed += UndecodableMessages.MoveAway;
        return Read(options, () => options.ConnectionString is { } text
            ? new QueueServiceClient(text, client)
            : new QueueServiceClient(Endpoint(options, "queue"), options.Credential!, client));
    }

    private static T Configure<T>(T client, AzureStorageOptions options)
        where T : ClientOptions
    {
        // Azure.Core's policy retries 408, 429 and 5xx with growing, jittered pauses, longer when the answer says Retry-After. A commit that
        // is tried again after its answer was lost ends as a conflict: the caller reads again and sees its own write.
        client.Retry.Mode = RetryMode.Exponential;
        client.Retry.MaxRetries = 6;
        client.Retry.Delay = TimeSpan.FromMilliseconds(200);
        client.Retry.MaxDelay = TimeSpan.FromSeconds(10);
        client.Retry.NetworkTimeout = TimeSpan.FromSeconds(30);
        options.ConfigurePipeline?.Invoke(client);
        return client;
    }

    private static Uri Endpoint(AzureStorageOptions options, string service) => new($"https://{options.AccountName}.{service}.{options.EndpointSuffix}");

    private static T Read<T>(AzureStorageOptions options, Func<T> create)
    {
        try
        {
            return create();
        }
        catch (Exception fault) when (options.ConnectionString is not null && fault is FormatException or ArgumentException or InvalidOperationException)
        {
            // The clients' messages may quote what they could not read, and that may be a key.
            throw new StorageException(
                "The storage connection string cannot be read. It is a list such as 'AccountName=…;AccountKey=…;EndpointSuffix=core.windows.net', "
                + "or 'UseDevelopmentStorage=true' for the emulator.");
        }
    }
}
