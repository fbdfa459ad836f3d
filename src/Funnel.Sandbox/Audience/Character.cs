namespace Funnel.Sandbox.Audience;

/// <summary>
/// One person with all their dice thrown beforehand from their own stream, so that what they would say and do depends on seed and
/// index alone. Times are at speed 1.
/// </summary>
internal sealed record Character
{
    public required int Index { get; init; }

    public required string Nick { get; init; }

    /// <summary>Time between the arrival before and this one.</summary>
    public required TimeSpan Gap { get; init; }

    public required int Video { get; init; }

    public required string Says { get; init; }

    public required int Diggs { get; init; }

    public required bool Asks { get; init; }

    /// <summary>The second question, if they ask twice, where and how much later.</summary>
    public required (string Says, int Video, TimeSpan After)? Again { get; init; }

    /// <summary>Whether they write under somebody else's comment, if there is one.</summary>
    public required bool Answers { get; init; }

    public required bool Opens { get; init; }

    public required TimeSpan Reads { get; init; }

    public required TimeSpan OpensAfter { get; init; }

    public required string? Writes { get; init; }

    public required TimeSpan WritesAfter { get; init; }

    public required bool Clicks { get; init; }

    public required TimeSpan ClicksAfter { get; init; }

    public required bool Adds { get; init; }

    public required TimeSpan AddsAfter { get; init; }

    public required bool HalfFirst { get; init; }

    public required bool WithCode { get; init; }

    public required TimeSpan ConfirmedAfter { get; init; }

    public required TimeSpan? DeletesAfter { get; init; }

    public required TimeSpan? BringsAfter { get; init; }

    public static Character Of(int index, SandboxOptions options, string? broughtBy = null)
    {
        var dice = new Dice(new Random(unchecked((options.Seed * 7919) + (index * 104_729) + 17)));
        var nick = dice.One(Phrases.Surnames) + dice.One(Phrases.Endings);
        var gap = dice.Exponential(options.ArrivalGap);
        var asks = dice.Chance(options.Asking) || broughtBy is not null;
        var says = asks ? Asking(dice, broughtBy) : Chatting(dice);
        var video = dice.Skewed(options.Videos);
        var optsOut = dice.Chance(options.OptingOut);
        return new Character
        {
            Index = index,
            Nick = nick,
            Gap = gap,
            Asks = asks,
            Says = says,
            Video = video,
            Diggs = dice.Chance(0.1) ? (int)dice.Minutes(1, 300).TotalMinutes : 0,
            Again = dice.Chance(0.06) && asks ? (dice.One(Phrases.Again), dice.Chance(0.5) ? dice.Skewed(options.Videos) : video, dice.Minutes(2, 8)) : null,
            Answers = dice.Chance(options.Answering),
            Opens = dice.Chance(0.8) && asks,
            Reads = dice.Minutes(1, 10),
            OpensAfter = dice.Minutes(0.1, 1),
            Writes = optsOut ? dice.One(Phrases.OptOuts) : dice.Chance(0.3) ? dice.One(Phrases.Written) : null,
            WritesAfter = dice.Minutes(0.1, 1),
            Clicks = dice.Chance(0.9) && !optsOut,
            ClicksAfter = dice.Minutes(0.2, 2),
            Adds = dice.Chance(0.92),
            AddsAfter = dice.Minutes(0.2, 1.5),
            HalfFirst = dice.Chance(options.HalfAdds),
            WithCode = !dice.Chance(options.MissingWelcomeCodes),
            ConfirmedAfter = dice.Minutes(1, 4),
            BringsAfter = dice.Chance(0.08) ? dice.Minutes(1, 5) : null,
            DeletesAfter = dice.Chance(0.08) ? dice.Minutes(2, 12) : null,
        };
    }

    private static string Asking(Dice dice, string? broughtBy)
    {
        var brought = dice.One(Phrases.Brought);
        var said = dice.One(Phrases.Openers) + dice.One(Phrases.Inquiries) + dice.One(Phrases.Closers);
        return broughtBy is null ? said : brought.Replace("{0}", "@" + broughtBy + " ", StringComparison.Ordinal);
    }

    private static string Chatting(Dice dice)
    {
        var (said, friend) = (dice.One(Phrases.Chatter), dice.One(Phrases.ToFriends).Replace("{0}", dice.One(Phrases.Friends), StringComparison.Ordinal));
        return dice.Chance(0.15) ? friend : said;
    }
}
