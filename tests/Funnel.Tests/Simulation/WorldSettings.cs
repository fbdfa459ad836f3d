namespace Funnel.Tests.Simulation;

/// <summary>What is configured: a process reads it when it starts. Offers and accounts are taken out for a while and put back.</summary>
internal sealed class WorldSettings(FunnelOptions all)
{
    /// <summary>Everything that was ever configured.</summary>
    public FunnelOptions All { get; } = all;

    /// <summary>What a process that starts now reads.</summary>
    public FunnelOptions Now { get; private set; } = all;

    /// <summary>Offers and accounts that were missing at some time.</summary>
    public HashSet<string> EverRemoved { get; } = new(StringComparer.Ordinal);

    public void Remove(string offerOrAccount)
    {
        EverRemoved.Add(offerOrAccount);
        Now = new()
        {
            TokenKey = All.TokenKey,
            Accounts = [.. All.Accounts.Where(a => !string.Equals(a.Id, offerOrAccount, StringComparison.Ordinal))],
            Offers = [.. All.Offers.Where(o => !string.Equals(o.Id, offerOrAccount, StringComparison.Ordinal))],
            Intake = All.Intake,
            Outreach = All.Outreach,
            Sending = All.Sending,
            Schedules = All.Schedules,
            Changes = All.Changes,
        };
    }

    public void PutBack() => Now = All;
}
