using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Funnel.Connectors;

namespace Funnel.Intake.Handed;

/// <summary>A comment that can be worked on, or why it is not taken.</summary>
internal sealed record CheckedComment(Comment? Comment, HandedVideo? Video, HandedProblem? Problem)
{
    public static CheckedComment Refused(HandedProblem why) => new(null, null, why);
}

/// <summary>Makes of what was handed over a comment like any other. Pure.</summary>
internal static class HandedCheck
{
    public const int MaxIdChars = 128;
    private const int MaxTitleChars = 200;

    /// <summary>Clocks differ, and time zones are mistaken.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);
    private static readonly DateTimeOffset Earliest = new(2010, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static CheckedComment Of(HandedComment handed, DateTimeOffset now)
    {
        var (id, person, nick, parent) = (Trimmed(handed.Id), Trimmed(handed.Person), Trimmed(handed.Nick), handed.Parent?.Trim());
        var video = HandedVideo.Read(handed.Video, handed.Link);
        HandedProblem? problem = string.IsNullOrWhiteSpace(handed.Text) ? HandedProblem.NoText
            : person is null && nick is null ? HandedProblem.NoPerson
            : video is null ? HandedProblem.NoVideo
            : !IsId(video.Id) || video.Id.StartsWith(':') || !IsId(id) || !IsId(person) || !IsId(parent) ? HandedProblem.BadId
            : handed.At > now + Ahead || handed.At < Earliest ? HandedProblem.BadTime
            : null;
        if (problem is { } why)
        {
            return CheckedComment.Refused(why);
        }

        var text = TextCutter.Chars(Whole(handed.Text.Trim()), CommentsMessage.MaxText);
        var who = person ?? "@" + TextCutter.Chars(nick!, MaxIdChars - 1);
        var at = handed.At > now ? now : handed.At; // nothing is answered later because of a clock that is wrong
        return new(new(id ?? HashOf(video!.Id, who, text, handed), video!.Id, who, text, at, parent, nick is null ? null : Whole(nick)), video, null);
    }

    /// <summary>A title as it is stored: one line.</summary>
    public static string Title(string? title) =>
        string.IsNullOrWhiteSpace(title) ? "" : TextCutter.Chars(Whole(string.Join(' ', title.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))), MaxTitleChars);

    /// <summary>The same comment in the next export has the same. Where the time is only near it is left out: the next export says another.</summary>
    private static string HashOf(string video, string who, string text, HandedComment handed)
    {
        var time = handed.IsTimeRough ? "" : handed.At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', video, who, time, text)));
        return "x-" + Convert.ToHexStringLower(hash.AsSpan(0, 12));
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static bool IsId(string? id) => id is null || (id.Length <= MaxIdChars && !id.Any(char.IsControl) && string.Equals(Whole(id), id, StringComparison.Ordinal));

    /// <summary>Halves of characters become the sign for what is unreadable: rows hold none.</summary>
    private static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
