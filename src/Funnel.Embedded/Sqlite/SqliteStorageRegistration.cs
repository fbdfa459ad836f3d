using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Funnel.Embedded.Sqlite;

public static class SqliteStorageRegistration
{
    /// <summary>The database's name in the data folder.</summary>
    public const string FileName = "funnel.db";

    /// <summary>
    /// Keeps rows and queues in <c>funnel.db</c> in <paramref name="folder"/>, opened when first asked for. Time comes from the registered
    /// <see cref="TimeProvider"/>, else from the system. The container must be disposed asynchronously, as hosts do: that finishes the writes.
    /// </summary>
    public static IServiceCollection AddSqliteStorage(this IServiceCollection services, string folder)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => SqliteStore.Open(Path.Combine(folder, FileName), provider.GetRequiredService<TimeProvider>(), log: provider.GetService<ILogger<SqliteStore>>()));
        // A container ends an object once for every service it is registered as, the last one first: what others still need while they end must be registered once.
        services.AddSingleton(provider => provider.GetRequiredService<SqliteStore>().History);
        services.AddSingleton(provider => provider.GetRequiredService<SqliteStore>().Wiper);
        services.AddSingleton(provider => provider.GetRequiredService<SqliteStore>().Bodies);
        services.AddSingleton(provider => provider.GetRequiredService<SqliteStore>().Rows);
        services.AddSingleton(provider => provider.GetRequiredService<SqliteStore>().Queues);
        return services;
    }
}
