using System.Runtime.InteropServices;

namespace Funnel.Leads;

/// <summary>As what somebody is counted.</summary>
internal enum CountedAs : byte
{
    /// <summary>First: the mark.</summary>
    Mark,

    /// <summary>First: days from the day of the lead to the day of being added. Second: whole days until the first deletion, -1 while there was none. Third: <see cref="StayNotes"/>.</summary>
    Stay,

    /// <summary>First: the kind of wait. Second: its bucket.</summary>
    Wait,

    /// <summary>First: the kind of wait, which is not over. Second: the hour in which it began, from the midnight with which the day of the lead began.</summary>
    Open,

    /// <summary>Of no cell. First: the kind of wait. Second: the merchant's hour in which it began, 0–23. Third: its bucket.</summary>
    Hour,
}

/// <summary>What is known of a stay besides its length.</summary>
[Flags]
internal enum StayNotes
{
    None = 0,

    /// <summary>Nobody told when it ended.</summary>
    FoundLate = 1,

    /// <summary>The person deleted us, came back, and is a contact.</summary>
    IsBack = 1 << 1,
}

/// <summary>One thing that a counter counts people by.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Counted(Cell? Cell, CountedAs As, int First, int Second = 0, int Third = 0);
