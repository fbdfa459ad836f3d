using System.Globalization;
using System.Text.RegularExpressions;
using Funnel.Intake.Handed.Exports;

namespace Funnel.Connectors.Assist.Files;

/// <summary>A time as a file has it.</summary>
/// <param name="IsRough">It is no more than near, and the next export of the same comment says another.</param>
internal readonly record struct ExportMoment(DateTimeOffset At, bool IsRough, ExportTimeForm Form)
{
    /// <summary>Whether it counts from the time of the file.</summary>
    public bool IsRelative => Form == ExportTimeForm.Relative;
}

/// <summary>
/// Reads the times that exporters write: seconds and more since 1970, a spreadsheet's days, local times in Chinese and English, with and without a year, and what the apps show
/// ("昨天 12:30", "3小时前").
/// </summary>
/// <param name="now">What relative times count from: when the file was made.</param>
/// <param name="offset">The offset from UTC of local times.</param>
internal sealed partial class ExportTime(DateTimeOffset now, TimeSpan offset)
{
    private const double FirstSerial = 30_000;
    private const double LastSerial = 80_000;
    private static readonly DateTime SerialZero = new(1899, 12, 30, 0, 0, 0, DateTimeKind.Unspecified);
    private static readonly DateTimeOffset LastEpoch = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    private DateTime Today => now.ToOffset(offset).DateTime;

    /// <returns>Null when it is no time.</returns>
    public ExportMoment? Read(string cell)
    {
        var text = Said().Replace(ExportText.Plain(cell).Trim().TrimStart('\''), "").Trim();
        try
        {
            return text.Length is 0 or > 64 ? null : Number(text) ?? Full(text) ?? WithoutYear(text) ?? Named(text) ?? Ago(text) ?? Clock(text) ?? English(text);
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            return null; // the 31st of November
        }
    }

    private ExportMoment? Number(string text)
    {
        if (!Numeric().IsMatch(text))
        {
            return null;
        }

        var number = double.Parse(text, CultureInfo.InvariantCulture);
        var (whole, digits) = (Math.Floor(number), text.Split('.')[0].Length);
        return (digits, number) switch
        {
            (5, >= FirstSerial and < LastSerial) => OfLocal(SerialZero.AddSeconds(Math.Round(number * 86_400)), Math.Abs(number - whole) < 1e-9, ExportTimeForm.SpreadsheetDays),
            (8, _) => Compact(text, "yyyyMMdd", isRough: true, ExportTimeForm.Day),
            (14, _) => Compact(text, "yyyyMMddHHmmss", isRough: false, ExportTimeForm.Local),
            (9 or 10, _) => Epoch(whole * 1_000, ExportTimeForm.EpochSeconds),
            (12 or 13, _) => Epoch(whole, ExportTimeForm.EpochMilliseconds),
            (16, _) => Epoch(Math.Floor(whole / 1_000), ExportTimeForm.EpochMicroseconds),
            _ => null,
        };
    }

