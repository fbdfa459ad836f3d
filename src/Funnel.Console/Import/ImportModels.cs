using Funnel.Accounts;
using Funnel.Console.Frame;
using Funnel.Intake.Handed;
using Funnel.Intake.Handed.Exports;

namespace Funnel.Console.Import;

/// <summary>The form that begins it.</summary>
/// <param name="Accounts">Those that take comments this way.</param>
/// <param name="Account">The one that is chosen.</param>
/// <param name="Within">How old comments may be to be answered, as configured.</param>
public sealed record ImportModel(IReadOnlyList<AccountOptions> Accounts, string? Account, TimeSpan Within, FlashMessage? Flash);

/// <summary>What was handed over, as all its pages show it.</summary>
/// <param name="Account">The account's name.</param>
/// <param name="File">The file's name; null where it was pasted.</param>
/// <param name="Usual">How old comments may be to be answered, as configured.</param>
/// <param name="Within">What was chosen instead.</param>
public sealed record ImportHead(string Id, string Account, string? File, ExportHints Hints, TimeSpan Usual, TimeSpan? Within);

/// <summary>How it was understood, and what would become of it.</summary>
public sealed record ImportSeenModel(ImportHead Head, ExportedComments File, HandedResult Result);

/// <summary>What has to be answered first.</summary>
public sealed record ImportAskModel(ImportHead Head, ColumnQuestion Question);

/// <summary>What became of it.</summary>
/// <param name="Result">Null while it is being taken over.</param>
/// <param name="State">How far the account's comments are.</param>
public sealed record ImportDoneModel(ImportHead Head, HandedResult? Result, HandedState? State);
