namespace Funnel.Tests.Simulation;

/// <summary>What may go wrong in a history, and what people may do who run the product.</summary>
internal enum Incident
{
    /// <summary>A process is gone before or after a commit, a message or a call.</summary>
    Crash,

    /// <summary>The store fails, or fails to say that it did it.</summary>
    StoreFault,

    /// <summary>A call fails for a passing reason.</summary>
    CallFault,

    /// <summary>A call fails for a reason that stays.</summary>
    HardFault,

    /// <summary>A call's answer is lost, whether it was carried out or not.</summary>
    LostAnswer,

    /// <summary>Another process does something in the middle of what this one does.</summary>
    Interleave,

    /// <summary>A message or an event comes twice.</summary>
    Duplicate,

    /// <summary>A message or an event comes late.</summary>
    Delay,

    /// <summary>An event never comes.</summary>
    LostEvent,

    /// <summary>A merchant's access token is revoked.</summary>
    TokenDeath,

    /// <summary>A message fails its last try and is put aside.</summary>
    PutAside,
}
