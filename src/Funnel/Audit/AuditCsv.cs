using System.Globalization;

namespace Funnel.Audit;

/// <summary>Audit lines as CSV: <see cref="CsvCell"/>.</summary>
public static class AuditCsv
{
    /// <summary>The names of the columns, with the line's end.</summary>
    public const string Head = "at,by,what,on,before,after,address,count\r\n";

    /// <summary>One line with its end; times in UTC.</summary>
    public static string Row(AuditLine line) => string.Join(',', new[]
    {
        line.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), line.By, line.What, line.On, line.Before, line.After, line.Address,
        line.Count.ToString(CultureInfo.InvariantCulture),
    }.Select(CsvCell.Of)) + "\r\n";
}
