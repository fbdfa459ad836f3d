using Funnel.Arrival;
using Funnel.Console.Landing;
using Funnel.Outreach;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Http;

/// <summary>The page behind a contact link, for whoever has the link: what was promised, and the way to it. Holds no personal data.</summary>
public sealed class ContactPage(LandingDesk desk)
{
    /// <summary>What programs that look behind links call themselves; they are many more, and those count as people.</summary>
    private static readonly string[] Programs = ["bot", "crawler", "spider", "preview", "facebookexternalhit", "slurp", "curl/", "wget/"];

    [Function(nameof(ContactPage))]
    public async Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = ContactLinks.LandingPath + "{token}")] HttpRequest request, string token, CancellationToken ct)
    {
        var words = LandingWords.For(request.Headers.AcceptLanguage);
        return await desk.Open(token, IsPerson(request.Headers.UserAgent), ct) switch
        {
            null => new LandingResult(new(words, words.Missing, null, words.MissingHint), StatusCodes.Status404NotFound),
            { Contact: null, Promised: var promised } => new LandingResult(new(words, promised, null, words.Busy), StatusCodes.Status503ServiceUnavailable),
            { Contact: var contact, Promised: var promised } => new LandingResult(new(words, promised, contact), StatusCodes.Status200OK),
        };
    }

    private static bool IsPerson(string? agent) => agent is { Length: > 0 } && !Programs.Any(p => agent.Contains(p, StringComparison.OrdinalIgnoreCase));
}
