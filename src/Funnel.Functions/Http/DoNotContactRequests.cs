using System.Text.Json;
using Funnel.Accounts;
using Funnel.Connectors;
using Funnel.DoNotContact;
using Funnel.Leads;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Http;

/// <summary>
/// Who is not to be contacted, for scripts: <c>GET</c> lists, <c>POST</c> puts somebody on the list, <c>DELETE</c> takes them off it. Who is meant stands in the body, as
/// <c>{"lead":"…"}</c> or as <c>{"account":"shop","person":"open_id"}</c>; who says so, in <c>From</c>.
/// </summary>
public sealed class DoNotContactRequests(DoNotContactList list, RefusedPeople refused, LeadStore leads, AccountBook accounts)
{
    private const int MaxBytes = 10_000;
    private const int MaxPersonChars = 200;
    private const int AtOnce = 1_000;
    private const string Route = "api/do-not-contact";

    [Function("ListDoNotContact")]
    public IActionResult List([HttpTrigger(AuthorizationLevel.Function, "get", Route = Route)] HttpRequest request)
    {
        var after = request.Query["after"].ToString();
        var rest = after.Length == 0 ? list.All : [.. list.All.SkipWhile(p => !string.Equals(p.Id, after, StringComparison.Ordinal)).Skip(1)];
        return JsonAnswer.Of(new { count = list.Count, people = rest.Take(AtOnce).Select(Of), next = rest.Count > AtOnce ? $"/{Route}?after={rest[AtOnce - 1].Id}" : null });
    }

    [Function("SetDoNotContact")]
    public async Task<IActionResult> Set([HttpTrigger(AuthorizationLevel.Function, "post", Route = Route)] HttpRequest request, CancellationToken ct)
    {
        var (who, by, wrong) = await Read(request, ct);
        return wrong ?? JsonAnswer.Of(Of(await refused.Set(who!.Account, who.Id, by!, AddressOf(request), ct)));
    }

    [Function("LiftDoNotContact")]
    public async Task<IActionResult> Lift([HttpTrigger(AuthorizationLevel.Function, "delete", Route = Route)] HttpRequest request, CancellationToken ct)
    {
        var (who, by, wrong) = await Read(request, ct);
        return wrong ?? (await refused.Lift(who!.Account, who.Id, by!, AddressOf(request), ct) is { } was
            ? JsonAnswer.Of(Of(was))
            : JsonAnswer.Of(new { error = "this person is not on the do-not-contact list" }, StatusCodes.Status404NotFound));
    }

    private static object Of(ListedPerson person) => new { person.Id, person.Refusal.At, person.Refusal.Source, person.Refusal.By, account = person.Refusal.AccountId };

    private static string? AddressOf(HttpRequest request) => request.HttpContext.Connection.RemoteIpAddress?.ToString();

    private async Task<(WorkPerson? Who, string? By, IActionResult? Wrong)> Read(HttpRequest request, CancellationToken ct)
    {
        if (Caller.Read(request, "") is not { Length: > 0 } by)
        {
            return (null, null, Wrong($"{Caller.Wrong}: it is audited, so it is needed here"));
        }

        if (await RequestBody.Read(request, MaxBytes, ct) is not { } body)
        {
            return (null, null, Wrong($"the body has more than {MaxBytes} bytes"));
        }

        var (lead, account, person) = Fields(body);
        if (lead is not null)
        {
            return !LeadId.TryParse(lead, out var id) ? (null, null, Wrong($"lead: must be a lead's id, {LeadId.Length} letters and digits"))
                : await leads.Find(id, ct) is { } found ? (new(found.AccountId, found.PersonId), by, null)
                : (null, null, JsonAnswer.Of(new { error = "there is no such lead" }, StatusCodes.Status404NotFound));
        }

        return account is null || accounts.Find(account) is null ? (null, null, Wrong($"account: must be one of {string.Join(", ", accounts.All.Select(a => a.Id))}; or name a lead"))
            : person is not { Length: > 0 and <= MaxPersonChars } ? (null, null, Wrong($"person: must be the person's id on the platform, 1 to {MaxPersonChars} characters"))
            : (new(account, person), by, null);
    }

    private static (string? Lead, string? Account, string? Person) Fields(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(ReadableJson.Of(body));
            string? Text(string name) => json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
            return (Text("lead"), Text("account"), Text("person"));
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static ContentResult Wrong(string error) => JsonAnswer.Of(new { errors = new[] { error } }, StatusCodes.Status400BadRequest);
}
