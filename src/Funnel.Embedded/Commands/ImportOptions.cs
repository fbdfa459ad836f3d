using System.CommandLine;
using System.Globalization;
using Funnel.Intake.Handed;
using Funnel.Intake.Handed.Exports;

namespace Funnel.Embedded.Commands;

/// <summary>What the operator says of a file of comments.</summary>
internal sealed class ImportOptions
{
    private const string Roles = "content, nick, person, time, id, video, link, title, parent, own";
    private static readonly string[] LocalForms = ["yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"];

    private readonly Option<string?> columns = new("--columns")
    {
        Description = $"Columns by what they hold, where their names do not say it: --columns content=评论正文,time=发布于. There are {Roles}.",
    };

    private readonly Option<string?> video = new("--video") { Description = "The video of comments that name none: its id or its address." };
    private readonly Option<string?> at = new("--at")
    {
        Description = "When the file was made, such as \"2026-11-03 08:05\": times such as 3小时前 count from it; and the time of all comments where no column holds it.",
    };

    private readonly Option<string?> offset = new("--utc-offset") { Description = "The offset of the file's local times from UTC (+08:00 when not given)." };
    private readonly Option<int?> within = new("--within") { Description = "Days: older comments are counted and become no task (as configured when not given: seven)." };
    private readonly Option<bool> all = new("--all") { Description = "Comments of any age become tasks, also those that were only counted before." };

    public void AddTo(Command command)
    {
        Array.ForEach<Option>([columns, video, at, offset, within, all], command.Options.Add);
        within.Validators.Add(result =>
        {
            if (result.GetValue(within) is < 1 or > 3650)
            {
                result.AddError("--within: must be a number of days from 1 to 3650.");
            }
        });
    }

    /// <exception cref="UsageException">One of them cannot be read.</exception>
    public ExportHints Hints(ParseResult parsed)
    {
        var local = parsed.GetValue(offset) is { } text ? OffsetOf(text) : ExportHints.UsualOffset;
        return new(Columns(parsed.GetValue(columns)), parsed.GetValue(video), parsed.GetValue(at) is { } when ? TimeOf(when, local) : null, local) { IsTimeGiven = parsed.GetValue(at) is not null };
    }

    public HandedWish Wish(ParseResult parsed, bool dryRun) =>
        new(parsed.GetValue(all) ? TimeSpan.MaxValue : parsed.GetValue(within) is { } days ? TimeSpan.FromDays(days) : null, dryRun);

    private static Dictionary<ColumnRole, string> Columns(string? text)
    {
        var columns = new Dictionary<ColumnRole, string>();
        foreach (var pair in (text ?? "").Split(',', '，').Where(p => p.Trim().Length > 0).Select(p => p.Split('=', 2)))
        {
            if (pair.Length != 2 || pair[1].Trim().Length == 0 || !pair[0].Trim().All(char.IsAsciiLetter) || !Enum.TryParse<ColumnRole>(pair[0].Trim(), ignoreCase: true, out var role))
            {
                throw new UsageException($"--columns: '{string.Join('=', pair)}' is not WHAT=COLUMN, with one of {Roles}");
            }

            columns[role] = pair[1].Trim();
        }

        return columns;
    }

    private static TimeSpan OffsetOf(string text) =>
        text.Length > 1 && text[0] is '+' or '-' && TimeSpan.TryParseExact(text.AsSpan(1), @"hh\:mm", CultureInfo.InvariantCulture, out var offset) && offset <= TimeSpan.FromHours(14)
            ? text[0] == '-' ? -offset : offset
            : throw new UsageException($"--utc-offset {text}: must be an offset such as +08:00");

    private static DateTimeOffset TimeOf(string text, TimeSpan offset) =>
        DateTime.TryParseExact(text, LocalForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? new(local, offset)
            : DateTimeOffset.TryParseExact(text, "yyyy-MM-ddTHH:mm:ssK", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at
            : throw new UsageException($"--at {text}: must be a time such as \"2026-11-03 08:05\"");
}
