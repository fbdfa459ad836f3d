using Funnel.Sandbox.Books;
using Funnel.Sandbox.Callbacks;
using Funnel.Sandbox.Faults;
using Funnel.Sandbox.Wire;

namespace Funnel.Sandbox.Sources;

/// <summary>What a source is built with.</summary>
/// <param name="Name">The source's.</param>
/// <param name="Ids">Its own, so that no source shifts another's; Douyin shares the sandbox's.</param>
/// <param name="Faults">What goes wrong on purpose. Most of it <see cref="Gate"/>, <see cref="Shop"/> and <see cref="Callbacks"/> see to; tokens and spelling are the source's.</param>
/// <param name="Callbacks">Delivers what the platform tells the host.</param>
/// <param name="Time">The platforms' clock.</param>
internal sealed record SourceKit(
    string Name, SandboxOptions Options, Ids Ids, FaultDeck Faults, StandStill StandStill, Ledger Books, Moves Moves, CallbackSender Callbacks, TimeProvider Time)
{
    /// <summary>What the source's calls pass, with all faults that a call can have.</summary>
    public Gate Gate(IDialect dialect) => new(dialect, Faults, StandStill, Options.SlowBy, Time);
}
