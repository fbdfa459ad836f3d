using System.Globalization;

namespace Funnel.Benchmarks;

/// <summary>
/// Runs a piece of work and prints how many units of it were done in a second, and the processor time of one unit over all threads: the
/// first depends on what else the machine does, the second hardly.
/// </summary>
internal static class Measurement
{
    /// <param name="what">Name of the line that is printed.</param>
    /// <param name="unit">What is counted, in the plural.</param>
    /// <param name="work">Does the work once; says how many units it did.</param>
    public static async Task<double> Rate(string what, string unit, Func<Task<long>> work)
    {
        var (start, processor) = (TimeProvider.System.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var done = await work();
        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        var each = (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / done;
        var line = string.Create(
            CultureInfo.InvariantCulture, $"{what,-44} {done / seconds,12:N0} {unit + "/s",-12} {each,8:N2} µs CPU each   ({done:N0} in {seconds:N2} s)");
        await System.Console.Out.WriteLineAsync(line);
        return done / seconds;
    }
}
