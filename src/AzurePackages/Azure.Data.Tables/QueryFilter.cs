using System.Globalization;

namespace Azure.Data.Tables;

/// <summary>Values as literals of an OData filter.</summary>
internal static class QueryFilter
{
    public static string Literal(object? value) => value switch
    {
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        bool flag => flag ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        Guid id => $"guid'{id}'",
        DateTimeOffset at => $"datetime'{at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}'",
        _ => throw new NotSupportedException($"A filter cannot hold a {value?.GetType().ToString() ?? "null"}."),
    };
}
