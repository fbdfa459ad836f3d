using System.CommandLine;

namespace Funnel.Embedded.Commands;

/// <summary>The commands of <c>funnel</c>, in the order its help lists them. A new command is one file here and one line in this table.</summary>
internal static class CommandTable
{
    public static IReadOnlyList<Func<Command>> All { get; } =
    [
        DemoCommand.Create,
        ServeCommand.Create,
        ImportCommand.Create,
        LinkCommand.Create,
        AuditCommand.Create,
        ReportCommand.Create,
        RebuildCommand.Create,
        ReplaysCommand.Create,
        DoNotContactCommand.Create,
        PersonCommand.Create,
        SettingsCommand.Create,
        LintCommand.Create,
        SandboxCommand.Create,
        ReplayCommand.Create,
        TriageCommand.Create,
        TrainCommand.Create,
    ];
}
