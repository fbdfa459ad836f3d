using System.Diagnostics;

namespace Funnel.Storage.Tests.Azure;

/// <summary>
/// The storage emulator, started for one test class on free ports and with nothing in it: its queues get slower with every message
/// stored, those of other tests included. Installed by <c>npm ci --prefix tests/Funnel.Storage.Tests/azurite</c>.
/// </summary>
public sealed class Azurite : IAsyncLifetime
{
    private Process? process;

    /// <summary>Why the tests on the emulator cannot run here; null when they can. Under CI they always run, and fail where it is missing.</summary>
    public static string? Missing { get; } =
        File.Exists(Script()) || string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase)
            ? null
            : "Azurite is not installed: npm ci --prefix tests/Funnel.Storage.Tests/azurite";

    public string ConnectionString { get; private set; } = "";

    public async Task InitializeAsync()
    {
        if (Missing is not null)
        {
            return;
        }

        Assert.True(File.Exists(Script()), "Azurite is not installed: npm ci --prefix tests/Funnel.Storage.Tests/azurite");
        process = Process.Start(new ProcessStartInfo(
            "node",
            [
                Script(), "--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
                "--skipApiVersionCheck", "--disableTelemetry", "--inMemoryPersistence", "--silent",
            ]) { RedirectStandardOutput = true })!;
        var queue = await Endpoint("Queue service is successfully listening at ");
        var table = await Endpoint("Table service is successfully listening at ");

        // The emulator's published account and key.
        ConnectionString = "AccountName=devstoreaccount1;"
            + "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;"
            + $"QueueEndpoint={queue}/devstoreaccount1;TableEndpoint={table}/devstoreaccount1";
    }

    public async Task DisposeAsync()
    {
        if (process is not null)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    private static string Script()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Funnel.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(
            folder?.FullName ?? "", "tests", "Funnel.Storage.Tests", "azurite", "node_modules", "azurite", "dist", "src", "azurite.js");
    }

    private async Task<string> Endpoint(string announcement)
    {
        while (await process!.StandardOutput.ReadLineAsync() is { } line)
        {
            var at = line.IndexOf(announcement, StringComparison.Ordinal);
            if (at >= 0)
            {
                return line[(at + announcement.Length)..].Trim();
            }
        }

        throw new InvalidOperationException($"Azurite ended before it said '{announcement}'.");
    }
}
