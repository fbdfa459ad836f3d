using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Funnel.Triage.Training;

namespace Funnel.Embedded.Commands;

/// <summary><c>funnel train</c>: makes the built-in model anew.</summary>
internal static class TrainCommand
{
    internal static Command Create()
    {
        var data = new Option<string>("--data") { Description = "Folder with train.jsonl and, where they exist, stream.tsv (for the labels set on it) and dev.jsonl (left out).", Required = true };
        var output = new Option<string>("--out") { Description = "Where to write the model.", Required = true };
        var seed = new Option<int>("--seed") { Description = "The same seed and folder give the same bytes.", DefaultValueFactory = _ => 1 };
        var command = new Command("train", "Trains the triage model from a folder of comments.") { data, output, seed };
        command.SetAction((parsed, cancellationToken) => Run(parsed.GetValue(data)!, parsed.GetValue(output)!, parsed.GetValue(seed), cancellationToken));
        return command;
    }

    private static async Task<int> Run(string data, string output, int seed, CancellationToken cancellationToken)
    {
        try
        {
            var watch = Stopwatch.StartNew();
            void Report(string line) => System.Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds,6:F1} s  {line}"));
            var model = new TriageTrainer(seed, Report).Train(data, cancellationToken);
            using var bytes = new MemoryStream();
            model.Write(bytes);
            await File.WriteAllBytesAsync(output, bytes.ToArray(), cancellationToken);
            Report(string.Create(CultureInfo.InvariantCulture, $"wrote {output}, {bytes.Length / 1024.0:F0} KB"));
            return 0;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            await System.Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
