namespace Funnel.Leads;

/// <summary>That an operator hid a comment from the public.</summary>
/// <param name="By">The operator's name.</param>
public sealed record HiddenComment(string By, DateTimeOffset At);
