namespace Funnel.Effects;

/// <summary>An operator's wish to have something parked tried again.</summary>
/// <param name="ReplayId">The replay that it is a part of.</param>
/// <param name="By">Who asks for it, for the journal.</param>
/// <param name="Unsent">Whoever asks knows that what may have been sent was not, and answers for it.</param>
/// <param name="AttemptId">The attempt of which they know it; null for the latest.</param>
public sealed record ReplayOrder(string ReplayId, string By, bool Unsent = false, string? AttemptId = null);
