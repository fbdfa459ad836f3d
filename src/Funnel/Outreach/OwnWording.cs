using System.Collections.Concurrent;
using System.Collections.Frozen;
using Funnel.Connectors;
using Funnel.Outreach.Standings;

namespace Funnel.Outreach;

/// <summary>
/// Whether a comment is our own reply that the platform brings back to us, under whatever id: it says what we sent under that video a moment
/// ago (as far as this process knows), or what one of the offers' replies says word for word.
/// </summary>
public sealed class OwnWording(OfferBook offers, TimeProvider time, WordingTallies? tallies = null)
{
    /// <summary>Letters of a wording without the name: a shorter one may well be somebody's own words.</summary>
    private const int FewestLetters = 6;

    /// <summary>With a name somewhere in it, it takes more: a question may end in our words.</summary>
    private const int FewestLettersAroundName = 12;

    /// <summary>Letters, and the part of the shorter text, that have to be the same in the same order for two to be alike.</summary>
    private const int FewestLike = 4;
    private const double PartLike = 0.6;

    /// <summary>Letters of the longest name that any version says.</summary>
    private const int LongestName = 20;

    /// <summary>Part of our words that moderation and spelling leave.</summary>
    private const double PartOurs = 0.7;

    private const int SentPerVideo = 32;
    private const int MaxVideos = 10_000;
    private const int MaxTemplates = 2_000;
    private static readonly TimeSpan Moment = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(string Account, string Video), Sent[]> sent = new();
    private volatile Known known = new([], -1, []);

    /// <summary>Of the offers, and after them those that offers had before: what was said in them may still come back.</summary>
    private Template[] Templates
    {
        get
        {
            var (last, all, version) = (known, offers.All, tallies?.Version ?? 0);
            if (!ReferenceEquals(last.Of, all) || last.Version != version)
            {
                var former = (tallies?.Words ?? []).Except(all.SelectMany(o => o.Reply), StringComparer.Ordinal).Select(Template.OfAnyAccount); // whose they were is not known any more
                last = known = new(all, version, [.. all.SelectMany(Template.Of).Concat(last.Templates).Concat(former).DistinctBy(t => t.Name).Take(MaxTemplates)]);
            }

            return last.Templates;
        }
    }

    /// <summary>A reply is about to be sent.</summary>
    public void Add(string accountId, string videoId, string text)
    {
        if (sent.Count > MaxVideos)
        {
            sent.Clear();
        }

        var note = new Sent(ReplyText.Letters(text), time.GetUtcNow());
        sent.AddOrUpdate((accountId, videoId), _ => [note], (_, before) => [note, .. before.Take(SentPerVideo - 1)]);
    }

    public bool IsOurs(string accountId, Comment comment)
    {
        var letters = ReplyText.Letters(ReplyText.WithoutMention(comment.Text));
        return letters.Length >= FewestLetters && (Templates.Any(t => t.IsOf(accountId) && t.Says(letters)) || WasSent(accountId, comment, letters));
    }

    /// <summary>Whether it is so like what one of the offers' replies says that it may be one, in whatever spelling and with whatever name; a stranger's own words may be so by chance.</summary>
    public bool MayBeOurs(string accountId, Comment comment)
    {
        var letters = ReplyText.Letters(ReplyText.WithoutMention(comment.Text));
        return Templates.Any(t => t.IsOf(accountId) && t.IsLike(letters));
    }

    /// <summary>Whether it holds most of what one of the offers' replies says, in whatever spelling and with whatever name: nobody says so much of it by chance.</summary>
    public bool AreOurs(string accountId, Comment comment)
    {
        var letters = ReplyText.Letters(ReplyText.WithoutMention(comment.Text));
        return Templates.Any(t => t.IsOf(accountId) && t.IsMostlyIn(letters));
    }

    /// <summary>A reply of ours is always an answer to somebody.</summary>
    private bool WasSent(string accountId, Comment comment, string letters) =>
        comment.ParentId is not null && sent.TryGetValue((accountId, comment.VideoId), out var lately)
        && lately.Any(s => (time.GetUtcNow() - s.At).Duration() < Moment && ReplyText.IsRespelling(s.Letters, letters));

    private sealed record Sent(string Letters, DateTimeOffset At);

    private sealed record Known(IReadOnlyCollection<Offer> Of, int Version, Template[] Templates);

    /// <param name="Name">The same for the same words in the same accounts.</param>
    /// <param name="Parts">Letters before, between and after the names.</param>
    private sealed record Template(string Name, IReadOnlySet<string> Accounts, string[] Parts)
    {
        public static IEnumerable<Template> Of(Offer offer) => offer.Reply.Select(r => From(r, offer.Accounts));

        public static Template OfAnyAccount(string words) => From(words, FrozenSet<string>.Empty);

        private static Template From(string words, IReadOnlySet<string> accounts) => new(
            $"{string.Join(' ', accounts.Order(StringComparer.Ordinal))}: {words}", accounts, [.. words.Split(NamelessWording.Placeholder).Select(ReplyText.Letters)]);

        private readonly int letters = Parts.Sum(p => p.Length);

        public bool IsOf(string accountId) => Accounts.Count == 0 || Accounts.Contains(accountId);

        public bool Says(string text) => (text.Length - letters) switch
        {
            0 => letters >= FewestLetters && string.Equals(text, string.Concat(Parts), StringComparison.Ordinal),
            > 0 and <= LongestName => letters >= FewestLettersAroundName && Parts.Length > 1 && HasAll(text),
            _ => false,
        };

        public bool IsLike(string text) => letters > 0 && ReplyText.InCommon(string.Concat(Parts), text) >= Math.Max(FewestLike, PartLike * Math.Min(letters, text.Length));

        public bool IsMostlyIn(string text) => letters >= FewestLetters && text.Length <= letters + LongestName && ReplyText.InCommon(string.Concat(Parts), text) >= PartOurs * letters;

        private bool HasAll(string text)
        {
            if (!text.StartsWith(Parts[0], StringComparison.Ordinal) || !text.EndsWith(Parts[^1], StringComparison.Ordinal))
            {
                return false;
            }

            var at = 0;
            foreach (var part in Parts)
            {
                var found = text.IndexOf(part, at, StringComparison.Ordinal);
                if (found < 0)
                {
                    return false;
                }

                at = found + part.Length;
            }

            return true;
        }
    }
}
