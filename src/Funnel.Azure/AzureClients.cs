using Azure;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage;
using Azure.Storage.Queues;
using Funnel.Storage;

namespace Funnel.Azure;

/// <summary>Makes the two service clients from the options.</summary>
internal static class AzureClients
{
    /// <exception cref="ArgumentException">The options are incomplete or contradict each other.</exception>
    /// <exception cref="StorageException">The connection string cannot be read.</exception>
    public static TableServiceClient Tables(AzureStorageOptions options)
    {
        var account = StorageAccount.Of(options);
        var client = Configure(new TableClientOptions(), options);
        return account switch
        {
            { SharedKey: { } key } => new(account.Tables, new TableSharedKeyCredential(key.Account, key.Key), client),
            { Signature: { } signature } => new(account.Tables, new AzureSasCredential(signature), client),
            _ => new(account.Tables, account.Credential!, client),
        };
    }

    /// <inheritdoc cref="Tables"/>
    public static QueueServiceClient Queues(AzureStorageOptions options)
    {
        var account = StorageAccount.Of(options);
        var client = Configure(new QueueClientOptions(), options);
        return account switch
        {
            { SharedKey: { } key } => new(account.Queues, new StorageSharedKeyCredential(key.Account, key.Key), client),
            { Signature: { } signature } => new(account.Queues, new AzureSasCredential(signature), client),
            _ => new(account.Queues, account.Credential!, client),
        };
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
        client.AddPolicy(AnswerWatch.Policy, HttpPipelinePosition.BeforeTransport);
        options.ConfigurePipeline?.Invoke(client);
        return client;
    }
}
