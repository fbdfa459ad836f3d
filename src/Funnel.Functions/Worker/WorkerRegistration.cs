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
        var errors = new SettingsErrors();
        errors.Note(() => AddStorage(services, configuration));
        errors.Note(() => services.AddFunnelFunctions(configuration));
        errors.Note(() => services.AddSharedKeyRing(configuration));
        errors.Throw();
        return services;
    }

    private static void AddStorage(IServiceCollection services, IConfiguration configuration)
    {
        try
        {
            services.AddAzureStorage(AzureStorageSettings.Read(configuration));
        }
        catch (Exception e) when (e is ArgumentException or StorageException or UriFormatException)
        {
            throw new SettingsException([$"{AzureStorageSettings.DefaultConnection}: {e.Message}"]);
        }
    }
}
