using Azure.Core;
using Funnel.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Azure;

public static class AzureStorageRegistration
{
    /// <summary>Keeps rows in Table Storage and messages in Queue Storage. Tables and queues are made when they are first written to.</summary>
    /// <exception cref="ArgumentException">The options are incomplete or contradict each other.</exception>
    /// <exception cref="StorageException">The connection string cannot be read.</exception>
    public static IServiceCollection AddAzureStorage(this IServiceCollection services, AzureStorageOptions options)
    {
        StorageAccount.Of(options); // what is wrong is said at the start, not to the first message
        services.AddSingleton<IRows>(_ => new AzureRows(AzureClients.Tables(options)));
        services.AddSingleton(_ => new AzureQueues(AzureClients.Queues(options)));
        services.AddSingleton<IQueues>(s => s.GetRequiredService<AzureQueues>());
        services.AddSingleton<IMessageBodies>(s => s.GetRequiredService<AzureQueues>());
        return services;
    }

    /// <summary>With a connection string; <c>UseDevelopmentStorage=true</c> is the emulator.</summary>
    public static IServiceCollection AddAzureStorage(this IServiceCollection services, string connectionString) =>
        services.AddAzureStorage(new AzureStorageOptions { ConnectionString = connectionString });

    /// <summary>With the name of an account in the public cloud and an identity, such as a managed one.</summary>
    public static IServiceCollection AddAzureStorage(this IServiceCollection services, string accountName, TokenCredential credential) =>
        services.AddAzureStorage(new AzureStorageOptions { AccountName = accountName, Credential = credential });
}
