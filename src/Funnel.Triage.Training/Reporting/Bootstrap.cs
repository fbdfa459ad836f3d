namespace Funnel.Triage.Training.Reporting;

/// <summary>95 % intervals by drawing the rows again with replacement, 1,000 times, always the same way.</summary>
internal static class Bootstrap
{
    private const int Draws = 1000;

    /// <summary>The interval of a number computed from counts.</summary>
    internal static (double Low, double High) Interval(IReadOnlyList<ReportRow> rows, Func<ReportRow, bool> said, Func<Score, double> number)
    {
        if (rows.Count == 0)
        {
            return (0, 0);
        }

        byte[] outcomes = [.. rows.Select(r => (byte)((r.IsInquiry ? 1 : 0) + (said(r) ? 2 : 0)))];
        var values = new double[Draws];
        var state = 0x2545F4914F6CDD1DUL;
        Span<int> counts = stackalloc int[4];
        for (var draw = 0; draw < Draws; draw++)
        {
            counts.Clear();
            for (var i = 0; i < outcomes.Length; i++)
            {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                counts[outcomes[(int)(state % (uint)outcomes.Length)]]++;
            }

            values[draw] = number(new Score(counts[3], counts[2], counts[1]));
        }

        Array.Sort(values);
        return (values[Draws / 40], values[Draws - 1 - Draws / 40]);
    }
}
