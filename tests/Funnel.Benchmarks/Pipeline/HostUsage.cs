using System.Globalization;

namespace Funnel.Benchmarks.Pipeline;

/// <summary>What a process used up to now, as Linux tells it.</summary>
/// <param name="Cpu">Processor time of all its threads.</param>
/// <param name="Memory">Resident, in bytes; and the most that there was.</param>
/// <param name="Written">Bytes through write calls.</param>
internal sealed record HostUsage(TimeSpan Cpu, long Memory, long MostMemory, long Written)
{
    private const double TicksPerSecond = 100; // USER_HZ

    public static HostUsage Of(int process)
    {
        var folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/");
        var stat = File.ReadAllText(folder + "stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return new(TimeSpan.FromSeconds((long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond),
            Line(folder + "status", "VmRSS:") * 1024, Line(folder + "status", "VmHWM:") * 1024, Line(folder + "io", "wchar:"));
    }

    private static long Line(string file, string name) =>
        long.Parse(File.ReadLines(file).First(l => l.StartsWith(name, StringComparison.Ordinal)).Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}
