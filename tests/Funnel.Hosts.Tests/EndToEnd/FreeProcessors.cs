namespace Funnel.Hosts.Tests.EndToEnd;

/// <summary>Tests of what gives up after a few real seconds run alone: beside all the others it would give up because of them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class FreeProcessors
{
    public const string Name = "Free processors";
}