    private static ExportMoment? Epoch(double milliseconds, ExportTimeForm form) =>
        milliseconds <= LastEpoch.ToUnixTimeMilliseconds() ? new(DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds), false, form) : null;

    private ExportMoment? Compact(string text, string format, bool isRough, ExportTimeForm form) =>
        DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? OfLocal(isRough ? Noon(time) : time, isRough, form) : null;

    private ExportMoment? Full(string text)
    {
        if (FullTime().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var day = new DateTime(Int(match, "y"), Int(match, "m"), Int(match, "d"), 0, 0, 0, DateTimeKind.Unspecified);
        var zone = match.Groups["z"].Value;
        return !match.Groups["h"].Success ? OfLocal(Noon(day), true, ExportTimeForm.Day)
            : zone.Length == 0 ? OfLocal(day + TimeOf(match), false, ExportTimeForm.Local)
            : new(new DateTimeOffset(day + TimeOf(match), Zone(zone)).ToUniversalTime(), false, ExportTimeForm.WithOffset);
    }

    private ExportMoment? WithoutYear(string text)
    {
        if (DayTime().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var (month, day) = (Int(match, "m"), Int(match, "d"));
        var time = match.Groups["h"].Success ? TimeOf(match) : TimeSpan.FromHours(12);
        for (var year = Today.Year; year > Today.Year - 5; year--)
        {
            var isDay = month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
            if (isDay && new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified) + time is var at && at <= Today + Ahead)
            {
                return OfLocal(at, !match.Groups["h"].Success, ExportTimeForm.LocalWithoutYear);
            }
        }

        return null;
    }

    private ExportMoment? Named(string text)
    {
        if (NamedDay().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var back = match.Groups["day"].Value.ToLowerInvariant() switch { "昨天" or "昨日" or "yesterday" => 1, "前天" => 2, _ => 0 };
        return OfLocal(Today.Date.AddDays(-back) + (match.Groups["h"].Success ? TimeOf(match) : TimeSpan.FromHours(12)), true, ExportTimeForm.Relative);
    }

    private ExportMoment? Ago(string text)
    {
        if (JustNow().IsMatch(text))
        {
            return new(now, true, ExportTimeForm.Relative);
        }

        if (LongAgo().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var count = match.Groups["n"].Value is "半" ? 0.5 : match.Groups["n"].Value is "a" or "an" or "一" ? 1 : int.Parse(match.Groups["n"].Value, CultureInfo.InvariantCulture);
        var unit = match.Groups["unit"].Value.ToLowerInvariant();
        var span = unit switch
        {
            "秒" or "秒钟" or "s" or "sec" or "second" => TimeSpan.FromSeconds(count),
            "分" or "分钟" or "m" or "min" or "minute" => TimeSpan.FromMinutes(count),
            "时" or "小时" or "h" or "hr" or "hour" => TimeSpan.FromHours(count),
            "天" or "日" or "d" or "day" => TimeSpan.FromDays(count),
            "周" or "星期" or "w" or "wk" or "week" => TimeSpan.FromDays(count * 7),
            "月" or "个月" or "mo" or "month" => TimeSpan.FromDays(count * 30),
            _ => TimeSpan.FromDays(count * 365),
        };
        return new(now - span, true, ExportTimeForm.Relative);
    }

    private ExportMoment? Clock(string text)
    {
        if (OnlyClock().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var at = Today.Date + TimeOf(match);
        return OfLocal(at > Today ? at.AddDays(-1) : at, true, ExportTimeForm.Relative);
    }

    /// <summary>Tue Nov 03 08:05:00 +0800 2026</summary>
    private static ExportMoment? English(string text) => DateTimeOffset.TryParseExact(
        text, ["ddd MMM dd HH:mm:ss zzz yyyy", "ddd MMM d HH:mm:ss zzz yyyy", "ddd, dd MMM yyyy HH:mm:ss 'GMT'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
        ? new(at.ToUniversalTime(), false, ExportTimeForm.WithOffset) : null;

    private ExportMoment OfLocal(DateTime local, bool isRough, ExportTimeForm form) => new(new DateTimeOffset(local, offset).ToUniversalTime(), isRough, form);

    private static DateTime Noon(DateTime day) => day.Date.AddHours(12);

    private static TimeSpan TimeOf(Match match)
    {
        var (hour, minute, second) = (Int(match, "h"), Int(match, "min"), match.Groups["s"].Success ? Int(match, "s") : 0);
        var half = match.Groups["half"].Value.ToUpperInvariant();
        hour = half is "下午" or "晚上" or "PM" && hour < 12 ? hour + 12 : half is "上午" or "凌晨" or "AM" && hour == 12 ? 0 : hour;
        return hour < 24 && minute < 60 && second < 60 ? new(hour, minute, second) : throw new ArgumentOutOfRangeException(nameof(match));
    }

    private static TimeSpan Zone(string zone) => char.IsLetter(zone[0]) ? TimeSpan.Zero
        : new TimeSpan(
            int.Parse(zone.AsSpan(1, 2), CultureInfo.InvariantCulture),
            zone.Length > 3 ? int.Parse(zone.AsSpan(zone.Length - 2), CultureInfo.InvariantCulture) : 0, 0) * (zone[0] == '-' ? -1 : 1);

    private static int Int(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    private const string Time = @"(?<half>上午|下午|晚上|凌晨)?\s*(?<h>[0-9]{1,2})[:：时](?<min>[0-9]{2})(?:[:：分](?<s>[0-9]{2}))?(?:[.,][0-9]+)?(?:秒|分)?\s*(?<half>AM|PM|am|pm)?";

    /// <summary>Apps put the place behind it.</summary>
    private const string Place = @"(?:[\s·]*(?:来自|IP属地[:：]?)?[\s·]*[\p{Lo}]{2,10})?$";

    [GeneratedRegex("^(?:编辑于|发布于|评论于|回复于|edited|posted)[:：]?\\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Said();

    [GeneratedRegex(@"^[0-9]{5,16}(?:\.[0-9]{1,12})?$")]
    private static partial Regex Numeric();

    [GeneratedRegex(@"^(?<y>[0-9]{4})[-/.年](?<m>[0-9]{1,2})[-/.月](?<d>[0-9]{1,2})日?(?:[T\s,]*" + Time + @"\s*(?<z>Z|z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)?)?" + Place)]
    private static partial Regex FullTime();

    [GeneratedRegex(@"^(?<m>[0-9]{1,2})[-/.月](?<d>[0-9]{1,2})日?(?:[\s,]*" + Time + ")?" + Place)]
    private static partial Regex DayTime();

    [GeneratedRegex(@"^(?<day>今天|今日|昨天|昨日|前天|today|yesterday)[\s,]*(?:" + Time + ")?" + Place, RegexOptions.IgnoreCase)]
    private static partial Regex NamedDay();

    private const string Unit = "秒钟|秒|分钟|分|小时|时|天|日|周|星期|月|年|second|sec|s|minute|min|month|mo|m|hour|hr|h|day|d|week|wk|w|year|yr|y";

    [GeneratedRegex(@"^(?<n>[0-9]{1,4}|半|一|an?)\s*(?:个)?(?<unit>" + Unit + @")s?\s*(?:之前|以前|前|ago)?" + Place, RegexOptions.IgnoreCase)]
    private static partial Regex LongAgo();

    [GeneratedRegex(@"^(?:刚刚|刚才|just now|now)" + Place, RegexOptions.IgnoreCase)]
    private static partial Regex JustNow();

    [GeneratedRegex("^" + Time + Place)]
    private static partial Regex OnlyClock();
}
