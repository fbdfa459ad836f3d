using System.Globalization;
using System.Text.Json;
using Funnel.Accounts;
using Funnel.Claims;
using Funnel.Console.SignIn;
using Funnel.Intake;
using Funnel.Reasons;
using Funnel.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Http;

/// <summary>
/// What has to be done by hand, for scripts: <c>GET api/tasks?account=shop&amp;cause=cannot-reply</c>, in the order in which it is to be done, with words and links;
/// <c>POST api/tasks/{id}</c> with <c>{"do":"done"}</c> decides on one, as the console does. Who decides stands in <c>From</c>.
/// </summary>
public sealed class TaskRequests(TaskBook book, TaskDesk desk, AccountBook accounts, VideoStore videos, ClientAddresses addresses)
{
    private const int MaxBytes = 10_000;
    private const int MostTasks = 100;
    private const int Usual = 20;
    private const string Route = "api/tasks";

    [Function("ListTasks")]
    public async Task<IActionResult> List([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route)] HttpRequest request, CancellationToken ct)
    {
        var (account, cause, after, take) = (Given(request, "account"), Given(request, "cause"), Given(request, "after"), Given(request, "take"));
        string[] known = [.. accounts.All.Select(a => a.Id), .. await accounts.Removed(ct)];
        var most = take is null ? Usual : int.TryParse(take, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is >= 1 and <= MostTasks ? n : 0;
        string[] wrong =
        [
            .. account is not null && !known.Contains(account, StringComparer.Ordinal) ? [$"account: there is no '{Shown(account)}'; there are {string.Join(", ", known)}"] : Array.Empty<string>(),
            .. cause is not null && !ReasonWords.English.ContainsKey(cause) ? [$"cause: '{Shown(cause)}' is no reason's code; causes of this list has those that there are"] : Array.Empty<string>(),
            .. after is not null && !TaskBook.IsCursor(after) ? ["after: must be what next of the page before says"] : Array.Empty<string>(),
            .. most == 0 ? [$"take: must be a number from 1 to {MostTasks}"] : Array.Empty<string>(),
        ];
        if (wrong.Length > 0)
        {
            return JsonAnswer.Of(new { errors = wrong }, StatusCodes.Status400BadRequest);
        }

        var putOff = Given(request, "put-off") is "1" or "true";
        var page = await book.Page(new() { Account = account, Cause = cause, PutOff = putOff }, after, most, ct);
        var named = new Dictionary<(string, string), VideoState?>();
        foreach (var at in page.Tasks.Where(t => t.Line.VideoId.Length > 0).Select(t => (t.Line.Lead.AccountId, t.Line.VideoId)).Distinct())
        {
            named[at] = await videos.Find(at.AccountId, at.VideoId, ct);
        }

        return JsonAnswer.Of(new
        {
            tasks = page.Tasks.Select(t => TaskAnswers.Of(t, named.GetValueOrDefault((t.Line.Lead.AccountId, t.Line.VideoId)))),
            page.Found,
            page.PutOff,
            causes = page.Causes.Select(c => new { c.Code, c.Count }),
            next = page.Next is { } next ? $"/{Route}{Next(request, next)}" : null,
        });
    }

    [Function("DecideTask")]
    public async Task<IActionResult> Decide([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route + "/{id}")] HttpRequest request, string id, CancellationToken ct)
    {
        if (!TaskId.TryParse(id, out var task))
        {
            return JsonAnswer.Of(new { error = "there is no such task; GET /api/tasks lists them, with their ids" }, StatusCodes.Status404NotFound);
        }

        if (Caller.Read(request, "") is not { Length: > 0 } by)
        {
            return Wrong($"{Caller.Wrong}: it stands in the journal, so it is needed here");
        }

        if (await RequestBody.Read(request, MaxBytes, ct) is not { } body)
        {
            return Wrong($"the body has more than {MaxBytes} bytes");
        }

        var (what, seen) = Fields(body);
        if (TaskActions.Find(what) is not { } action)
        {
            return Wrong($"do: must be one of {string.Join(", ", TaskActions.Names)}: write {{\"do\":\"done\"}}");
        }

        var result = await desk.Decide(task, action, new(by, addresses.Of(request.HttpContext).Text), seen, ct);
        return result.Outcome switch
        {
            TaskOutcome.NotThere => JsonAnswer.Of(new { error = result.Refusal!.Words, reason = result.Refusal }, StatusCodes.Status404NotFound),
            TaskOutcome.Refused => JsonAnswer.Of(new { error = result.Refusal!.Words, reason = result.Refusal }, StatusCodes.Status409Conflict),
            var outcome => JsonAnswer.Of(new { id, outcome, result.Until }),
        };
    }

    private static string? Given(HttpRequest request, string name) => request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    private static string Shown(string text) => TextCutter.Chars(text, 40);

    /// <summary>The same question from there on.</summary>
    private static QueryString Next(HttpRequest request, string cursor) =>
        QueryString.Create(request.Query.Where(q => q.Key is "account" or "cause" or "put-off" or "take").Select(q => KeyValuePair.Create(q.Key, (string?)q.Value.ToString()))).Add("after", cursor);

    private static (string? Do, string? Seen) Fields(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            string? Text(string name) => json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
            return (Text("do"), Text("seen"));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return default; // the latter: a text has half a character
        }
    }

    private static ContentResult Wrong(string error) => JsonAnswer.Of(new { errors = new[] { error } }, StatusCodes.Status400BadRequest);
}
