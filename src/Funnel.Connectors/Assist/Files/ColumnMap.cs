using Funnel.Intake.Handed.Exports;

namespace Funnel.Connectors.Assist.Files;

/// <summary>Which column holds what.</summary>
/// <param name="At">The column's place, by role; roles without a column are not in it.</param>
internal sealed record ColumnMap(IReadOnlyDictionary<ColumnRole, int> At)
{
    private const int FewestIdChars = 6;

    public int this[ColumnRole role] => At.GetValueOrDefault(role, -1);

    public bool Has(ColumnRole role) => At.ContainsKey(role);

    /// <summary>How many columns are known by their usual names, or were named.</summary>
    public static int Known(IReadOnlyList<string> columns, IReadOnlyDictionary<ColumnRole, string> named) => Of(columns, [], named).At.Count;

    /// <param name="rows">Some of them: a name such as <c>id</c> may stand over mere numbers.</param>
    /// <param name="named">Columns that the operator named; those that are not there are left out.</param>
    public static ColumnMap Of(IReadOnlyList<string> columns, IReadOnlyList<ExportRow> rows, IReadOnlyDictionary<ColumnRole, string> named)
    {
        var at = new Dictionary<ColumnRole, int>();
        foreach (var (role, name) in named)
        {
            if (Find(columns, c => string.Equals(c.Trim(), name, StringComparison.Ordinal)) is var exact && (exact >= 0 ? exact : Find(columns, c => Same(c, name))) is >= 0 and var place)
            {
                at[role] = place;
            }
        }

        foreach (var (role, names) in ColumnNames.All.OrderBy(n => n.Key).Where(n => !named.ContainsKey(n.Key)))
        {
            var free = columns.Select((c, i) => at.ContainsValue(i) ? "" : c).ToList();
            var found = names.Select(name => Find(free, c => string.Equals(ColumnNames.Plain(c), name, StringComparison.Ordinal))).Concat(
                names.Select(name => Find(free, c => c.Contains('.', StringComparison.Ordinal) && string.Equals(ColumnNames.Plain(ColumnNames.LastPart(c)), name, StringComparison.Ordinal))));
            if (found.FirstOrDefault(i => i >= 0 && Fits(role, columns[i], rows, i), -1) is >= 0 and var place)
            {
                at[role] = place;
            }
        }

        return new(at);
    }

    /// <summary><c>id</c> is a comment's own where it is not short: exporters number their rows, too.</summary>
    private static bool Fits(ColumnRole role, string column, IReadOnlyList<ExportRow> rows, int at) =>
        role != ColumnRole.Id || !string.Equals(ColumnNames.Plain(column), "id", StringComparison.Ordinal) || rows.All(r => r[at].Trim().Length is 0 or >= FewestIdChars);

    private static bool Same(string column, string name) => ColumnNames.Plain(column) is { Length: > 0 } plain && string.Equals(plain, ColumnNames.Plain(name), StringComparison.Ordinal);

    private static int Find(IReadOnlyList<string> columns, Func<string, bool> isIt)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Length > 0 && isIt(columns[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
