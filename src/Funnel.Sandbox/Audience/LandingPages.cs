using System.Net;
using System.Text.RegularExpressions;
using Funnel.Sandbox.Callbacks;

namespace Funnel.Sandbox.Audience;

/// <summary>A person's browser: opens the page that a host has put before its contact link, and finds the button or the picture of a code on it. No scripts, no cookies.</summary>
internal sealed partial class LandingPages(CallbackSender http, SandboxOptions options, TimeProvider time)
{
    private const int Tries = 3;
    private const string Phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) MicroMessenger/8.0.50";
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
                return WayOn().Match(html) is { Success: true } way ? WebUtility.HtmlDecode(way.Groups["to"].Value) : null;
            }

            await Task.Delay(options.CallbackRetryGap, time, ct);
        }

        return null;
    }

    private async Task<string?> Open(Uri page, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, page);
        request.Headers.TryAddWithoutValidation("User-Agent", Phone);
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

    [GeneratedRegex("<(?:img src|a class=\"button\" href)=\"(?<to>[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex WayOn();
}
