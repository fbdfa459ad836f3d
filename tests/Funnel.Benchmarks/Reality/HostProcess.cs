using System.Diagnostics;
using Funnel.Embedded;

namespace Funnel.Benchmarks.Reality;

/// <summary>A command of the product in a process of its own.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process process;

    public HostProcess(params string[] arguments)
    {
        process = Process.Start(new ProcessStartInfo("dotnet", [typeof(EmbeddedHost).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>SIGKILL: nothing of it happens any more.</summary>
    public async Task Kill()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    /// <summary>SIGSTOP, and SIGCONT when the time is over.</summary>
    public async Task StandStill(TimeSpan time)
    {
        await Signal("-STOP");
        await Task.Delay(time);
        await Signal("-CONT");
    }

    /// <summary>SIGTERM, as a service manager ends it.</summary>
    public async Task Stop()
    {
        if (!process.HasExited)
        {
            await Signal("-TERM");
            await process.WaitForExitAsync();
        }
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private async Task Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }
}
