using System.Diagnostics;

namespace Funnel.Storage.Tests.Sqlite;

/// <summary>A second process that works on a store's file; see the project Funnel.Storage.Tests.Child.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process process;

    private ChildProcess(Process process) => this.process = process;

    /// <summary>Comes back when the child has opened the file.</summary>
    public static async Task<ChildProcess> Start(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Funnel.Storage.Tests.Child.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true };
        var child = new ChildProcess(Process.Start(start)!);
        Assert.Equal("ready", await child.ReadLine());
        return child;
    }

    public async Task<string?> ReadLine() => await process.StandardOutput.ReadLineAsync();

    /// <summary>What it prints until it ends by itself.</summary>
    public async Task<List<string>> ReadToEnd()
    {
        var lines = new List<string>();
        while (await ReadLine() is { } line)
        {
            lines.Add(line);
        }

        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return lines;
    }

    /// <summary>Ends it as `kill -9` does; returns what it had printed until then.</summary>
    public async Task<List<string>> Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
        var rest = await process.StandardOutput.ReadToEndAsync();

        // The last line may have been cut in the middle: it counts only with its line end.
        return [.. rest.Split('\n')[..^1]];
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }
}
