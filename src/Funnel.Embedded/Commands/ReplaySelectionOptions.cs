using System.CommandLine;

namespace Funnel.Embedded.Commands;

/// <summary>What <c>funnel replays start</c> may be told: the fields of the request, which the host checks.</summary>
internal sealed class ReplaySelectionOptions
{
    private readonly Option<string[]> lead = Many("--lead", "People, by their leads' ids.");
    private readonly Option<string[]> comment = Many("--comment", "People, by ids of comments; with the one --account whose they are.");
    private readonly Option<string[]> account = Many("--account", "Accounts, by their ids.");
    private readonly Option<string[]> reason = Many("--reason", "Codes of the reasons for which it is parked, such as offer-removed.");
    private readonly Option<string[]> stage = Many("--stage", "How far people have come: Inquired, Replied, Talking, Invited, Added, Served.");
    private readonly Option<string?> from = new("--from") { Description = "They asked then or later: a time with its offset, such as 2026-03-01T08:00:00+08:00." };
    private readonly Option<string?> to = new("--to") { Description = "They asked before this." };
    private readonly Option<string[]> step = Many("--step", "What is run again: reply, invite, welcome, label, or one effect by its id, such as reply:guide. All when not given.");
    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Decides and makes everything ready, and says what would be sent to whom. Nothing is sent or changed." };
    private readonly Option<bool> unsent = new("--unsent") { Description = "You looked, and know that this one effect (--lead, --step, --by) was not sent." };

    public void AddTo(Command command)
    {
        Option[] all = [lead, comment, account, reason, stage, from, to, step, dryRun, unsent];
        Array.ForEach(all, command.Options.Add);
    }

    /// <summary>The request's body.</summary>
    public object Body(ParseResult parsed)
    {
        var selection = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var option in new[] { lead, comment, account, reason, stage })
        {
            if (parsed.GetValue(option) is { Length: > 0 } values)
            {
                selection[option.Name.TrimStart('-')] = values;
            }
        }

        foreach (var option in new[] { from, to })
        {
            if (parsed.GetValue(option) is { } time)
            {
                selection[option.Name.TrimStart('-')] = time;
            }
        }

        var body = new Dictionary<string, object>(StringComparer.Ordinal) { ["selection"] = selection, ["dryRun"] = parsed.GetValue(dryRun), ["unsent"] = parsed.GetValue(unsent) };
        if (parsed.GetValue(step) is { Length: > 0 } steps)
        {
            body["step"] = steps;
        }

        return body;
    }

    private static Option<string[]> Many(string name, string description) => new(name) { Description = description + " May be repeated.", AllowMultipleArgumentsPerToken = true };
}
