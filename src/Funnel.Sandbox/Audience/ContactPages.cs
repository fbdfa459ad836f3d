using System.Net;
using System.Text.RegularExpressions;
using Funnel.Sandbox.Callbacks;

namespace Funnel.Sandbox.Audience;

/// <summary>What a person sees who opens a contact link: the platform's own page, or the host's, on which a button or the picture of a code leads on.</summary>
internal sealed partial class ContactPages(CallbackSender host)
{
    private const string Phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) MicroMessenger/8.0.50";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Where the link leads in the end; null where the host's page leads nowhere.</summary>
    public async Task<string?> Follow(string? link, CancellationToken ct)
    {
        if (!Uri.TryCreate(link, UriKind.Absolute, out var address) || !address.IsLoopback)
        {
            return link;
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("User-Agent", Phone);
        try
        {
            using var answer = await host.Ask(request, Patience, ct);
            var page = answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(ct) : "";
            return WayOn().Match(page) is { Success: true } found ? WebUtility.HtmlDecode(found.Groups["to"].Value) : null;
        }
        catch (HttpRequestException)
        {
            return null; // a host that is down loses people
        }
    }

    [GeneratedRegex("<(?:img src|a class=\"button\" href)=\"(?<to>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex WayOn();
}
