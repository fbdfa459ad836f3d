namespace Funnel.Hosts.Tests.Functions;

/// <summary>Tests that listen to the whole process, or measure it, run alone: what the others do would reach them, and use up the traces a second that are kept.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class WholeProcess
{
    public const string Name = "Listeners of the whole process";
}
