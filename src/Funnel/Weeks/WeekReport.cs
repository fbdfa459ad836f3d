using System.Text.Json.Serialization;
using Funnel.Storage;

namespace Funnel.Weeks;

/// <summary>What a week came to, beside the week before. It names nobody who commented.</summary>
/// <param name="Week">As <c>2026-W10</c>.</param>
/// <param name="Currency">In which money is counted; null where none is configured.</param>
/// <param name="Merchants">Each by itself, where there are several.</param>
public sealed record WeekReport(string Week, DateOnly From, DateOnly To, string WeekBefore, string? Currency, IReadOnlyList<MerchantWeek> Merchants)
{
    /// <summary>Always <c>week</c>, as every report says its name.</summary>
    public string Report => "week";
}

/// <param name="Merchant">Null where accounts name none.</param>
/// <param name="Wordings">Of each offer that was tried, which public wording is the best.</param>
/// <param name="Videos">Of each offer, under which video it did best.</param>
/// <param name="Open">What waits for a person at this moment, whenever it came.</param>
public sealed record MerchantWeek(
    string? Merchant, IReadOnlyList<string> Accounts, WeekFigures Now, WeekFigures Before, IReadOnlyList<BestOfOffer> Wordings, IReadOnlyList<BestOfOffer> Videos, HandWork Open);

/// <summary>Of people who asked in the week, as far as they have come by now.</summary>
/// <param name="Comments">Comments of other people.</param>
/// <param name="Wait">From the comment to our reply; null while nobody was replied to.</param>
/// <param name="Day1">Who had not deleted us a day after being added; null where there is not enough data.</param>
/// <param name="Parked">People with something that still waits for an operator.</param>
/// <param name="Value">Null where no value is configured, as <paramref name="Cost"/> where no account has a cost.</param>
public sealed record WeekFigures(
    int Comments, int Inquiries, int Replied, int Added, int Served, WeekWait? Wait, StayedShare? Day1, StayedShare? Day7, int Parked, double? Value, double? Cost, double? CostPerContact);

/// <summary>Times in seconds, wrong by a tenth at most; the shares are exact.</summary>
public sealed record WeekWait(int People, double? Median, double? P90, double? Within60s, double? Within5min);

/// <param name="Low">The interval that has it with 95 %.</param>
/// <param name="Followed">The people it rests on.</param>
public sealed record StayedShare(double Share, double Low, double High, long Followed);

/// <param name="Told">Whether it can be told which is the best, and if not, why.</param>
/// <param name="Best">Null but where it can be told.</param>
/// <param name="Before">That of the week before; null where it could not be told.</param>
public sealed record BestOfOffer(string Offer, string Told, BestOne? Best, BestOne? Before)
{
    /// <summary>It can.</summary>
    public const string Now = "now";

    /// <summary>The difference is not certain, or too few were tried.</summary>
    public const string NotYet = "not-yet";

    /// <summary>There is no other beside it.</summary>
    public const string OnlyOne = "only-one";
}

/// <param name="Id">A wording's place, as <c>reply[0]</c>, or a video's id.</param>
/// <param name="Name">Its words, or its title; null where it is not known any more.</param>
/// <param name="Won">People who came as far as the offer's reward wants, of those for whom there was time for it.</param>
/// <param name="Low">The interval that has the share with 95 %.</param>
public sealed record BestOne(string Id, string? Name, int Won, double Trials, double Share, double Low, double High);

/// <param name="Tasks">Tasks, without those that were put off.</param>
/// <param name="Review">Comments that wait for a decision.</param>
public sealed record HandWork(int Tasks, int Review);

/// <summary>What a hook that asks for it gets each Monday.</summary>
/// <param name="Type">Always <c>week</c>.</param>
/// <param name="Week">The report, of the hook's accounts.</param>
/// <param name="Text">The same for people.</param>
public sealed record WeekBody(string Type, string Hook, WeekReport Week, WeekWords Text);

/// <summary>The report in words.</summary>
public sealed record WeekWords(string Zh, string En);

/// <summary>JSON of weeks, as scripts and other systems get it.</summary>
[JsonSerializable(typeof(WeekReport))]
[JsonSerializable(typeof(WeekBody))]
internal sealed partial class WeekJson : JsonSerializerContext
{
    public static WeekJson Plain { get; } = new(StoredJson.Options());
}
