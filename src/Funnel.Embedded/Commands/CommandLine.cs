using System.CommandLine;
using System.CommandLine.Help;

namespace Funnel.Embedded.Commands;

/// <summary>Runs <c>funnel</c>: chooses the command, turns how it ended into an exit code, and a fault into one line.</summary>
/// <param name="debug">Whether faults are printed with their stack trace.</param>
internal sealed class CommandLine(IReadOnlyList<Func<Command>> commands, TextWriter output, TextWriter error, bool debug)
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;

    /// <summary>After Ctrl-C a command may take this long to end by itself; longer than the host's own grace period.</summary>
    private static readonly TimeSpan Termination = TimeSpan.FromSeconds(30);

    public async Task<int> Run(string[] args, CancellationToken ct)
    {
        // Not RootCommand: that one is called after the program's file.
        var root = new Command("funnel", "Turns inquiries under a merchant's own videos into contacts who receive their material.")
        {
            new HelpOption { Recursive = true },
            new VersionOption(),
        };
        foreach (var command in commands)
        {
            root.Subcommands.Add(command());
        }

        var parsed = root.Parse(args);
        var wrong = parsed.Errors.Count > 0 && parsed.Action is not HelpAction;
        var code = await Invoke(parsed, ct);
        return wrong ? WrongUsage : code;
    }

    private async Task<int> Invoke(ParseResult parsed, CancellationToken ct)
    {
        var configuration = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = Termination,
        };
        try
        {
            return await parsed.InvokeAsync(configuration, ct);
        }
        catch (UsageException e)
        {
            await Complain(e);
            return WrongUsage;
        }
        catch (OperationCanceledException e)
        {
            await (debug ? Complain(e) : error.WriteLineAsync("Stopped before it was done."));
            return Failed;
        }
        catch (Exception e)
        {
            await Complain(e);
            return Failed;
        }
    }

    private Task Complain(Exception fault) => error.WriteLineAsync(debug ? fault.ToString() : $"funnel: {fault.Message}");
}
