namespace Funnel.Intake.Handed;

/// <summary>A comment as somebody hands it to us, who read it where we cannot: a file of an exporter, or a merchant's own tool.</summary>
/// <param name="Video">The video's id on its platform, or its address.</param>
/// <param name="Text">What the person wrote.</param>
/// <param name="At">When, by the platform's clock.</param>
public sealed record HandedComment(string Video, string Text, DateTimeOffset At)
{
    /// <summary>The comment's id on its platform. Without one the same video, person, words and time are the same comment.</summary>
    public string? Id { get; init; }

    /// <summary>The id of who wrote it, on the platform. Without one the name stands for the person.</summary>
    public string? Person { get; init; }

    /// <summary>That person's name on the platform; needed where there is no id.</summary>
    public string? Nick { get; init; }

    /// <summary>The first-level comment that this one answers; null when it is first-level itself, empty when nobody said.</summary>
    public string? Parent { get; init; }

    /// <summary>The video's title, for operators.</summary>
    public string? Title { get; init; }

    /// <summary>The video's address where <see cref="Video"/> is an id.</summary>
    public string? Link { get; init; }

    /// <summary>The time is no more than near: "3 hours ago", or a day. The next export says another, so it tells no two comments apart.</summary>
    public bool IsTimeRough { get; init; }

    /// <summary>Written by the merchant, as whoever read it says.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Of names and titles: more than is kept of either.</summary>
    private const int MostChars = 200;

    /// <summary>As much of it as is kept, so that many fit one request.</summary>
    public HandedComment Shortened() => this with
    {
        Text = TextCutter.Chars(Text.Trim(), CommentsMessage.MaxText),
        Nick = Nick is null ? null : TextCutter.Chars(Nick, MostChars),
        Title = Title is null ? null : TextCutter.Chars(Title, MostChars),
    };
}
