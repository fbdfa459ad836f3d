namespace Funnel.Triage.Training.Reporting;

/// <summary>Counts of one way to decide, and what follows from them. A share of nothing is 0.</summary>
internal readonly record struct Score(int Right, int Wrong, int Missed)
{
    internal double Precision => Share(Right, Right + Wrong);

    internal double Recall => Share(Right, Right + Missed);

    internal double F1 => Share(2 * Right, 2 * Right + Wrong + Missed);

    internal static Score Of(IEnumerable<ReportRow> rows, Func<ReportRow, bool> said)
    {
        var (right, wrong, missed) = (0, 0, 0);
        foreach (var row in rows)
        {
            switch (row.IsInquiry, said(row))
            {
                case (true, true):
                    right++;
                    break;
                case (false, true):
                    wrong++;
                    break;
                case (true, false):
                    missed++;
                    break;
            }
        }

        return new Score(right, wrong, missed);
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
