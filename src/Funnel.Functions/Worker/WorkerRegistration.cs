using Funnel.Azure;
using Funnel.Configuration;
using Funnel.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Functions.Worker;

/// <summary>What the worker registers beside the functions: storage in the account that the host uses, and keys that its instances share.</summary>
public static class WorkerRegistration
{
    /// <exception cref="SettingsException">A setting is wrong, the storage connection included; names everything that is.</exception>
    public static IServiceCollection AddWorkerServices(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = new SettingsReader(configuration);
        services.AddWorkerServices(configuration, settings);
        settings.Check();
        return services;
    }

    /// <param name="settings">What is wrong is known when it is asked to check.</param>
    public static IServiceCollection AddWorkerServices(this IServiceCollection services, IConfiguration configuration, SettingsReader settings)
    {
        AddStorage(services, configuration, settings);
        return services.AddFunnelFunctions(settings).AddSharedKeyRing(settings);
    }

    private static void AddStorage(IServiceCollection services, IConfiguration configuration, SettingsReader settings)
    {
        try
        {
            services.AddAzureStorage(AzureStorageSettings.Read(configuration));
        }
        catch (Exception e) when (e is ArgumentException or StorageException or UriFormatException)
        {
            settings.Complain(AzureStorageSettings.DefaultConnection, e.Message);
        }
    }
}
