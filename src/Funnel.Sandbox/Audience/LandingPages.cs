using System.Net;
using System.Text.RegularExpressions;
using Funnel.Sandbox.Callbacks;

namespace Funnel.Sandbox.Audience;

/// <summary>A person's browser: opens the page that a host has put before its contact link, and finds that link on it. No scripts, no cookies.</summary>
internal sealed partial class LandingPages(CallbackSender http, SandboxOptions options, TimeProvider time)
{
    private const int Tries = 3;
    private static readonly TimeSpan LoadsWithin = TimeSpan.FromSeconds(5);

    /// <summary>Where an address leads in the end: an address on this machine is opened; any other is what it is.</summary>
    /// <returns>Null when the page does not come or leads nowhere.</returns>
    public async Task<string?> Through(string? address, CancellationToken ct)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var page) || !page.IsLoopback)
        {
            return address;
        }

        for (var left = Tries; left > 0; left--)
        {
            if (await Open(page, ct) is { } html)
            {
                return ContactLink().Match(html) is { Success: true } link ? WebUtility.HtmlDecode(link.Value) : null;
            }

            await Task.Delay(options.CallbackRetryGap, time, ct);
        }

        return null;
    }

    private async Task<string?> Open(Uri page, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, page);
        try
        {
            using var answer = await http.Ask(request, LoadsWithin, ct);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(ct) : null;
        }
        catch (HttpRequestException)
        {
            return null; // People try again; a host that is down is part of the play.
        }
    }

    [GeneratedRegex("https://work\\.weixin\\.qq\\.com/ca/[^\"'<>\\s]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ContactLink();
}
