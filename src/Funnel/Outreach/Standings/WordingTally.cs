using System.Globalization;
using System.Text.Json.Serialization;
using Funnel.Storage;

namespace Funnel.Outreach.Standings;

/// <summary>What became of the replies in one wording, as it is stored. A wording is known by its words and by where it stands in its offer.</summary>
/// <param name="Words">A hash of the words.</param>
/// <param name="Index">Where it stands, from 0: under this number people are counted.</param>
public sealed record WordingTally(string Words, int Index)
{
    /// <summary>The words themselves, by which a reply is known for ours when its offer is gone; null in tallies of versions that kept only the hash.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; init; }

    /// <summary>The first of the merchant's days on which all that is counted under the index was said in these words; null: it was never another.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>Replies that were found in public.</summary>
    public int Seen { get; init; }

    /// <summary>Replies that were shown to nobody, or refused for what they said.</summary>
    public int Hidden { get; init; }

    public DateTimeOffset? PausedAt { get; init; }

    public DateTimeOffset? ResumedAt { get; init; }

    /// <summary>The operator who resumed it last.</summary>
    public string? ResumedBy { get; init; }

    public static string HashOf(string template) => Fnv1a.Hash64(template).ToString("x16", CultureInfo.InvariantCulture);

    public bool Is(string template, int index) => Index == index && string.Equals(Words, HashOf(template), StringComparison.Ordinal);
}

/// <summary>The tallies of an offer, as they are stored.</summary>
public sealed record OfferTallies(IReadOnlyList<WordingTally> Wordings)
{
    /// <summary>Tallies of former wordings are kept, as far as there is room: what was paused stays so when it is put back.</summary>
    private const int Most = 60;

    public static OfferTallies None { get; } = new([]);

    public WordingTally? Find(string template, int index) => Wordings.FirstOrDefault(w => w.Is(template, index));

    public bool Has(IReadOnlyList<string> templates) => templates.Index().All(t => Find(t.Item, t.Index)?.Text is not null);

    /// <summary>With a tally for each of these wordings. The same object when there is nothing new.</summary>
    /// <param name="next">The merchant's next day: from then on a new wording is counted alone.</param>
    public OfferTallies With(IReadOnlyList<string> templates, DateOnly next)
    {
        if (Has(templates))
        {
            return this;
        }

        var known = Wordings.Select(w => w.Text is null && templates.Count > w.Index && w.Is(templates[w.Index], w.Index) ? w with { Text = templates[w.Index] } : w).ToList();
        var added = templates.Index().Where(t => Find(t.Item, t.Index) is null)
            .Select(t => Wordings.LastOrDefault(w => string.Equals(w.Words, WordingTally.HashOf(t.Item), StringComparison.Ordinal)) is { } moved
                ? moved with { Index = t.Index, Since = next, Text = t.Item }
                : new WordingTally(WordingTally.HashOf(t.Item), t.Index) { Since = Wordings.Count == 0 ? null : next, Text = t.Item });
        return new([.. added.Concat(known.OrderByDescending(w => templates.Count > w.Index && w.Is(templates[w.Index], w.Index))).Take(Most)]);
    }

    public OfferTallies With(WordingTally changed) => new([.. Wordings.Select(w => w.Index == changed.Index && string.Equals(w.Words, changed.Words, StringComparison.Ordinal) ? changed : w)]);
}

/// <summary>JSON of the tallies.</summary>
[JsonSerializable(typeof(OfferTallies))]
internal sealed partial class TallyJson : JsonSerializerContext
{
    public static TallyJson Plain { get; } = new(StoredJson.Options());
}
