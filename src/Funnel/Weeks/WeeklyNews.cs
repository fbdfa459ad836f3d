using System.Text.Json;
using Funnel.Accounts;
using Funnel.Hooks;

namespace Funnel.Weeks;

/// <summary>Tells hooks that ask for it what their accounts' last week came to, once it is Monday morning for all of these.</summary>
internal sealed class WeeklyNews(WeekDesk desk, AccountBook accounts) : IHookNews
{
    /// <summary>Of several weeks that were missed it is the last.</summary>
    /// <remarks>A process whose clock is a little behind finds a week told that is not over for it; one that is further ahead was told by a clock that was wrong.</remarks>
    public string? Due(HookOptions hook, string? last) =>
        hook.Weekly && desk.LastWhole(Of(hook), hook.WeeklyAt) is { } week && !(Week.TryParse(last, out var told) && told.CompareTo(week) >= 0 && told.CompareTo(week.Next) <= 0)
            ? week.ToString() : null;

    public async Task<byte[]> Body(HookOptions hook, string due, CancellationToken ct)
    {
        var week = Week.TryParse(due, out var named) ? named : throw new ArgumentException("no week", nameof(due));
        var report = await desk.Read(Of(hook), week, ct);
        return JsonSerializer.SerializeToUtf8Bytes(new("week", hook.Name, report, new(WeekText.Of(report, WeekLanguage.Chinese), WeekText.Of(report, WeekLanguage.English))), WeekJson.Plain.WeekBody);
    }

    private List<string> Of(HookOptions hook) => hook.Accounts.Count > 0 ? hook.Accounts : [.. accounts.All.Select(a => a.Id)];
}
