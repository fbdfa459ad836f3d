using System.Globalization;
using Funnel.Claims;
using Funnel.Console.Frame;
using Funnel.Console.Languages;
using Funnel.Console.Leads;
using Funnel.Console.Today;
using Funnel.Intake.Handed;
using Funnel.Leads;
using Funnel.Tasks;
using Microsoft.AspNetCore.Http;

namespace Funnel.Console.Tasks;

/// <summary>What operators have to do, and their decisions.</summary>
internal sealed class TasksHandler(TaskBook book, TaskDesk desk, TasksAgain again, LeadStore leads, VideoNames videos, HandedComments handed, LiveNumbers live) : IConsolePage
{
    private const int Shown = 20;

    public string Path => "tasks";

    public IReadOnlyList<string> Routes { get; } =
        ["GET tasks", "POST tasks", "GET tasks/{id}", $"POST tasks/{TasksAgain.Try}", $"POST tasks/{TasksAgain.Run}", $"POST tasks/{TasksAgain.Cancel}"];

    public string NameIn(Texts texts) => texts.Tasks.Page;

    public string? CountOf(Needs? needs) => needs?.TasksText;

    public Task<ConsoleResult> Get(ConsoleRequest request, string? id, CancellationToken ct)
    {
        var query = request.Http.Request.Query;
        var at = int.TryParse(query["at"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 0;
        return id is not null ? again.Get(request, id, ct) : Show(request, TasksPlace.Read(n => query[n]), at, Outcomes.Find(request), Undo(request), StatusCodes.Status200OK, ct);
    }

    public async Task<ConsoleResult> Post(ConsoleRequest request, string? id, IFormCollection form, CancellationToken ct)
    {
        if (id is not null)
        {
            return await again.Post(request, id, form, ct);
        }

        var named = form["task"].Select(t => TaskId.TryParse(t, out var task) ? task : (TaskId?)null).ToList();
        if (TaskActions.Find(form["do"]) is not { } action || named.Count is 0 or > Shown || named.Contains(null) || (named.Count > 1 && action != TaskAction.Take))
        {
            return ConsoleResult.NotFound(request);
        }

        foreach (var task in request.SeesAll ? [] : named.OfType<TaskId>())
        {
            if (await leads.Find(task.Lead, ct) is not { } lead || !request.Sees(lead.AccountId))
            {
                return ConsoleResult.NotFound(request);
            }
        }

        var (result, seen) = (default(TaskResult), form["seen"].ToString() is { Length: > 0 } said ? said : null);
        foreach (var task in named.OfType<TaskId>())
        {
            var one = await desk.Decide(task, action, new(request.Operator!.Name, request.Address.Text), seen, ct);
            result = one.Refusal is null || result is null ? one : result; // of several some may be somebody else's
        }

        live.Forget();
        var place = TasksPlace.Read(n => form[n]);
        var at = int.TryParse(form["at"], NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : 0;
        return result!.Refusal is { } why
            ? await Show(request, place, at, new(request.Texts.Refused + request.Texts.Of(why, request.Format), false), null, StatusCodes.Status409Conflict, ct)
            : ConsoleResult.SeeOther(place.Url(request, (Outcomes.Query, TaskActions.WordOf(result.Outcome)), ("at", at is 0 ? null : at.ToString(CultureInfo.InvariantCulture)),
                ("task", IsUndone(result.Outcome) ? named[0].ToString() : null)));
    }

    private async Task<ConsoleResult> Show(ConsoleRequest request, TasksPlace place, int at, FlashMessage? flash, TaskId? undo, int status, CancellationToken ct)
    {
        var page = await book.Page(place.FilterFor(request), place.After, Shown, ct);
        if (page.Tasks.Count == 0 && place.After is not null)
        {
            place = place with { After = null }; // all behind it are done
            page = await book.Page(place.FilterFor(request), null, Shown, ct);
        }

        var named = await videos.Of(page.Tasks.Where(t => t.Line.VideoId.Length > 0).Select(t => (t.Line.Lead.AccountId, t.Line.VideoId)), ct);
        var model = new TasksModel(place, page, Math.Clamp(at, 0, Math.Max(0, page.Tasks.Count - 1)), LeadsHandler.Names(request), named, flash, undo)
        {
            CanImport = request.Accounts.Any(a => handed.Of(a.Id) == HandedAccount.Takes),
        };
        return ConsoleResult.Page<TasksPage>(request, model, status);
    }

    private static TaskId? Undo(ConsoleRequest request) => TaskId.TryParse(request.Http.Request.Query["task"], out var id) ? id : null;

    private static bool IsUndone(TaskOutcome outcome) => outcome is TaskOutcome.Done or TaskOutcome.NotPossible or TaskOutcome.NotAnInquiry or TaskOutcome.GivenUp;
}
