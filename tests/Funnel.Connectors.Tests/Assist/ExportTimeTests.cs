using System.Globalization;
using Funnel.Connectors.Assist.Files;

namespace Funnel.Connectors.Tests.Assist;

public sealed class ExportTimeTests
{
    /// <summary>Tuesday evening in China.</summary>
    private static readonly ExportTime Times = new(new DateTimeOffset(2026, 11, 3, 20, 0, 0, TimeSpan.FromHours(8)), TimeSpan.FromHours(8));

    [Theory]
    [InlineData("1793664300", "2026-11-03T00:05:00Z", false)]
    [InlineData("1793664300.0", "2026-11-03T00:05:00Z", false)]
    [InlineData("1793664300123", "2026-11-03T00:05:00.123Z", false)]
    [InlineData("1793664300123456", "2026-11-03T00:05:00.123Z", false)]
    [InlineData("46329.3368055556", "2026-11-03T00:05:00Z", false)]
    [InlineData("46329", "2026-11-02T16:00:00Z", true)]
    [InlineData("2026/11/3 8:05", "2026-11-03T00:05:00Z", false)]
    [InlineData("2026-11-03 08:05:07", "2026-11-03T00:05:07Z", false)]
    [InlineData("2026-11-03T08:05:07.123+09:00", "2026-11-02T23:05:07Z", false)]
    [InlineData("2026-11-03T00:05:00Z", "2026-11-03T00:05:00Z", false)]
    [InlineData("2026-11-03 00:05:00+00:00", "2026-11-03T00:05:00Z", false)]
    [InlineData("2026年11月3日 8:05", "2026-11-03T00:05:00Z", false)]
    [InlineData("2026年11月3日 下午8:05 广东", "2026-11-03T12:05:00Z", false)]
    [InlineData("2026.11.3 8:05:00 PM", "2026-11-03T12:05:00Z", false)]
    [InlineData("2026-11-03", "2026-11-03T04:00:00Z", true)]
    [InlineData("20261103", "2026-11-03T04:00:00Z", true)]
    [InlineData("20261103080500", "2026-11-03T00:05:00Z", false)]
    [InlineData("11-03 08:05", "2026-11-03T00:05:00Z", false)]
    [InlineData("11月3日 08:05 上海", "2026-11-03T00:05:00Z", false)]
    [InlineData("12-24 08:05", "2025-12-24T00:05:00Z", false)]
    [InlineData("02-29", "2024-02-29T04:00:00Z", true)]
    [InlineData("昨天 12:30", "2026-11-02T04:30:00Z", true)]
    [InlineData("昨天 12:30 来自 广东", "2026-11-02T04:30:00Z", true)]
    [InlineData("前天", "2026-11-01T04:00:00Z", true)]
    [InlineData("Yesterday, 12:30", "2026-11-02T04:30:00Z", true)]
    [InlineData("3小时前", "2026-11-03T09:00:00Z", true)]
    [InlineData("3小时前 · 北京", "2026-11-03T09:00:00Z", true)]
    [InlineData("3小时前北京", "2026-11-03T09:00:00Z", true)]
    [InlineData("编辑于 5分钟前", "2026-11-03T11:55:00Z", true)]
    [InlineData("2 hours ago", "2026-11-03T10:00:00Z", true)]
    [InlineData("an hour ago", "2026-11-03T11:00:00Z", true)]
    [InlineData("2w", "2026-10-20T12:00:00Z", true)]
    [InlineData("1个月前", "2026-10-04T12:00:00Z", true)]
    [InlineData("刚刚", "2026-11-03T12:00:00Z", true)]
    [InlineData("21:30", "2026-11-02T13:30:00Z", true)]
    [InlineData("Tue Nov 03 08:05:00 +0800 2026", "2026-11-03T00:05:00Z", false)]
    [InlineData("=\"2026/11/3 8:05\"", "2026-11-03T00:05:00Z", false)]
    public void A_time_is_read(string text, string at, bool isRough)
    {
        var moment = Times.Read(text);
        Assert.NotNull(moment);
        Assert.Equal(
            (DateTimeOffset.Parse(at, CultureInfo.InvariantCulture).ToUnixTimeSeconds(), isRough),
            (moment.Value.At.ToUnixTimeSeconds(), moment.Value.IsRough));
    }

    [Theory]
    [InlineData("")]
    [InlineData("好的")]
    [InlineData("12")]
    [InlineData("2026-02-30 08:05")]
    [InlineData("2026-11-03 25:05")]
    [InlineData("13-45")]
    [InlineData("99999999999999999999")]
    [InlineData("9999999小时前")]
    [InlineData("11/03/2026 08:05")]
    [InlineData("-5")]
    public void What_is_no_time_is_none(string text) => Assert.Null(Times.Read(text));
}
