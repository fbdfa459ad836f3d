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

    /// <summary>An operator decides that a comment on the review desk asks for something.</summary>
    ReviewedInquiry,

    /// <summary>An operator decides that it does not.</summary>
    ReviewedChatter,

    /// <summary>An operator has one parked effect tried again.</summary>
    Replayed,

    /// <summary>A script replays all that is parked in an account, after somebody looked at what may have happened already.</summary>
    ReplayedAll,

    /// <summary>A script replays all that is parked, and among it what happened without anybody knowing.</summary>
    BlindReplay,

    /// <summary>A replay is cancelled soon after it was started.</summary>
    CancelledReplay,

    /// <summary>An operator looked, says that a parked effect was not sent, and has it sent again.</summary>
    SaidUnsent,

    /// <summary>An operator has done a parked effect by hand.</summary>
    DoneByHand,

    /// <summary>An operator gives a parked effect up.</summary>
    GivenUp,

    /// <summary>An operator's decision was a mistake, and is taken back.</summary>
    PutBack,

    /// <summary>An offer is taken out of the settings, and put back later.</summary>
    OfferRemoved,

    /// <summary>An account is taken out of the settings, and put back later.</summary>
    AccountRemoved,

    /// <summary>A kill switch is thrown while everything runs, and thrown back later.</summary>
    SwitchThrown,

    /// <summary>A process stands still between two things it does, perhaps for longer than its leases last, and goes on.</summary>
    Pause,

    /// <summary>It stands still after it decided to send and before the platform has it: no check can be nearer to the call.</summary>
    PauseBeforePost,

    /// <summary>A process starts on a host whose clock is wrong.</summary>
    ClockSkew,

    /// <summary>The clock under a process is set, forward or back.</summary>
    ClockStep,

    /// <summary>A list of replies is served as it was a while ago, within what the platform promises.</summary>
    ListLag,

    /// <summary>A reply is listed later than the platform promises.</summary>
    BrokenListLag,

    /// <summary>A process stands still between its claim and the call.</summary>
    PauseAfterClaim,

    /// <summary>A process stands still between the platform's answer and writing down what it was: by then another attempt may be under way.</summary>
    PauseAfterAnswer,

    /// <summary>Work that stood still was found and taken up.</summary>
    TakenUp,

    /// <summary>A reply is listed in another spelling.</summary>
    Respelled,

    /// <summary>The store is put back to what it was a while ago, or is gone; the processes start again.</summary>
    RestoredBackup,
}
