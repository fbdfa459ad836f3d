using System.Collections.Concurrent;
using System.Text;
using Funnel.Leads;
using Funnel.Outreach.Linting;
using Funnel.Outreach.Standings;
using Funnel.Reasons;
using Microsoft.Extensions.Options;

namespace Funnel.Outreach;

/// <summary>
/// Chooses wordings and renders them. Public ones by what is known of each (<see cref="WordingStandings"/>), others evenly; never two alike in a row under one video, as far
/// as this process knows. What the linter refuses is not said while there is another.
/// </summary>
public sealed class Wording(IOptions<FunnelOptions>? options = null, WordingStandings? standings = null)
{
    private const int RememberedVideos = 10_000;

    private readonly ConcurrentDictionary<string, Said> lastUnder = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Template, WordingPlace Place, int MaxChars), WordingFinding?> linted = new();

    private IReadOnlyList<string> Unspoken => options?.Value.Outreach.UnspokenNames ?? [];

    /// <summary>The words for what is to be done to this person.</summary>
    /// <param name="nick">The person's name, null where it is not to be said at all.</param>
    /// <param name="under">Where two alike in a row would be noticed: a video.</param>
    public ChosenWording Choose(Lead lead, Effect effect, Offer offer, WordingPlace place, string? nick, string under, int maxChars)
    {
        var templates = offer.Wordings(place);
        var fit = Enumerable.Range(0, templates.Count).Where(i => Fault(templates[i], place, maxChars) is null).ToList();
        var standing = place == WordingPlace.Reply ? standings?.Of(offer) : null;
        var open = standing?.Open(fit) ?? fit;
        if (open.Count == 0)
        {
            open = [.. Enumerable.Range(0, templates.Count)];
        }

        var variant = Choose(lead.Id, effect, under, templates.Count, open, standing);
        var says = place == WordingPlace.Chat || (place == WordingPlace.Reply && offer.SaysNickInReply);
        var rendered = Render(templates[variant], says ? nick : null, place, maxChars, Unspoken);
        return new(rendered.Text, variant, rendered.Findings.Count == 0 ? null
            : Reason.WordingRefused(offer.Id, PathOf(place, variant), rendered.Findings[0].Rule, rendered.Findings[0].Found));
    }

    /// <summary>
    /// The variant. What an operator has run again gets the one that follows from the person and the attempts before alone, so that a dry run says exactly what will be sent,
    /// whatever is sent or learned in between and however often it is tried; and other words than at the last replay, which may have been refused.
    /// </summary>
    /// <param name="open">Variants that may be said, in ascending order; at least one.</param>
    internal int Choose(LeadId lead, Effect effect, string under, int variants, IReadOnlyList<int> open, OfferStanding? standing = null)
    {
        var seed = Fnv1a.Hash64(lead.ToString());
        if (effect.ReplayedBy is not null)
        {
            var wanted = (int)((seed + (uint)effect.ReplayedAfter) % (uint)variants);
            return open.FirstOrDefault(v => v >= wanted, open[0]);
        }

        if (open.Count == 1)
        {
            return open[0];
        }

        if (lastUnder.Count > RememberedVideos)
        {
            lastUnder.Clear();
        }

        // The same person again, who lost a race or is only looked at, gets the same words.
        var who = $"{lead} {effect.Id} {effect.Attempts}";
        return lastUnder.AddOrUpdate(under, _ => Next(null), (_, last) => Next(last)).Variant;

        Said Next(Said? last)
        {
            var before = last is not null && string.Equals(last.Who, who, StringComparison.Ordinal) ? last.Before : last?.Variant;
            var others = open.Count > 1 ? open.Where(v => v != before).ToList() : open;
            return new(who, standing?.Pick(others, $"{who} {standing.Version}") ?? Evenly(seed, open, before), before);
        }
    }

    /// <summary>
    /// Fills in <c>{nick}</c>. The name is the person's own input: one that cannot be said in our mouth, or that makes of these words what the linter refuses, is left out
    /// together with what belongs to it. Cut at <paramref name="maxChars"/> between characters as people see them.
    /// </summary>
    /// <param name="nick">Null when no name is to be said.</param>
    /// <param name="unspoken">The merchant's own words that a name must not have.</param>
    public static RenderedWording Render(string template, string? nick, WordingPlace place, int maxChars, IReadOnlyList<string>? unspoken = null)
    {
        if (template.Contains(NamelessWording.Placeholder, StringComparison.Ordinal) && Nickname.Sayable(nick, unspoken) is { } name)
        {
            var named = Cleaned(template.Replace(NamelessWording.Placeholder, name, StringComparison.Ordinal).Trim());
            if (named.Length <= maxChars && WordingLinter.Check(named, place, maxChars).Count == 0)
            {
                return new(named, []);
            }
        }

        var text = TextCutter.Chars(Cleaned(NamelessWording.Of(template)), maxChars);
        return new(text, WordingLinter.Check(text, place, maxChars));
    }

    /// <summary>Where a wording stands in its offer, as settings and their errors name it.</summary>
    public static string PathOf(WordingPlace place, int variant) => FormattableString.Invariant($"{place.ToString().ToLowerInvariant()}[{variant}]");

    /// <summary>Spread over people; the next one where that is what was just said.</summary>
    private static int Evenly(ulong seed, IReadOnlyList<int> open, int? last)
    {
        var at = (int)(seed % (uint)open.Count);
        return open[open[at] == last ? (at + 1) % open.Count : at];
    }

    private WordingFinding? Fault(string template, WordingPlace place, int maxChars)
    {
        if (linted.Count > RememberedVideos)
        {
            linted.Clear();
        }

        return linted.GetOrAdd((template, place, maxChars), k => Render(k.Template, null, k.Place, k.MaxChars).Findings.FirstOrDefault());
    }

    /// <summary>Without what nobody sees and somebody copied along.</summary>
    private static string Cleaned(string text)
    {
        if (!text.EnumerateRunes().Any(ReadText.IsTrick))
        {
            return text;
        }

        var cleaned = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes().Where(r => !ReadText.IsTrick(r)))
        {
            cleaned.Append(rune);
        }

        return cleaned.ToString();
    }

    /// <param name="Before">What was said before that.</param>
    private sealed record Said(string Who, int Variant, int? Before);
}
