using System.Diagnostics;
using Funnel.Embedded;

namespace Funnel.Benchmarks.Reality;

/// <summary>A command of the product in a process of its own.</summary>
internal sealed class HostProcess : IDisposable
{
    private const int KeptWords = 20;
    private readonly Process process;
    private readonly Queue<string> words = new();

    public HostProcess(params string[] arguments)
        : this(typeof(EmbeddedHost).Assembly.Location, arguments)
    {
    }

    private HostProcess(string program, string[] arguments)
    {
        process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => process.Id;

    /// <summary>The last lines that it said.</summary>
    public string LastWords
    {
        get
        {
            lock (words)
            {
                return string.Join(Environment.NewLine, words);
            }
        }
    }

    /// <param name="program">The assembly of another program, or of another build.</param>
    public static HostProcess Of(string program, string[] arguments) => new(program, arguments);

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

    private void Keep(string? line)
    {
        lock (words)
        {
            if (line is not null)
            {
                words.Enqueue(line);
            }

            if (words.Count > KeptWords)
            {
                words.Dequeue();
            }
        }
    }

    private async Task Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }
}
