using System.Globalization;
using Funnel.Intake.Handed;
using Funnel.Intake.Handed.Exports;

namespace Funnel.Connectors.Assist.Files;

/// <summary>Makes comments of the rows of a table.</summary>
internal sealed class RowReader
{
    private const int MostProblems = 1_000;
    private const int ShownChars = 40;

    private readonly ExportTable table;
    private readonly ExportHints hints;
    private readonly ColumnMap map;
    private readonly ExportTime times;
    private readonly HashSet<ExportTimeForm> forms = [];
    private readonly List<ExportProblem> problems = [];
    private (int Ids, int People, int Videos) rounded;

    /// <exception cref="ExportFileException">A column that is needed is not known.</exception>
    public RowReader(ExportTable table, string name, ExportHints hints)
    {
        (this.table, this.hints) = (table, hints);
        map = ColumnMap.Of(table.Columns, table.Rows, hints.Columns);
        times = new(hints.At!.Value, hints.Offset ?? ExportHints.UsualOffset);
        ColumnAsker.Ask(table, map, times, name, hints);
    }

    public ExportedComments Read()
    {
        var comments = new List<ExportedComment>(table.Rows.Count);
        foreach (var row in table.Rows)
        {
            if (Comment(row) is { } comment)
            {
                comments.Add(new(row.Number, comment));
            }
        }

        return new(
            table.Format, table.Encoding, map.At.ToDictionary(a => a.Key, a => table.Columns[a.Value]), [.. table.Columns.Where((c, i) => c.Length > 0 && !map.At.Values.Contains(i))],
            [.. forms.OrderBy(f => f.Words(), StringComparer.Ordinal)], comments, problems, [.. table.Notes, .. Notes()]);
    }

    private HandedComment? Comment(ExportRow row)
    {
        var moment = HasTime(row) ? times.Read(row[map[ColumnRole.Time]]) : new ExportMoment(hints.At!.Value, true, ExportTimeForm.Given);
        if (moment is null)
        {
            return Problem(row, ColumnRole.Time, string.IsNullOrWhiteSpace(row[map[ColumnRole.Time]]) ? ExportProblemKind.NoTime : ExportProblemKind.BadTime);
        }

        forms.Add(moment.Value.Form);
        var (id, person, nick) = (Id(row, ColumnRole.Id, ref rounded.Ids), Id(row, ColumnRole.Person, ref rounded.People), ExportText.Plain(row[map[ColumnRole.Nick]]).Trim());
        if (person is null && nick.Length == 0 && ExportText.IsRounded(ExportText.Id(row[map[ColumnRole.Person]])))
        {
            return Problem(row, ColumnRole.Person, ExportProblemKind.LostPerson);
        }

        var video = Id(row, ColumnRole.Video, ref rounded.Videos) ?? (map.Has(ColumnRole.Link) ? ExportText.Id(row[map[ColumnRole.Link]]) : null) ?? hints.Video
            ?? (map.Has(ColumnRole.Title) ? ExportText.Id(row[map[ColumnRole.Title]]) : null);
        return new(video ?? "", ExportText.Plain(row[map[ColumnRole.Content]]), moment.Value.At)
        {
            Id = id,
            Person = person,
            Nick = nick.Length == 0 ? null : nick,
            Parent = map.Has(ColumnRole.Parent) ? ExportText.Parent(row[map[ColumnRole.Parent]], id) : null,
            Title = map.Has(ColumnRole.Title) ? ExportText.Plain(row[map[ColumnRole.Title]]) : null,
            Link = map.Has(ColumnRole.Link) ? ExportText.Id(row[map[ColumnRole.Link]]) : null,
            IsTimeRough = moment.Value.IsRough,
            IsOwn = map.Has(ColumnRole.Own) && ExportText.IsYes(row[map[ColumnRole.Own]]),
        };
    }

    private string? Id(ExportRow row, ColumnRole role, ref int lost)
    {
        var id = map.Has(role) ? ExportText.Id(row[map[role]]) : null;
        if (!ExportText.IsRounded(id))
        {
            return id;
        }

        lost++;
        return null;
    }

    /// <summary>Lines say when they were written, or do not.</summary>
    private bool HasTime(ExportRow row) => map.Has(ColumnRole.Time) && (table.Format != ExportFormat.Lines || !string.IsNullOrWhiteSpace(row[map[ColumnRole.Time]]));

    private HandedComment? Problem(ExportRow row, ColumnRole role, ExportProblemKind kind)
    {
        if (problems.Count < MostProblems)
        {
            problems.Add(new(table.Format.Unit(), row.Number, TextCutter.Ellipsis(Name(role), ShownChars), kind, TextCutter.Ellipsis(row[map[role]].Trim(), ShownChars)));
        }

        return null;
    }

    private IEnumerable<ExportNote> Notes()
    {
        if (rounded.Ids > 0)
        {
            yield return new(ExportNoteKind.RoundedComments, Number(rounded.Ids), Name(ColumnRole.Id));
        }

        if (rounded.People > 0)
        {
            yield return new(ExportNoteKind.RoundedPeople, Number(rounded.People), Name(ColumnRole.Person));
        }

        if (rounded.Videos > 0)
        {
            yield return new(map.Has(ColumnRole.Link) ? ExportNoteKind.RoundedVideosWithLinks : ExportNoteKind.RoundedVideos, Number(rounded.Videos), Name(ColumnRole.Video));
        }

        if (forms.Contains(ExportTimeForm.Relative))
        {
            yield return new(ExportNoteKind.RelativeTimes, hints.At!.Value.ToOffset(hints.Offset ?? ExportHints.UsualOffset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
        }
    }

    private string Name(ColumnRole role) => table.Columns[map[role]];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
