using Funnel.Audit;
using Funnel.Console.Languages;

namespace Funnel.Console.Log;

/// <summary>One page of the audit.</summary>
/// <param name="Next">Where older lines begin; null when there are none.</param>
public sealed record LogModel(LogFilter Filter, IReadOnlyList<AuditLine> Lines, string? Next);

internal sealed class LogHandler(AuditLog audit, AuditTally tally) : IConsolePage
{
    public const string Csv = "csv";
    private const int PageSize = 50;
    private const int CsvPage = 1_000;

    /// <summary>A file of more is got by days, or from the interface for scripts.</summary>
    private const int MostCsv = 50_000;

    public string Path => "log";

    public IReadOnlyList<string> Routes { get; } = ["GET log", "GET log/" + Csv];

    public string NameIn(Texts texts) => texts.Staff.LogPage;

    public async Task<ConsoleResult> Get(ConsoleRequest request, string? id, CancellationToken ct)
    {
        var offset = request.Options.UtcOffset;
        var filter = LogFilter.Of(request.Http.Request.Query, DateOnly.FromDateTime(request.Now.ToOffset(offset).DateTime));
        await tally.Flush();
        if (id is Csv)
        {
            return ConsoleResult.File($"funnel-log-{Format.Day(filter.From)}-{Format.Day(filter.To)}.csv", "text/csv; charset=utf-8", Rows(filter.ToQuery(offset), ct));
        }

        var page = await audit.Read(filter.ToQuery(offset), filter.Cursor, PageSize, ct);
        return ConsoleResult.Page<LogPage>(request, new LogModel(filter, page.Lines, page.Next));
    }

    private async IAsyncEnumerable<string> Rows(AuditQuery query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        yield return CsvCell.Mark + AuditCsv.Head;
        var (cursor, count) = ((string?)null, 0);
        do
        {
            var page = await audit.Read(query, cursor, CsvPage, ct);
            foreach (var line in page.Lines)
            {
                yield return AuditCsv.Row(line);
            }

            (cursor, count) = (page.Next, count + page.Lines.Count);
        }
        while (cursor is not null && count < MostCsv);
    }
}
