using Funnel.Leads;
using Funnel.Outreach;
using Funnel.Outreach.Standings;
using Xunit.Abstractions;

namespace Funnel.Tests.Outreach;

/// <summary>The choice of wordings on audiences whose true rates are known.</summary>
public sealed class ThompsonTests(ITestOutputHelper output)
{
    private const int People = 20_000;
    private const int Videos = 40;

    /// <summary>People between two readings of the counters, and people who have answered since: what was said a moment ago is not known yet.</summary>
    private const int Refresh = 100;
    private const int Delay = 500;

    public static TheoryData<double[]> Rates =>
    [
        new[] { 0.05, 0.08, 0.12, 0.06 },
        new[] { 0.10, 0.10, 0.15, 0.10, 0.05 },
        new[] { 0.02, 0.03, 0.05 },
        new[] { 0.10, 0.20 },
        new[] { 0.08, 0.08, 0.08, 0.08 },
    ];

    [Theory, MemberData(nameof(Rates))]
    public void Sampling_wins_more_people_than_an_equal_split(double[] rates)
    {
        var (sampled, alike) = Run(rates, learns: true);
        var (equal, _) = Run(rates, learns: false);
        var best = rates.OrderDescending().Take(2).Average() * People; // two alike in a row are not allowed, so the second best has every other turn
        output.WriteLine($"[{string.Join(", ", rates)}]: equal split {equal}, sampling {sampled} ({(sampled - equal) / (double)equal:+0.0%;-0.0%}); at most {best:0} with the rates known");
        Assert.Equal(0, alike);
        var possible = best - (rates.Average() * People);
        Assert.True(sampled - equal >= (0.6 * possible) - 120, $"won {sampled}, equally {equal}, possible {best}");
    }

    /// <returns>People won, and how often two in a row under one video were alike.</returns>
    private static (int Won, int Alike) Run(double[] rates, bool learns)
    {
        var (wording, audience, open) = (new Wording(), new Random(11), Enumerable.Range(0, rates.Length).ToArray());
        var (tried, wins, under) = (new int[rates.Length], new int[rates.Length], new Queue<(int Variant, bool Won)>());
        var (won, alike, last) = (0, 0, new Dictionary<string, int>(StringComparer.Ordinal));
        var standing = Standing(tried, wins);
        for (var i = 0; i < People; i++)
        {
            var (lead, video) = (LeadId.Of("shop", $"person-{i}"), $"v{audience.Next(Videos)}");
            var variant = wording.Choose(lead, new(Effect.ReplyId("guide"), EffectKind.Reply, "guide", EffectStatus.Wanted), video, rates.Length, open, learns ? standing : null);
            alike += last.GetValueOrDefault(video, -1) == variant ? 1 : 0;
            last[video] = variant;
            var added = audience.NextDouble() < rates[variant];
            won += added ? 1 : 0;
            under.Enqueue((variant, added));
            if (under.Count > Delay)
            {
                var known = under.Dequeue();
                tried[known.Variant]++;
                wins[known.Variant] += known.Won ? 1 : 0;
            }

            standing = i % Refresh == 0 ? Standing(tried, wins) : standing;
        }

        return (won, alike);
    }

    [Fact]
    public void The_choice_follows_from_person_attempt_and_what_is_known_alone()
    {
        var standing = Standing([100, 90, 110], [10, 9, 12]);
        for (var i = 0; i < 200; i++)
        {
            Assert.Equal(standing.Pick([0, 1, 2], $"person-{i}"), Standing([100, 90, 110], [10, 9, 12]).Pick([0, 1, 2], $"person-{i}"));
        }

        Assert.Equal(standing.Version, Standing([100, 90, 110], [10, 9, 12]).Version);
        Assert.NotEqual(standing.Version, Standing([101, 90, 110], [10, 9, 12]).Version);
        Assert.Equal(3, Enumerable.Range(0, 200).Select(i => standing.Pick([0, 1, 2], $"person-{i}")).Distinct().Count());
    }

    [Fact]
    public void What_is_paused_is_not_open_and_one_always_is()
    {
        WordingStanding Of(int variant, int hidden, bool paused) => new(variant, 0, 0, 0, 10, hidden, paused ? DateTimeOffset.UnixEpoch : null);
        Assert.Equal([0, 2], new OfferStanding("guide", [Of(0, 1, false), Of(1, 9, true), Of(2, 0, false)]).Open([0, 1, 2]));
        Assert.Equal([1], new OfferStanding("guide", [Of(0, 9, true), Of(1, 7, true), Of(2, 8, true)]).Open([0, 1, 2]));
        Assert.Equal([2], new OfferStanding("guide", [Of(0, 9, true), Of(1, 7, true), Of(2, 8, true)]).Open([2]));
        Assert.Empty(new OfferStanding("guide", [Of(0, 0, false)]).Open([]));
    }

    private static OfferStanding Standing(int[] tried, int[] wins) => new("guide", [.. tried.Select((t, i) => new WordingStanding(i, t, wins[i], t, 0, 0, null))]);
}
