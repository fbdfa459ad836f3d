using System.Globalization;
using Funnel.Intake.Handed;

namespace Funnel.Connectors.Assist.Files;

/// <summary>Makes comments of the rows of a table.</summary>
internal sealed class RowReader
{
    private const int MostProblems = 1_000;

    private readonly ExportTable table;
    private readonly ExportHints hints;
    private readonly ColumnMap map;
    private readonly ExportTime times;
    private readonly SortedSet<string> forms = new(StringComparer.Ordinal);
    private readonly List<ExportProblem> problems = [];
    private (int Ids, int People, int Videos) rounded;
    private bool anyRelative;

    /// <exception cref="ExportFileException">A column that is needed is not known.</exception>
    public RowReader(ExportTable table, string name, ExportHints hints)
    {
        (this.table, this.hints) = (table, hints);
        map = ColumnMap.Of(table.Columns, table.Rows, hints.Columns);
        times = new(hints.At!.Value, hints.Offset ?? ExportHints.UsualOffset);
        ColumnQuestion.Ask(table, map, times, name, hints);
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
            table.Format, table.Encoding, table.RowWord, map.At.ToDictionary(a => a.Key, a => table.Columns[a.Value]), [.. table.Columns.Where((c, i) => c.Length > 0 && !map.At.Values.Contains(i))],
            [.. forms], comments, problems, [.. table.Notes, .. Notes()]);
    }

    private HandedComment? Comment(ExportRow row)
    {
        var moment = map.Has(ColumnRole.Time) ? times.Read(row[map[ColumnRole.Time]]) : new ExportMoment(hints.At!.Value, true, "the time given");
        if (moment is null)
        {
            var cell = row[map[ColumnRole.Time]].Trim();
            return Problem(row, ColumnRole.Time, cell.Length == 0 ? "there is no time" : $"'{TextCutter.Ellipsis(cell, 40)}' is no time that is known. Write it as 2026-11-03 08:05");
        }

        forms.Add(moment.Value.Form);
        anyRelative |= moment.Value.IsRelative;
        var (id, person, nick) = (Id(row, ColumnRole.Id, ref rounded.Ids), Id(row, ColumnRole.Person, ref rounded.People), ExportText.Plain(row[map[ColumnRole.Nick]]).Trim());
        if (person is null && nick.Length == 0 && ExportText.IsRounded(ExportText.Id(row[map[ColumnRole.Person]])))
        {
            return Problem(row, ColumnRole.Person, "a program made a rounded number of this id, and it is lost. Export the file again with that column as text, or with the people's names");
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

    private HandedComment? Problem(ExportRow row, ColumnRole role, string what)
    {
        if (problems.Count < MostProblems)
        {
            problems.Add(new(string.Create(CultureInfo.InvariantCulture, $"{table.RowWord} {row.Number}, column '{TextCutter.Ellipsis(table.Columns[map[role]], 40)}'"), what));
        }

        return null;
    }

    private IEnumerable<string> Notes()
    {
        if (rounded.Ids > 0)
        {
            yield return $"A program made rounded numbers of {rounded.Ids} ids of comments ({Name(ColumnRole.Id)}): video, person, words and time tell those comments apart instead.";
        }

        if (rounded.People > 0)
        {
            yield return $"A program made rounded numbers of {rounded.People} ids of people ({Name(ColumnRole.Person)}): their names stand for them. "
                + "Export that column as text to tell people of one name apart.";
        }

        if (rounded.Videos > 0)
        {
            var instead = map.Has(ColumnRole.Link) ? "their addresses are used" : "say --video, or export that column as text";
            yield return $"A program made rounded numbers of {rounded.Videos} ids of videos ({Name(ColumnRole.Video)}): {instead}.";
        }

        if (anyRelative)
        {
            var made = hints.At!.Value.ToOffset(hints.Offset ?? ExportHints.UsualOffset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
            yield return $"Times such as \"3小时前\" count from {made}, when the file was last written; --at says another.";
        }
    }

    private string Name(ColumnRole role) => $"'{table.Columns[map[role]]}'";
}
