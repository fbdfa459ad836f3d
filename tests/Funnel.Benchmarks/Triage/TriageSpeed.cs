using System.Diagnostics;
using System.Globalization;
using Funnel.Triage;
using Funnel.Triage.Training.Comments;

namespace Funnel.Benchmarks.Triage;

/// <summary>
/// Comments per second on one core, bytes allocated per comment, and the time to load the model. Over the stream in FUNNEL_DATA when it is set, otherwise over
/// as many comments made from the project's own patterns.
/// </summary>
public static class TriageSpeed
{
    private const int Rounds = 9;

    public static Task Run(string[] args)
    {
        var load = Stopwatch.StartNew();
        var model = TriageModel.Shipped;
        model.Score("这条裙子多少钱", out _, out _);
        Write($"cold load of the model and its words, until the first comment is scored, {load.Elapsed.TotalMilliseconds:F1} ms");
        var judge = new CommentJudge(model, new TriageOptions());
        var comments = Comments(out var source);
        var lengths = comments.Select(c => c.Length).Order().ToArray();
        Write($"{comments.Length} comments from {source}, median length {lengths[lengths.Length / 2]}, mean {lengths.Average():F1}");
        var best = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            best = Math.Min(best, Round(judge, comments));
        }

        Write($"best of {Rounds}: {comments.Length / best:F0} comments/s, {1e9 * best / comments.Length:F0} ns each");
        return Task.CompletedTask;
    }

    private static double Round(CommentJudge judge, string[] comments)
    {
        var answered = 0;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var process = Process.GetCurrentProcess();
        var used = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        foreach (var comment in comments)
        {
            answered += judge.Judge(comment).Decision == Decision.Answer ? 1 : 0;
        }

        // On a machine that others use too the clock on the wall measures them; one thread's processor time is one core's work.
        var wall = watch.Elapsed.TotalSeconds;
        process.Refresh();
        var seconds = (process.TotalProcessorTime - used).TotalSeconds;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Write($"  {comments.Length / seconds,10:F0} comments/s of processor time, {comments.Length / wall,10:F0} by the clock, {(double)allocated / comments.Length:F3} bytes allocated each, {answered} answered");
        return seconds;
    }

    private static string[] Comments(out string source)
    {
        var path = Environment.GetEnvironmentVariable("FUNNEL_DATA") is { Length: > 0 } folder ? Path.Combine(folder, "stream.tsv") : null;
        if (path is not null && File.Exists(path))
        {
            source = "stream.tsv";
            return [.. TrainingData.ReadStream(path)];
        }

        source = "the project's own patterns";
        return [.. OwnComments.Draw(perPattern: 800, seed: 1).Select(c => c.Text)];
    }

    private static void Write(FormattableString line) => System.Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
