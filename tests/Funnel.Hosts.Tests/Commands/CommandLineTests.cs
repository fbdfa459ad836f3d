using System.CommandLine;
using Funnel.Embedded.Commands;

namespace Funnel.Hosts.Tests.Commands;

public sealed class CommandLineTests
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Theory]
    [InlineData("count --to 3", 0)]
    [InlineData("count --to 0", 1)]
    [InlineData("count --help", 0)]
    [InlineData("--help", 0)]
    [InlineData("--version", 0)]
    [InlineData("", 2)]
    [InlineData("count", 2)]
    [InlineData("count --to many", 2)]
    [InlineData("cuont --to 3", 2)]
    [InlineData("count --to -1", 2)]
    [InlineData("fail", 1)]
    [InlineData("cancel", 1)]
    public async Task The_exit_code_says_how_it_ended(string line, int code) => Assert.Equal(code, await Run(line, debug: false));

    [Fact]
    public async Task Help_lists_the_commands_by_the_name_of_the_program()
    {
        await Run("--help", debug: false);
        Assert.Contains("funnel [command] [options]", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Counts up", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_is_one_line()
    {
        await Run("fail", debug: false);
        Assert.Equal($"funnel: The well is dry.{Environment.NewLine}", _error.ToString());
    }

    [Fact]
    public async Task A_fault_has_its_stack_trace_when_debugging()
    {
        await Run("fail", debug: true);
        Assert.Contains(nameof(CommandLineTests), _error.ToString(), StringComparison.Ordinal);
    }

    private Task<int> Run(string line, bool debug) =>
        new CommandLine([Count, () => Throwing("fail", new InvalidDataException("The well is dry.")), () => Throwing("cancel", new OperationCanceledException())], _output, _error, debug)
            .Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), default);

    private static Command Count()
    {
        var to = new Option<int>("--to") { Required = true };
        var command = new Command("count", "Counts up") { to };
        command.SetAction((parsed, _) => Task.FromResult(parsed.GetValue(to) switch
        {
            < 0 => throw new UsageException("--to must not be negative."),
            0 => CommandLine.Failed,
            _ => CommandLine.Done,
        }));
        return command;
    }

    private static Command Throwing(string name, Exception fault)
    {
        var command = new Command(name, "Does not end well");
        command.SetAction(async (_, ct) =>
        {
            await Task.CompletedTask.WaitAsync(ct);
            throw fault;
        });
        return command;
    }
}
