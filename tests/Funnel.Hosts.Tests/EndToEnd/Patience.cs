using System.Diagnostics;

namespace Funnel.Hosts.Tests.EndToEnd;

/// <summary>Waits that end with what is waited for: a busy machine takes longer, an idle one no longer than it must.</summary>
internal static class Patience
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <returns>Whether it holds; false after a minute in which it did not.</returns>
    public static async Task<bool> Until(Func<bool> holds)
    {
        for (var began = Stopwatch.GetTimestamp(); !holds(); await Task.Delay(Look))
        {
            if (Stopwatch.GetElapsedTime(began) > Most)
            {
                return false;
            }
        }

        return true;
    }
}
