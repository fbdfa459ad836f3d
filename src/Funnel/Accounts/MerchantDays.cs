using Microsoft.Extensions.Options;

namespace Funnel.Accounts;

/// <summary>The merchants' own days, by each account's offset from UTC: what a lead, a count and a page of comments belong to.</summary>
public sealed class MerchantDays(IOptions<FunnelOptions> options, TimeProvider time)
{
    /// <summary>Of an account that says nothing else, and of one that is no longer configured.</summary>
    public static readonly TimeSpan DefaultOffset = TimeSpan.FromHours(8);

    /// <summary>The latest day that it is for any account.</summary>
    public DateOnly Latest => options.Value.Accounts.Count == 0 ? Of(DefaultOffset, time.GetUtcNow()) : options.Value.Accounts.Max(a => Today(a.Id));

    public DateOnly Today(string accountId) => Of(accountId, time.GetUtcNow());

    public DateOnly Of(string accountId, DateTimeOffset at) => Of(OffsetOf(accountId), at);

    public TimeSpan OffsetOf(string accountId) =>
        options.Value.Accounts.FirstOrDefault(a => string.Equals(a.Id, accountId, StringComparison.Ordinal))?.Offset ?? DefaultOffset;

    /// <summary>The day that it is at an offset from UTC, also at the ends of time.</summary>
    public static DateOnly Of(TimeSpan offset, DateTimeOffset at)
    {
        var ticks = Math.Clamp(at.UtcTicks + offset.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks);
        return DateOnly.FromDateTime(new DateTime(ticks, DateTimeKind.Unspecified));
    }
}
