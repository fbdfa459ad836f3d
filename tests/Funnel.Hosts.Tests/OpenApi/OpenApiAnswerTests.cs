using System.Text.Json;
using System.Text.RegularExpressions;
using Funnel.Hosts.Tests.EndToEnd;
using Funnel.Leads;
using Funnel.Triage;
using Microsoft.Extensions.DependencyInjection;
using Stage = Funnel.Hosts.Tests.EndToEnd.Stage;

namespace Funnel.Hosts.Tests.OpenApi;

/// <summary>What a running host really answers, and what it tells a hook, is what docs/openapi.yaml says. Each operation is tried where it does what is asked and where it does not.</summary>
[Collection(Stage.OthersOneByOne)]
public sealed class OpenApiAnswerTests
{
    /// <summary>Platforms sign events; and whether a replay can be cancelled depends on who is quicker.</summary>
    private static readonly string[] NotSurely = ["GET /api/events/{connector}", "POST /api/events/{connector}", "DELETE /api/replays/{id}"];

    private static readonly string TooLong = new('a', 101);

    [Fact]
    public async Task What_is_answered_and_told_is_what_the_document_says()
    {
        using var stage = await Stage.Enter();
        await using var shop = await ApiShop.Open();
        await stage.Perform(shop.Sandbox, served: 1);
        await Numbers(shop);
        await Comments(shop);
        await Tasks(shop);
        await Held(shop);
        await Replays(shop);
        await Settings(shop);
        await Changes(shop);
        await People(shop);
        await Rest(shop);
        Told(shop);
        var missed = ApiDocument.Operations.Where(o => !NotSurely.Contains(o.Name) && !shop.Tried.Any(t => Regex.IsMatch(t, $"^{Regex.Escape(o.Name)} 2\\d\\d$"))).Select(o => $"{o.Name} was not tried");
        var wrong = shop.Wrong.Concat(missed).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static async Task Numbers(ApiShop shop)
    {
        foreach (var path in new[] { "/api/funnel", "/api/leads" })
        {
            await shop.Try("GET " + path, 200);
            await shop.Try("GET " + path, 400, path + "?from=x");
            await shop.Try("GET " + path, 404, path + "?account=x");
            await shop.Try("GET " + path, 401, key: "");
        }

        const string report = "GET /api/reports/{name}";
        foreach (var name in new[] { "funnel", "retention", "effect", "waits" })
        {
            await shop.Try(report, 200, "/api/reports/" + name);
        }

        await shop.Try(report, 200, "/api/reports/funnel?by=source&format=csv");
        await shop.Try(report, 200, "/api/reports/waits?by=hour&format=text");
        await shop.Try(report, 200, "/api/reports/week");
        await shop.Try(report, 200, "/api/reports/week?format=text&lang=en");
        await shop.Try(report, 400, "/api/reports/week?week=9997-W01");
        await shop.Try(report, 404, "/api/reports/x");
        await shop.Try(report, 400, "/api/reports/funnel?by=x");
        await shop.Try("GET /api/wordings", 200);
        await shop.Try("POST /api/wordings/{offer}/{variant}/resume", 200, $"/api/wordings/{await Offer(shop)}/0/resume");
        await shop.Try("POST /api/wordings/{offer}/{variant}/resume", 404, "/api/wordings/x/0/resume");
        await shop.Try("POST /api/wordings/{offer}/{variant}/resume", 400, "/api/wordings/x/0/resume", from: TooLong);
    }

    private static async Task<string> Offer(ApiShop shop) => (await shop.Try("GET /api/wordings", 200))[0].GetProperty("offer").GetString()!;

    private static async Task Comments(ApiShop shop)
    {
        const string comments = """[{"id":"openapi-1","person":"p1","nick":"小李","text":"求资料，怎么领","time":"TIME"},{"id":"openapi-2","person":"p2","text":"","time":"TIME"}]""";
        string Body(string account, string more = "") => $$"""{"account":"{{account}}","video":"openapi-video","comments":{{comments.Replace("TIME", DateTimeOffset.UtcNow.ToString("O"), StringComparison.Ordinal)}}{{more}}}""";
        await shop.Try("POST /api/comments", 200, body: Body(ApiShop.Handed, ",\"dryRun\":true"));
        await shop.Try("POST /api/comments", 202, body: Body(ApiShop.Handed));
        await shop.Try("POST /api/comments", 202, body: Body(ApiShop.Handed, ",\"all\":true"));
        await shop.Try("POST /api/comments", 400, body: "[{}]");
        await shop.Try("POST /api/comments", 409, body: Body(ApiShop.Read));
        await shop.Try("POST /api/comments", 413, body: new string(' ', 4_000_001));
        await shop.Try("GET /api/comments", 200, "/api/comments?account=" + ApiShop.Handed);
        await shop.Try("GET /api/comments", 400, "/api/comments?account=x");
        await shop.Try("GET /api/comments", 409, "/api/comments?account=" + ApiShop.Read);
    }

    private static async Task Tasks(ApiShop shop)
    {
        Assert.True(await Patience.Until(() => shop.Try("GET /api/tasks", 200).GetAwaiter().GetResult().GetProperty("found").GetInt32() >= 2), "nothing has to be done by hand");
        var tasks = (await shop.Try("GET /api/tasks", 200, "/api/tasks?take=1&account=" + ApiShop.Handed)).GetProperty("tasks");
        await shop.Try("GET /api/tasks", 400, "/api/tasks?take=0");
        var path = "/api/tasks/" + tasks[0].GetProperty("id").GetString();
        await shop.Try("POST /api/tasks/{id}", 400, path, """{"do":"x"}""");
        await shop.Try("POST /api/tasks/{id}", 409, path, """{"do":"done","seen":"something else"}""");
        await shop.Try("POST /api/tasks/{id}", 200, path, """{"do":"take"}""");
        await shop.Try("GET /api/tasks", 200); // with a note now
        await shop.Try("POST /api/tasks/{id}", 200, path, """{"do":"snooze"}""");
        await shop.Try("GET /api/tasks", 200, "/api/tasks?put-off=1");
        await shop.Try("POST /api/tasks/{id}", 200, path, """{"do":"done"}""");
        await shop.Try("POST /api/tasks/{id}", 200, path, """{"do":"done"}""");
        await shop.Try("POST /api/tasks/{id}", 404, "/api/tasks/x", """{"do":"done"}""");
        await shop.Try("POST /api/tasks/{id}", 404, $"/api/tasks/{LeadId.Of(ApiShop.Handed, "nobody")}.reply:guide", """{"do":"done"}""");
    }

    private static async Task Held(ApiShop shop)
    {
        const string place = "PUT /api/settings/{kind}/{id}";
        var path = "/api/settings/switches/" + ApiShop.Read;
        await shop.Try(place, 201, path, """{"paused":false,"held":true}""", headers: ("If-None-Match", "*"));
        var (now, offer) = (DateTimeOffset.UtcNow, await Offer(shop));
        await shop.Host.Services.GetRequiredService<LeadStore>().Apply(LeadId.Of(ApiShop.Read, "openapi-person"), l => LeadDecider.Decide(l, new LeadCommand.Inquire(
            now, ApiShop.Read, "openapi-person", "小李", new Ask("openapi-comment", "v1", now, "求资料", offer, 0.9f, InquiryKind.Material, Tier.Rule))), default, mayBeNew: true);
        Assert.True(
            await Patience.Until(() => shop.Try("GET /api/held", 200, "/api/held?account=" + ApiShop.Read).GetAwaiter().GetResult().GetProperty("items").GetArrayLength() > 0), "nothing is held");
        await shop.Try("GET /api/held", 400, $"/api/held?account={ApiShop.Read}&take=0");
        await shop.Try("GET /api/held", 404);
        await shop.Try("POST /api/accounts/{account}/resume", 200, $"/api/accounts/{ApiShop.Read}/resume");
        await shop.Try("POST /api/accounts/{account}/resume", 404, "/api/accounts/x/resume");
        await shop.Try("POST /api/accounts/{account}/resume", 400, $"/api/accounts/{ApiShop.Read}/resume", from: TooLong);
        await shop.Try("DELETE /api/settings/{kind}/{id}", 204, path, headers: ("If-Match", "\"1\""));
    }

    private static async Task Replays(ApiShop shop)
    {
        const string start = "POST /api/replays";
        const string dry = """{"selection":{"account":["sandbox-assist"],"lead":["0000000000000000000000"]},"step":"reply","dryRun":true}""";
        var all = $$"""{"selection":{"account":"{{ApiShop.Handed}}"},"dryRun":true}""";
        await shop.Try(start, 400, body: """{"selection":{"lead":"x"}}""");
        await shop.Try(start, 202, body: dry);
        var path = "/api/replays/" + (await shop.Try(start, 202, body: all, headers: ("Idempotency-Key", "one"))).GetProperty("id").GetString();
        await shop.Try(start, 202, body: all, headers: ("Idempotency-Key", "one"));
        await shop.Try(start, 409, body: dry, headers: ("Idempotency-Key", "one"));
        await shop.Try(start, 413, body: new string(' ', 1_000_001));
        Assert.True(await Patience.Until(() => shop.Try("GET /api/replays/{id}", 200, path).GetAwaiter().GetResult().GetProperty("state").GetString() == "done"), "the replay does not end");
        await shop.Try("GET /api/replays/{id}/items", 200, path + "/items");
        await shop.Try("GET /api/replays/{id}/items", 404, "/api/replays/x/items");
        await shop.Try("GET /api/replays/{id}", 404, "/api/replays/x");
        await shop.Try("GET /api/replays", 200);
        await shop.Try("GET /api/replays", 400, "/api/replays?after=x");
        await shop.Try("DELETE /api/replays/{id}", 409, path);
        await shop.Try("DELETE /api/replays/{id}", 404, "/api/replays/x");
        await shop.Try("POST /api/poison/{queue}", 200, "/api/poison/comments");
        await shop.Try("POST /api/poison/{queue}", 404, "/api/poison/x");
    }

    private static async Task Settings(ApiShop shop)
    {
        const string put = "PUT /api/settings/{kind}/{id}";
        const string delete = "DELETE /api/settings/{kind}/{id}";
        const string path = "/api/settings/switches/all";
        var ofFile = "/api/settings/offers/" + await Offer(shop);
        await shop.Try("GET /api/settings/{kind}/{id}", 200, ofFile);
        await shop.Try("GET /api/settings/{kind}/{id}", 404, "/api/settings/x/x");
        await shop.Try(put, 428, path, """{"paused":false}""");
        await shop.Try(put, 400, path, """{"paused":7}""", headers: ("If-None-Match", "*"));
        await shop.Try(put, 400, path, """{"paused":false}""", headers: ("If-Match", "x"));
        await shop.Try(put, 201, path, """{"paused":false}""", headers: ("If-None-Match", "*"));
        await shop.Try(put, 200, path, """{"paused":false}""", headers: ("If-Match", "\"1\""));
        await shop.Try(put, 412, path, """{"paused":false}""", headers: ("If-None-Match", "*"));
        await shop.Try(put, 404, "/api/settings/x/x", "{}", headers: ("If-None-Match", "*"));
        await shop.Try(put, 409, ofFile, "{}", headers: ("If-None-Match", "*"));
        await shop.Try(put, 413, path, new string(' ', 1_000_000), headers: ("If-None-Match", "*"));
        await shop.Try("GET /api/settings/{kind}/{id}", 200, path);
        await shop.Try("GET /api/settings", 200);
        await shop.Try(delete, 428, path);
        await shop.Try(delete, 400, path, headers: ("If-Match", "x"));
        await shop.Try(delete, 412, path, headers: ("If-Match", "\"7\""));
        await shop.Try(delete, 204, path, headers: ("If-Match", "\"1\""));
        await shop.Try(delete, 404, path, headers: ("If-Match", "\"1\""));
        await shop.Try(delete, 404, "/api/settings/x/x", headers: ("If-Match", "\"1\""));
        await shop.Try(delete, 409, ofFile, headers: ("If-Match", "\"1\""));
        await shop.Try("GET /api/settings/{kind}/{id}/versions", 200, path + "/versions");
    }

    private static async Task Changes(ApiShop shop)
    {
        const string hook = "POST /api/hooks/{name}";
        await shop.Try("GET /api/changes", 200);
        await shop.Try("GET /api/changes", 400, "/api/changes?take=0");
        await shop.Try("GET /api/changes", 410, "/api/changes?after=1.999999");
        await shop.Try("GET /api/hooks", 200);
        await shop.Try(hook, 200, "/api/hooks/crm", """{"do":"pause"}""");
        await shop.Try("GET /api/hooks", 200);
        await shop.Try(hook, 200, "/api/hooks/crm", """{"do":"resume"}""");
        await shop.Try(hook, 200, "/api/hooks/crm", """{"do":"replay","from":"1.0","dryRun":true}""");
        await shop.Try(hook, 409, "/api/hooks/crm", """{"do":"replay","from":"1.999999"}""");
        await shop.Try(hook, 400, "/api/hooks/crm", """{"do":"x"}""");
        await shop.Try(hook, 404, "/api/hooks/x", """{"do":"pause"}""");
    }

    private static async Task People(ApiShop shop)
    {
        const string path = "/api/do-not-contact";
        const string person = """{"account":"sandbox-shop","person":"openapi-person"}""";
        await shop.Try("POST " + path, 200, body: person);
        await shop.Try("GET " + path, 200);
        await shop.Try("DELETE " + path, 200, body: person);
        await shop.Try("DELETE " + path, 404, body: person);
        await shop.Try("POST " + path, 400, body: "{}");
        await shop.Try("DELETE " + path, 400, body: "{}");
        await shop.Try("POST " + path, 404, body: $$"""{"lead":"{{LeadId.Of("x", "y")}}"}""");
        await shop.Try("GET /api/persons/{id}", 200, "/api/persons/openapi-person", key: "master");
        await shop.Try("GET /api/persons/{id}", 400, "/api/persons/openapi-person?by=x", key: "master");
        await shop.Try("GET /api/persons/{id}", 404, "/api/persons/nobody", key: "master");
        await shop.Try("GET /api/persons/{id}", 401, "/api/persons/nobody");
        await shop.Try("DELETE /api/persons/{id}", 202, "/api/persons/openapi-person", key: "master");
        await shop.Try("DELETE /api/persons/{id}", 404, "/api/persons/nobody", key: "master");
        await shop.Try("DELETE /api/persons/{id}", 400, "/api/persons/nobody?by=x", key: "master");
    }

    private static async Task Rest(ApiShop shop)
    {
        await shop.Try("GET /api/audit", 200);
        await shop.Try("GET /api/audit", 200, "/api/audit?take=1");
        await shop.Try("GET /api/audit", 200, "/api/audit?format=csv");
        await shop.Try("GET /api/audit", 400, "/api/audit?from=x");
        await shop.Try("POST /api/console-link", 200, body: """{"name":"小王"}""", key: "master");
        await shop.Try("POST /api/console-link", 400, body: "[]", key: "master");
        await shop.Try("POST /api/console-link", 401);
        await shop.Try("GET /api/openapi", 200);
        await shop.Try("GET /api/events/{connector}", 404, "/api/events/x", key: "");
        await shop.Try("POST /api/events/{connector}", 404, "/api/events/x", "{}", key: "");
        await shop.Try("POST /api/events/{connector}", 401, "/api/events/douyin", "{}", key: "");
        await shop.Try("POST /api/events/{connector}", 413, "/api/events/douyin", new string(' ', 70_000), key: "");
        var isWell = (await shop.Host.Services.GetRequiredService<Funnel.Measure.HealthReader>().Read(default)).Ok;
        await shop.Try("GET /api/health", isWell ? 200 : 503, key: "");
        await shop.Try("HEAD /api/health", isWell ? 200 : 503, key: "");
    }

    private static void Told(ApiShop shop)
    {
        Assert.Equal(["changes", "week"], shop.Told.Select(t => t.Body.GetProperty("type").GetString()).Distinct().Order());
        foreach (var (headers, body) in shop.Told)
        {
            var webhook = ApiDocument.Webhooks.Single(w => w.Path == body.GetProperty("type").GetString());
            foreach (var parameter in webhook.Is["parameters"]!.AsArray().Select(p => ApiDocument.Follow(p!)))
            {
                var name = parameter["name"]!.GetValue<string>();
                shop.Wrong.AddRange(ApiDocument.Wrong(parameter["schema"]!, JsonSerializer.SerializeToElement(headers.GetValueOrDefault(name))).Select(w => $"{name}: {w}"));
            }

            shop.Wrong.AddRange(ApiDocument.Wrong(webhook.Is["requestBody"]!["content"]!["application/json"]!["schema"]!, body).Select(w => $"told: {w}"));
        }
    }
}
