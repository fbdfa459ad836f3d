namespace Funnel.Settings;

/// <summary>One setting that merchants change, in one of its versions.</summary>
/// <param name="Version">From 1, one more with every change. A setting that was deleted and comes back counts on, so that a version never means two things.</param>
/// <param name="At">When it was changed to this.</param>
/// <param name="By">Who did, as they said.</param>
/// <param name="Value">JSON as its kind has checked and written it; null for a deletion.</param>
public sealed record Setting(string Kind, string Id, int Version, DateTimeOffset At, string By, string? Value)
{
    public bool IsDeleted => Value is null;
}
