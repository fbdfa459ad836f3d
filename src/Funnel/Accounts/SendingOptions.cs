using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Funnel.Accounts;

/// <summary>How much is sent, how fast, and when. Section <c>Funnel:Sending</c>; an account's own stands in its place as a whole.</summary>
public sealed class SendingOptions
{
    /// <summary>Public replies.</summary>
    public ReplyPaceOptions Replies { get; set; } = new();

    /// <summary>Messages in private chats.</summary>
    public MessagePaceOptions Messages { get; set; } = new();

    /// <summary>Replies and messages to one person in 24 hours, whatever they ask for; what goes beyond it waits.</summary>
    [Range(1, 100)]
    public int PerPersonPerDay { get; set; } = 5;

    /// <summary>
    /// When nobody is answered in public, by the account's own clock, such as <c>23:00-08:00</c>; empty = never. What is asked then is answered when they are over.
    /// Who opens the chat, writes in it or adds the merchant is there, and is answered at any hour.
    /// </summary>
    [RegularExpression("^(([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9])?$", ErrorMessage = "must be two times such as 23:00-08:00")]
    public string QuietHours { get; set; } = "";

    /// <summary>Whether replies stop when more people ask than the account's history makes probable, until an operator lets them go on.</summary>
    public bool StopOnSurge { get; set; } = true;

    /// <summary>Inquiries in ten minutes below which nothing is a surge.</summary>
    [Range(10, 1_000_000)]
    public int SurgeFrom { get; set; } = 100;

    /// <summary>Part of the latest replies that the platform may refuse or hide before replies stop, until an operator lets them go on; 1 = never.</summary>
    [Range(0.05, 1.0)]
    public double RefusedShare { get; set; } = 0.3;

    /// <summary><see cref="QuietHours"/>, read: times of day; null when there are none.</summary>
    internal (TimeSpan From, TimeSpan Until)? Quiet => QuietHours.Length == 0 ? null : (Time(QuietHours[..5]), Time(QuietHours[6..]));

    private static TimeSpan Time(string text) => TimeSpan.ParseExact(text, @"hh\:mm", CultureInfo.InvariantCulture);
}

/// <summary>
/// Limits of public replies. Douyin publishes none; 5 a minute and 50 an hour are what a vendor of reply tools keeps to and calls safe. Raise them step by step, watching
/// how many replies are hidden.
/// </summary>
public sealed class ReplyPaceOptions
{
    /// <summary>In any minute. Also the pace: replies keep a minute's part from each other, and a little more by chance.</summary>
    [Range(1, 10_000_000)]
    public int PerMinute { get; set; } = 5;

    /// <summary>Of these under one video.</summary>
    [Range(1, 10_000_000)]
    public int PerVideoPerMinute { get; set; } = 3;

    /// <summary>In any hour.</summary>
    [Range(1, 100_000_000)]
    public int PerHour { get; set; } = 50;

    /// <summary>On a day of the account's.</summary>
    [Range(1, 100_000_000)]
    public int PerDay { get; set; } = 500;
}

/// <summary>Limits of messages in private chats.</summary>
public sealed class MessagePaceOptions
{
    /// <summary>In any minute. Whose window closes first goes first.</summary>
    [Range(1, 10_000_000)]
    public int PerMinute { get; set; } = 60;

    /// <summary>In any hour.</summary>
    [Range(1, 100_000_000)]
    public int PerHour { get; set; } = 1_000;

    /// <summary>On a day of the account's. Douyin is said to allow 5,000 people a day.</summary>
    [Range(1, 100_000_000)]
    public int PerDay { get; set; } = 5_000;
}
