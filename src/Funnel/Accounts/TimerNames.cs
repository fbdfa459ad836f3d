namespace Funnel.Accounts;

/// <summary>The timers, by their functions' names: what the health check calls them.</summary>
public static class TimerNames
{
    public const string PollComments = nameof(PollComments);
    public const string Reconcile = nameof(Reconcile);
    public const string KeepTokens = nameof(KeepTokens);

    public static IReadOnlyList<string> All { get; } = [PollComments, Reconcile, KeepTokens];
}
