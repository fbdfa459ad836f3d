using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Funnel.Embedded.Demo;
using Funnel.Leads;
using Funnel.Measure;
using Funnel.Sandbox;

namespace Funnel.Embedded.Commands;

/// <summary><c>funnel demo</c>: sandbox and host in one process; comments turn into contacts who receive their material.</summary>
internal static class DemoCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(1);

    internal static Command Create()
    {
        var seed = new Option<int>("--seed") { Description = "Decides who comes and what they do.", DefaultValueFactory = _ => 1 };
        var speed = new Option<double>("--speed") { Description = "How many times faster people act.", DefaultValueFactory = _ => 30 };
        var length = new Option<string?>("--for") { Description = "How long people come, such as 60s or 5m; until Ctrl-C when not given." };
        var port = new Option<int>("--port") { Description = "Port of the host; a free one when not given." };
        var data = new Option<string?>("--data") { Description = "Folder to keep the data in; a temporary one when not given." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object at the end instead of the table." };
        var platforms = PlatformsOption.Create();
        var follow = new Option<bool>("--follow") { Description = "With assist: whoever asked is followed too, by hand." };
        var faults = SandboxCommand.FaultOption();
        var storage = StorageOption.Create();
        var profile = ProfileOption.Create();
        Ports.Check(port);
        var command = new Command("demo", "Shows everything on this machine: simulated people comment, ask, chat, add and receive their material.")
        {
            seed, speed, length, platforms, follow, port, data, json, storage, profile, faults,
        };
        command.SetAction((parsed, ct) => Run(
            new SandboxOptions
            {
                Seed = parsed.GetValue(seed),
                Speed = parsed.GetValue(speed),
                Sources = PlatformsOption.Parse(parsed.GetValue(platforms)),
                Follows = parsed.GetValue(follow),
                Grows = true,
                Faults = SandboxCommand.ParseFaults(parsed.GetValue(faults) ?? []),
            },
            new DemoOptions(parsed.GetValue(data) ?? "", parsed.GetValue(port), StorageOption.Parse(parsed.GetValue(storage))) { Profile = parsed.GetValue(profile) },
            parsed.GetValue(length), parsed.GetValue(json), ct));
        return command;
    }

    private static async Task<int> Run(SandboxOptions people, DemoOptions options, string? length, bool json, CancellationToken ct)
    {
        var time = Duration(length);
        var temporary = options.Data.Length == 0 ? Directory.CreateTempSubdirectory("funnel-demo-") : null;
        try
        {
            var sandbox = await SandboxCommand.Start(people, ct);
            await using var demo = await DemoRun.Start(temporary is null ? options : options with { Data = temporary.FullName }, sandbox, ct);
            var screen = json ? System.Console.Error : System.Console.Out;
            await demo.Host.Services.PrintConsoleLink(demo.Host.BaseUrl, screen);
            await Watch(demo, time, screen, ct);
            await screen.WriteLineAsync($"{Environment.NewLine}Nobody new comes now; finishing what is under way …");
            var result = await demo.Finish(CancellationToken.None);
            await Print(result, json);
            return result is { BooksAgree: true, DuplicateReplies: 0, DuplicateMessages: 0, DuplicateRewards: 0, Missed: 0 } ? CommandLine.Done : CommandLine.Failed;
        }
        finally
        {
            temporary?.Delete(recursive: true);
        }
    }

    /// <summary>One live line, rewritten on a terminal, a new one every few seconds elsewhere.</summary>
    private static async Task Watch(DemoRun demo, TimeSpan? time, TextWriter screen, CancellationToken ct)
    {
        var terminal = ReferenceEquals(screen, System.Console.Out) ? !System.Console.IsOutputRedirected : !System.Console.IsErrorRedirected;
        for (var tick = 0; !ct.IsCancellationRequested && (time is null || demo.Elapsed < time); tick++)
        {
            if (terminal || tick % 5 == 0)
            {
                var line = Line(await demo.Numbers(CancellationToken.None), demo.Elapsed);
                await screen.WriteAsync(terminal ? "\r" + line.PadRight(110) : line + Environment.NewLine);
            }

            var left = time is { } end ? end - demo.Elapsed : ProgressEvery;
            await Ending.Wait(ct, left < ProgressEvery ? (left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1)) : ProgressEvery);
        }
    }

    private static string Line(FunnelNumbers n, TimeSpan elapsed)
    {
        var stages = string.Join("  ", n.People.Where(p => p.Key > Stage.Inquired).OrderBy(p => p.Key).Select(p => $"{p.Key.ToString().ToLowerInvariant()} {p.Value}"));
        return string.Create(CultureInfo.InvariantCulture,
            $"{elapsed.TotalSeconds,4:0}s  comments {n.Comments}  inquiries {n.Inquiries}  {stages}  ({n.Comments / Math.Max(1, elapsed.TotalSeconds):0} comments/s)");
    }

    private static async Task Print(DemoResult r, bool json)
    {
        foreach (var problem in r.Problems.Take(20))
        {
            await System.Console.Error.WriteLineAsync("  ! " + problem);
        }

        if (json)
        {
            await System.Console.Out.WriteLineAsync(JsonSerializer.Serialize(r, Json));
            return;
        }

        var top = Math.Max(1, r.Inquiries);
        await System.Console.Out.WriteLineAsync();
        foreach (var (name, count) in new[] { ("inquiries", r.Inquiries), ("replied", r.Replied), ("talking", r.Talking), ("invited", r.Invited), ("added", r.Added), ("served", r.Served), ("grouped", r.Grouped) })
        {
            await System.Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {name,-10}{count,7}  {100.0 * count / top,5:0.0} %  {new string('█', 40 * count / top)}"));
        }

        foreach (var (name, c) in r.Connectors.Where(_ => r.Connectors.Count > 1))
        {
            await System.Console.Out.WriteLineAsync($"  {name,-12}{c.Inquiries} inquiries, {c.Replied} replied, {c.Invited} invited, {c.Added} added, {c.Served} served");
        }

        await System.Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"  of {r.Comments} comments; {r.Lost} lost, {r.Parked} parked ({r.ParkedReplies} replies, {100.0 * r.ParkedReplies / top:0.0} %); {r.Referred} brought friends, {r.Rewarded} rewarded{Environment.NewLine}  against the sandbox's books: {(r.BooksAgree ? "all agrees" : "NOT all agrees")}, {r.DuplicateReplies} duplicate replies, {r.DuplicateMessages} duplicate messages, {r.DuplicateRewards} duplicate rewards, {r.Missed} missed; {r.Seconds} s"));
    }

    /// <exception cref="UsageException">Not a length of time.</exception>
    private static TimeSpan? Duration(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var unit = text.Length > 0 ? text[^1] : ' ';
        var digits = char.IsAsciiDigit(unit) ? text : text[..^1];
        if (!double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value <= 0 || !(char.IsAsciiDigit(unit) || unit is 's' or 'm' or 'h'))
        {
            throw new UsageException($"--for {text}: write a length such as 45s, 10m or 2h");
        }

        return unit switch { 'm' => TimeSpan.FromMinutes(value), 'h' => TimeSpan.FromHours(value), _ => TimeSpan.FromSeconds(value) };
    }
}
