namespace Funnel.Outreach;

/// <summary>
/// Why something waits whose offer or account was taken out of the configuration while people were under way with it. The console has these words in each language.
/// </summary>
public static class Unconfigured
{
    private const string Advice = "is no longer configured: put it back and replay this, or do it by hand, then mark it done";

    public static string Offer(string id) => $"offer '{id}' {Advice}";

    public static string Account(string id) => $"account '{id}' {Advice}";
}
