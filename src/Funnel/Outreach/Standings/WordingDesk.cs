using Funnel.Outreach.Linting;

namespace Funnel.Outreach.Standings;

/// <summary>A wording as operators look at it.</summary>
/// <param name="Path">Where it stands in its offer, as in settings: <c>reply[0]</c>.</param>
/// <param name="Findings">Why it is not said while there is another; empty when the linter passes it.</param>
/// <param name="Standing">What is known of it; null but for public replies.</param>
/// <param name="InUse">Whether it is said now.</param>
public sealed record ListedWording(
    string OfferId, WordingPlace Place, string Path, string Text, IReadOnlyList<WordingFinding> Findings, WordingStanding? Standing, WordingReward Reward, bool InUse);

/// <summary>What an operator's word came to.</summary>
public enum ResumeResult
{
    Resumed,

    /// <summary>It is not paused.</summary>
    NotPaused,

    /// <summary>There is no such offer or wording.</summary>
    NotThere,
}

/// <summary>The wordings of all offers with what is known of them, and an operator's word that a paused one is to be said again.</summary>
public sealed class WordingDesk(OfferBook offers, WordingStandings standings, WordingTallies tallies)
{
    /// <summary>As the tightest of known platforms takes.</summary>
    private const int ReplyChars = 100;
    private const int PrivateChars = 1_000;

    /// <summary>All, by offer and place; read now, so not for work on leads.</summary>
    /// <exception cref="Storage.StorageException">The store failed.</exception>
    public async Task<IReadOnlyList<ListedWording>> List(CancellationToken ct)
    {
        var known = (await standings.All(ct)).ToDictionary(s => s.OfferId, StringComparer.Ordinal);
        return [.. offers.All.SelectMany(o => Enum.GetValues<WordingPlace>().SelectMany(p => Of(o, p, known.GetValueOrDefault(o.Id))))];
    }

    /// <summary>Has a paused public wording said again, and counted anew. Idempotent.</summary>
    /// <param name="by">Who says so; kept.</param>
    /// <exception cref="Storage.StorageException">The store failed.</exception>
    public async Task<ResumeResult> Resume(string offerId, int variant, string by, CancellationToken ct) =>
        offers.Find(offerId) is not { } offer || variant < 0 || variant >= offer.Reply.Count ? ResumeResult.NotThere
        : await tallies.Resume(offer, variant, by, ct) ? ResumeResult.Resumed
        : ResumeResult.NotPaused;

    /// <summary>What an operator has to do something about, as sentences; the first are those by which nothing is said at all.</summary>
    /// <exception cref="Storage.StorageException">The store failed.</exception>
    public async Task<IReadOnlyList<string>> Alarms(CancellationToken ct)
    {
        await tallies.Read(ct);
        return [.. offers.All.SelectMany(Alarms)];
    }

    private IEnumerable<string> Alarms(Offer offer)
    {
        foreach (var place in Enum.GetValues<WordingPlace>())
        {
            var faults = offer.Wordings(place).Select((w, i) => (Path: Wording.PathOf(place, i), Fault: Lint(w, place).FirstOrDefault())).Where(f => f.Fault is not null).ToList();
            var consequence = faults.Count == offer.Wordings(place).Count ? "what is to be said there waits for an operator" : "it is not said";
            foreach (var (path, fault) in faults)
            {
                yield return $"offer {offer.Id}: the wording {path} {fault}: {consequence}. Change it";
            }
        }

        var known = tallies.Recall(offer.Id);
        var paused = offer.Reply.Select((r, i) => (Index: i, Tally: known.Find(r, i))).Where(p => p.Tally?.PausedAt is not null).ToList();
        foreach (var (index, tally) in paused)
        {
            var what = paused.Count == offer.Reply.Count
                ? "is hidden too often, as all of this offer are; the best of them is still said. Look at the account on its platform, and change it"
                : "is paused. Change it";
            yield return $"offer {offer.Id}: the public wording reply[{index}] {what}: {tally!.Hidden} of {tally.Hidden + tally.Seen} replies in it were hidden or refused. "
                + $"To say it again: POST /api/wordings/{offer.Id}/{index}/resume";
        }
    }

    private static IEnumerable<ListedWording> Of(Offer offer, WordingPlace place, OfferStanding? standing)
    {
        var listed = offer.Wordings(place).Select((text, i) => (Text: text, Index: i, Findings: Lint(text, place))).ToList();
        var fit = listed.Where(l => l.Findings.Count == 0).Select(l => l.Index).ToList();
        var open = place == WordingPlace.Reply && standing is not null ? standing.Open(fit) : fit;
        return listed.Select(l => new ListedWording(
            offer.Id, place, Wording.PathOf(place, l.Index), l.Text, l.Findings, place == WordingPlace.Reply ? standing?.Wordings[l.Index] : null, offer.Reward, open.Contains(l.Index)));
    }

    private static IReadOnlyList<WordingFinding> Lint(string text, WordingPlace place)
    {
        var most = place == WordingPlace.Reply ? ReplyChars : PrivateChars;
        return Wording.Render(text, nick: null, place, most).Findings;
    }
}
