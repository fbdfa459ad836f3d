namespace Funnel.Storage;

/// <summary>The limits of <see cref="Row.Columns"/>.</summary>
internal static class ColumnRules
{
    /// <summary>Refuses what a column may not be; returns how many characters the names and values have.</summary>
    public static int Check(IReadOnlyDictionary<string, string> columns, int change)
    {
        if (columns.Count > RowRules.MaxColumns)
        {
            throw Refused(change, $"has {columns.Count} columns; a row has at most {RowRules.MaxColumns}");
        }

        var chars = 0;
        foreach (var (name, value) in columns)
        {
            CheckName(name, change);
            if (value.Length > RowRules.MaxColumnChars)
            {
                throw Refused(change, $"has {value.Length} characters in column '{name}'; a column holds at most {RowRules.MaxColumnChars}");
            }

            StorageText.RequireWellFormed(value, $"Column '{name}' of change {change}", "changes");
            chars += name.Length + value.Length;
        }

        return chars;
    }

    private static void CheckName(string name, int change)
    {
        if (name.Length is 0 or > RowRules.MaxColumnNameChars || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        {
            throw Refused(change, $"has a column whose name is not 1–{RowRules.MaxColumnNameChars} ASCII letters, digits or '_'");
        }

        // Table Storage compares property names with their case; a person in a storage browser does not.
        if (name.StartsWith("Payload", StringComparison.OrdinalIgnoreCase) || IsReserved(name))
        {
            throw Refused(change, $"has a column named '{name}': the store needs that name itself");
        }
    }

    private static bool IsReserved(string name) =>
        name.Equals("PartitionKey", StringComparison.OrdinalIgnoreCase)
        || name.Equals("RowKey", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Timestamp", StringComparison.OrdinalIgnoreCase);

    private static ArgumentException Refused(int change, string why) => new($"The row of change {change} {why}.");
}
