using System.Text.Json.Serialization;
using Funnel.Accounts;
using Funnel.Triage;

namespace Funnel.Leads;

/// <summary>How a lead began: what it is counted under, for good.</summary>
/// <param name="Day">The merchant's day.</param>
/// <param name="VideoId">Where the person first asked; of somebody who came by another person's link, where that one did. Empty when that is not known.</param>
/// <param name="Tier">What saw the first inquiry; null of somebody who did not ask.</param>
public sealed record Origin(DateOnly Day, string VideoId, string OfferId, Tier? Tier)
{
    /// <summary>The merchant's offset from UTC then; null where it was the default one, and in leads of versions that did not note it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeSpan? UtcOffset { get; init; }

    internal static Origin Of(DateTimeOffset now, TimeSpan utcOffset, string videoId, string offerId, Tier? tier) =>
        new(MerchantDays.Of(utcOffset, now), videoId, offerId, tier) { UtcOffset = utcOffset == MerchantDays.DefaultOffset ? null : utcOffset };

    /// <summary>When the day began.</summary>
    internal DateTimeOffset Midnight => new(Day.ToDateTime(TimeOnly.MinValue), UtcOffset ?? MerchantDays.DefaultOffset);
}

/// <summary>A link that was passed on: the person whose link it was, and what it promised.</summary>
/// <param name="Nick">That person's name on the source platform.</param>
public sealed record CameBy(LeadId Lead, string? Nick, string OfferId);
