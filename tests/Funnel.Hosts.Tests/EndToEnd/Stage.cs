using Funnel.Embedded;
using Funnel.Embedded.Demo;
using Funnel.Sandbox;

namespace Funnel.Hosts.Tests.EndToEnd;

/// <summary>
/// Where plays take place. An audience keeps half a processor busy while it comes, and its platforms' limits of 20 and 30 seconds are real: so only
/// a few play at once. Afterwards a host has little left to do but wait, which any number do side by side.
/// </summary>
internal sealed class Stage : IDisposable
{
    /// <summary>Plays of single platforms, which are many and small: one after the other, so that they take nothing from those that are about time.</summary>
    public const string OneByOne = "plays of single platforms";

    /// <summary>Other small plays, likewise.</summary>
    public const string OthersOneByOne = "small plays";

    /// <summary>So many people at least are served in every play.</summary>
    public const int Enough = 5;

    private static readonly TimeSpan Play = TimeSpan.FromSeconds(8);
    private static readonly SemaphoreSlim Places = new(Environment.ProcessorCount);
    private int left;

    private Stage()
    {
    }

    public static async Task<Stage> Enter()
    {
        await Places.WaitAsync();
        return new();
    }

    /// <summary>
    /// Makes sure that callbacks arrive, and lets an audience come that has waited for that. WeCom waits a second for the answer of a host that has only just
    /// started; where that was too short a person would press the button again.
    /// </summary>
    public static async Task Connect(SandboxServer sandbox, EmbeddedHost host)
    {
        for (var left = 10; ; left--)
        {
            try
            {
                await sandbox.SetCallbacks(host.BaseUrl);
                sandbox.StartAudience();
                return;
            }
            catch (HttpRequestException) when (left > 0)
            {
                // It has tried three times already.
            }
        }
    }

    /// <summary>Lets people come for a while and until enough are served, lets them finish what they are at, and leaves.</summary>
    /// <param name="served">So many people.</param>
    public async Task Perform(SandboxServer sandbox, int served = Enough)
    {
        await Task.Delay(Play);
        await Patience.Until(() => sandbox.Books.Welcomed.Count >= served);
        sandbox.StopAudience();
        await Patience.Until(() => sandbox.IsQuiet);
        Dispose();
    }

    /// <summary>Every difference from the books is shown in full when there is one.</summary>
    public static void AssertNoProblems(DemoResult result) => Assert.True(result.Problems.Count == 0, string.Join(Environment.NewLine, result.Problems));

    public void Dispose()
    {
        if (Interlocked.Exchange(ref left, 1) == 0)
        {
            Places.Release();
        }
    }
}
