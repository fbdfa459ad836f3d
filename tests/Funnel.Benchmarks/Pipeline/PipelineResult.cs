using System.Globalization;
using System.Text;
using Funnel.Benchmarks.Pipeline.Stub;

namespace Funnel.Benchmarks.Pipeline;

/// <summary>What a run came to: the stub's view, what the host used, and the floors of the same machine.</summary>
internal sealed record PipelineResult(StubReport Seen, bool Arrives, HostUsage Host, TimeSpan StubCpu, long Stored, int Warm, PipelineFloors? Floors)
{
    public double LeadsPerSecond => Seen.Replied / Math.Max(0.001, Seen.Seconds);

    public double CommentsPerSecond => Seen.Comments / Math.Max(0.001, Seen.Seconds);

    public double HostMillisecondsALead => Host.Cpu.TotalMilliseconds / Math.Max(1, Seen.Replied);

    public double StubMillisecondsALead => StubCpu.TotalMilliseconds / Math.Max(1, Seen.Replied);

    /// <summary>What must not be: each line says what, and of how many people.</summary>
    public IReadOnlyList<string> Failures =>
    [
        .. new (int People, string What)[]
        {
            (Seen.DoubleReplies, "replies too many"), (Seen.DoubleMessages, "messages too many"), (Seen.DoubleWelcomes, "welcomes too many"), (Seen.Asked - Seen.Replied, "people never answered"),
            (Seen.Replied - Seen.Messaged, "people never invited"), (Arrives ? Seen.Messaged - Seen.Welcomed : 0, "people never welcomed"), (Seen.WindowsLost, "windows lost"),
        }.Where(f => f.People > 0).Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.People} {f.What}")),
    ];

    public override string ToString()
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
        Line($"{Seen.Comments:N0} comments, {Seen.Asked:N0} ask; {Seen.Replied:N0} replies, {Seen.Messaged:N0} invitations, {Seen.Welcomed:N0} welcomes in {Seen.Seconds:N1} s");
        Line($"  leads/s                   {LeadsPerSecond,10:N0}");
        Line($"  comments/s                {CommentsPerSecond,10:N0}");
        Line($"  processor, ms a lead      {HostMillisecondsALead,10:N2}   (the stub's {StubMillisecondsALead:N2})");
        Line($"  written, KB a lead        {Host.Written / 1024.0 / Math.Max(1, Seen.Replied),10:N1}   stored {Stored / 1024.0 / Math.Max(1, Seen.Replied + Warm):N1} KB a lead, the log included");
        Line($"  memory, MB                {Host.Memory >> 20,10:N0}   at most {Host.MostMemory >> 20:N0}");
        Line($"  reads                     {Seen.Reads,10:N0}   at most {Seen.ReadsInAMinute:N0} in a minute");
        foreach (var (what, wait) in new[] { ("visible → reply", Seen.Reply), ("chat opened → message", Seen.Message), ("added → welcome", Seen.Welcome) }.Where(w => w.Item2.People > 0))
        {
            Line($"  {what,-25} {wait.P50,10:N0}   {wait.P95:N0}   {wait.P99:N0} ms (p50, p95, p99), at most {wait.Most:N0}");
        }

        if (Seen.ReplyByAccount.Count > 1)
        {
            Line($"  by account, p50 s         {string.Join(' ', Seen.ReplyByAccount.Select(w => (w.P50 / 1000).ToString("N1", CultureInfo.InvariantCulture)))}");
        }

        if (Floors is { } floors)
        {
            Line($"  plain worker              {floors.PlainPerSecond,10:N0} leads/s ({LeadsPerSecond / floors.PlainPerSecond:P0} of it), {floors.PlainMilliseconds:N2} ms a lead ({HostMillisecondsALead / floors.PlainMilliseconds:N1} ×)");
            Line($"  lead commits              {floors.CommitsPerSecond,10:N0} /s; HTTP posts {floors.PostsPerSecond:N0} /s");
        }

        Line($"{(Failures.Count == 0 ? "nobody doubled, missed or lost" : "FAILED: " + string.Join(", ", Failures))}");
        return text.ToString().TrimEnd();
    }
}
