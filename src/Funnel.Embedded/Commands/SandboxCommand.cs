using System.CommandLine;
using System.Globalization;
using Funnel.Sandbox;

namespace Funnel.Embedded.Commands;

/// <summary><c>funnel sandbox</c>: the wire-true platforms with their audience, in a process of their own.</summary>
internal static class SandboxCommand
{
    internal static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Port to listen on; 0 takes a free one.", Required = true };
        var seed = new Option<int>("--seed") { Description = "Decides who comes and what they do.", DefaultValueFactory = _ => 1 };
        var speed = new Option<double>("--speed") { Description = "How many times faster people act; the platforms' own limits stay in real time.", DefaultValueFactory = _ => 1 };
        var audience = new Option<int>("--audience") { Description = "How many people come.", DefaultValueFactory = _ => new SandboxOptions().Audience };
        var platforms = PlatformsOption.Create();
        var faults = FaultOption();
        var listLag = new Option<double>("--list-lag") { Description = "How late a reply may stand in the reply list, in seconds.", DefaultValueFactory = _ => new SandboxOptions().ListLagBy.TotalSeconds };
        var grows = new Option<bool>("--grows") { Description = "The configuration has a group and a reward for friends; people join, leave, and bring friends." };
        Ports.Check(port);
        var command = new Command("sandbox", "Runs platforms and WeCom on this machine with a simulated audience. GET /sandbox/config is a ready configuration for serve, GET /sandbox/books what really happened.")
        {
            port, seed, speed, audience, platforms, faults, listLag, grows,
        };
        command.SetAction((parsed, ct) => Run(new SandboxOptions
        {
            Port = parsed.GetValue(port),
            Seed = parsed.GetValue(seed),
            Speed = parsed.GetValue(speed),
            Audience = parsed.GetValue(audience),
            Sources = PlatformsOption.Parse(parsed.GetValue(platforms)),
            ListLagBy = TimeSpan.FromSeconds(parsed.GetValue(listLag)),
            Grows = parsed.GetValue(grows),
            Faults = ParseFaults(parsed.GetValue(faults) ?? []),
        }, ct));
        return command;
    }

    internal static Option<string[]> FaultOption() => new("--fault")
    {
        Description = "name=rate with a rate of 0 to 1; may be given several times. On unless changed, for this is how platforms are: "
            + string.Join(", ", SandboxFaults.Usual.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Key}={f.Value}")))
            + ". Off unless given: " + string.Join(", ", SandboxFaults.Names.Except(SandboxFaults.Usual.Keys, StringComparer.Ordinal))
            + ". src/Funnel.Sandbox/README.md says what each does.",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <exception cref="UsageException">Not of the form name=rate.</exception>
    internal static Dictionary<string, double> ParseFaults(IReadOnlyList<string> texts)
    {
        var faults = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var cut = text.IndexOf('=', StringComparison.Ordinal);
            if (cut < 1 || !double.TryParse(text.AsSpan(cut + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var rate))
            {
                throw new UsageException($"--fault {text}: write name=rate, for example {SandboxFaults.LostAnswer}=0.1");
            }

            faults[text[..cut]] = rate;
        }

        return faults;
    }

    /// <exception cref="UsageException">An option is out of its range.</exception>
    internal static async Task<SandboxServer> Start(SandboxOptions options, CancellationToken ct)
    {
        try
        {
            return await SandboxServer.StartAsync(options, ct);
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private static async Task<int> Run(SandboxOptions options, CancellationToken ct)
    {
        await using var sandbox = await Start(options, ct);
        await System.Console.Out.WriteLineAsync(
            $"Sandbox on {sandbox.BaseUrl}{Environment.NewLine}  configuration: {sandbox.BaseUrl}sandbox/config{Environment.NewLine}  books:         {sandbox.BaseUrl}sandbox/books");
        await Ending.Wait(ct);
        return CommandLine.Done;
    }
}
