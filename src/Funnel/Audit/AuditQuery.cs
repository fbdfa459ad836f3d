namespace Funnel.Audit;

/// <summary>Which audit lines are asked for.</summary>
/// <param name="From">The earliest time.</param>
/// <param name="Before">The first time that is too late.</param>
public sealed record AuditQuery(DateTimeOffset From, DateTimeOffset Before)
{
    /// <summary>Part of a name, in any case; null for everybody.</summary>
    public string? By { get; init; }

    /// <summary>An action; null for any.</summary>
    public string? What { get; init; }

    /// <summary>Part of what it was done to; null for anything.</summary>
    public string? On { get; init; }

    internal bool Fits(AuditLine line) => Has(line.By, By) && (What is null || string.Equals(line.What, What, StringComparison.Ordinal)) && Has(line.On, On);

    private static bool Has(string text, string? part) => part is null || text.Contains(part, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Audit lines, the newest first.</summary>
/// <param name="Next">Where to go on; null at the end. A page that is short, or empty, may have one: it says how far was looked.</param>
public sealed record AuditPage(IReadOnlyList<AuditLine> Lines, string? Next);
