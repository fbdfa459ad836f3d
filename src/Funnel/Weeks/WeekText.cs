using System.Globalization;
using System.Text;
using Funnel.Measure.Reports;

namespace Funnel.Weeks;

/// <summary>The report of a week for people: a table of this week, the week before and the change, then what is best and what is to be done.</summary>
internal static class WeekText
{
    private const string None = "–";
    private const int MostNameChars = 40;

    private static readonly (double Until, double Of)[] Times = [(120, 1), (7_200, 60), (172_800, 3_600), (double.PositiveInfinity, 86_400)];

    public static string Of(WeekReport report, WeekLanguage words)
    {
        var text = new StringBuilder().Append(Say(words.Title, report.Week, Day(report.From), Day(report.To), report.WeekBefore)).Append('\n');
        foreach (var merchant in report.Merchants)
        {
            var accounts = string.Join(", ", merchant.Accounts);
            text.Append('\n').Append(merchant.Merchant is { } name ? Say(words.Merchant, name, accounts) : Say(words.Account, accounts)).Append('\n');
            Append(text, merchant, report.Currency, words);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, MerchantWeek week, string? currency, WeekLanguage words)
    {
        var rows = Rows(week.Now, week.Before, currency ?? "", words).Prepend(["", words.ThisWeek, words.WeekBefore, words.Change]).ToList();
        var widths = Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(r => ReportTable.Width(r[i]))).ToList();
        foreach (var row in rows)
        {
            text.Append((row[0] + Gap(row[0], widths[0]) + string.Concat(row.Skip(1).Select((cell, i) => "  " + Gap(cell, widths[i + 1]) + cell))).TrimEnd()).Append('\n');
        }

        text.Append(week.Now.Inquiries + week.Before.Inquiries == 0 ? words.Nothing + "\n" : "");
        week.Wordings.ToList().ForEach(b => text.Append(Say(words.BestWording, b.Offer, Best(b, words))).Append('\n'));
        week.Videos.ToList().ForEach(b => text.Append(Say(words.BestVideo, b.Offer, Best(b, words))).Append('\n'));
        text.Append(Say(words.Open, Number(week.Open.Tasks), Number(week.Open.Review))).Append('\n');
    }

    private static IEnumerable<string[]> Rows(WeekFigures now, WeekFigures before, string currency, WeekLanguage words)
    {
        string Time(double? seconds) => seconds is { } s ? Duration(s, words) : None;
        string Stayed(StayedShare? share) => share is { } s ? Share(s.Share) : words.NotEnough;
        string[] Count(string name, int one, int other) => [name, Number(one), Number(other), Relative(one, other)];
        string[] Part(string name, double? one, double? other) => [name, Share(one), Share(other), PointsOf(one, other, words)];
        string[] Money(string name, double? one, double? other) => [Say(name, currency), Amount(one), Amount(other), Relative(one, other)];

        yield return Count(words.Comments, now.Comments, before.Comments);
        yield return Count(words.Inquiries, now.Inquiries, before.Inquiries);
        yield return Count(words.Replied, now.Replied, before.Replied);
        yield return [words.Median, Time(now.Wait?.Median), Time(before.Wait?.Median), Relative(now.Wait?.Median, before.Wait?.Median)];
        yield return [words.P90, Time(now.Wait?.P90), Time(before.Wait?.P90), Relative(now.Wait?.P90, before.Wait?.P90)];
        yield return Part(words.WithinMinute, now.Wait?.Within60s, before.Wait?.Within60s);
        yield return Part(words.WithinFiveMinutes, now.Wait?.Within5min, before.Wait?.Within5min);
        yield return Count(words.Added, now.Added, before.Added);
        yield return Count(words.Served, now.Served, before.Served);
        yield return [words.Day1, Stayed(now.Day1), Stayed(before.Day1), PointsOf(now.Day1?.Share, before.Day1?.Share, words)];
        yield return [words.Day7, Stayed(now.Day7), Stayed(before.Day7), PointsOf(now.Day7?.Share, before.Day7?.Share, words)];
        yield return Count(words.Parked, now.Parked, before.Parked);
        if ((now.Value ?? before.Value) is not null)
        {
            yield return Money(words.Value, now.Value, before.Value);
        }

        if ((now.Cost ?? before.Cost) is not null)
        {
            yield return Money(words.Cost, now.Cost, before.Cost);
            yield return Money(words.CostPerContact, now.CostPerContact, before.CostPerContact);
        }
    }

    private static string Best(BestOfOffer of, WeekLanguage words)
    {
        var now = of.Best is { } best ? One(best, words) : string.Equals(of.Told, BestOfOffer.OnlyOne, StringComparison.Ordinal) ? words.OnlyOne : words.NotYet;
        return of.Before is { } before ? Say(words.Before, now, One(before, words)) : now;
    }

    private static string One(BestOne best, WeekLanguage words)
    {
        var name = best.Name is { } known ? $"{best.Id} “{TextCutter.Ellipsis(known.ReplaceLineEndings(" "), MostNameChars)}”" : best.Id;
        return Say(words.Best, name, Share(best.Share), Share(best.Low), Share(best.High), Number(best.Trials));
    }

    /// <summary>In parts of what was before; nothing where there was nothing.</summary>
    private static string Relative(double? now, double? before) => now is { } one && before is > 0 and { } other
        ? (one / other) - 1 is var change && Math.Abs(change) < 0.0005 ? "0 %" : string.Create(CultureInfo.InvariantCulture, $"{((one / other) - 1) * 100:+0.#;-0.#} %") : None;

    private static string PointsOf(double? now, double? before, WeekLanguage words) => now - before is { } change
        ? $"{(Math.Abs(change) < 0.0005 ? "0" : (change * 100).ToString("+0.#;-0.#", CultureInfo.InvariantCulture))} {words.Points}" : None;

    private static string Duration(double seconds, WeekLanguage words)
    {
        var at = Array.FindIndex(Times, t => seconds < t.Until);
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / Times[at].Of:0.#} {words.Units[at]}");
    }

    private static string Share(double? share) => share is { } s ? string.Create(CultureInfo.InvariantCulture, $"{s * 100:0.#} %") : None;

    private static string Amount(double? amount) => amount is { } a ? a.ToString("#,0.##", CultureInfo.InvariantCulture) : None;

    private static string Number(double number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Gap(string text, int width) => new(' ', width - ReportTable.Width(text));

    private static string Say(string words, params ReadOnlySpan<object?> with) => string.Format(CultureInfo.InvariantCulture, words, with);
}
