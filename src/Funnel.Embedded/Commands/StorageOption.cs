using System.CommandLine;
using Funnel.Azure;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Embedded.Commands;

/// <summary>Where rows and messages are kept: the data folder, or an Azure storage account.</summary>
internal static class StorageOption
{
    public static Option<string?> Create() => new("--storage")
    {
        Description = "Connection string of an Azure storage account (UseDevelopmentStorage=true for the emulator), or env:NAME; SQLite in the data folder when not given.",
    };

    /// <returns>Null for SQLite.</returns>
    /// <exception cref="UsageException">Not a connection string.</exception>
    public static Action<IServiceCollection>? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var connection = text.StartsWith("env:", StringComparison.Ordinal) ? Environment.GetEnvironmentVariable(text[4..]) : text;
        if (string.IsNullOrWhiteSpace(connection) || !connection.Contains('=', StringComparison.Ordinal))
        {
            throw new UsageException("--storage: write a connection string such as UseDevelopmentStorage=true, or env:NAME with a variable that holds one");
        }

        return services => services.AddAzureStorage(connection);
    }
}
