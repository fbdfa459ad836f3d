using System.Text;
using System.Text.Json;
using Funnel.Claims;
using Funnel.Functions.Http;
using Funnel.Leads;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Funnel.Tests.Tasks;

/// <summary>Tasks for scripts.</summary>
public sealed class TaskRequestsTests
{
    private readonly TaskShop shop = new();

    [Fact]
    public async Task A_script_lists_tasks_and_does_them()
    {
        var reply = await shop.Refused("p1");
        var invite = await shop.Invited(reply.Lead);
        var (code, body) = await List("");
        Assert.Equal(200, code);
        var first = body.GetProperty("tasks")[0];
        Assert.Equal((invite.ToString(), "message", "shop", "p1", "求资料", "c-p1"), (Text(first, "id"), Text(first, "kind"), Text(first, "account"), Text(first, "person"), Text(first, "said"), Text(first, "comment")));
        Assert.StartsWith("https://", Text(first, "link"), StringComparison.Ordinal);
        Assert.Equal("work-failed", Text(first.GetProperty("cause"), "code"));
        Assert.Contains("done", first.GetProperty("actions").EnumerateArray().Select(a => a.GetString()));

        Assert.Equal(200, (await Decide(invite.ToString(), $$"""{"do":"done","seen":"{{Text(first, "seen")}}"}""")).Code);
        Assert.Equal(EffectStatus.Sent, (await shop.Find(invite)).Status);
        Assert.Equal(200, (await Decide(invite.ToString(), """{"do":"done"}""")).Code); // an answer that was lost
        var other = await Decide(invite.ToString(), """{"do":"not-possible"}""", "chen");
        Assert.Equal((409, "task-decided"), (other.Code, Text(other.Body.GetProperty("reason"), "code")));
    }

    [Fact]
    public async Task Pages_keep_what_was_asked_for()
    {
        for (var i = 0; i < 5; i++)
        {
            await shop.Refused($"p{i}");
        }

        var (seen, query) = (new List<string>(), "?account=shop&cause=platform-failure&take=2");
        while (query.Length > 0)
        {
            var body = (await List(query)).Body;
            seen.AddRange(body.GetProperty("tasks").EnumerateArray().Select(t => Text(t, "id")!));
            query = body.TryGetProperty("next", out var next) ? next.GetString()!["/api/tasks".Length..] : "";
        }

        Assert.Equal(5, seen.Distinct().Count());
        Assert.Equal(5, seen.Count);
    }

    [Theory]
    [InlineData("?account=nobody", "account")]
    [InlineData("?cause=nothing", "cause")]
    [InlineData("?after=xx", "after")]
    [InlineData("?take=0", "take")]
    [InlineData("?take=101", "take")]
    public async Task What_is_asked_wrongly_is_told(string query, string field)
    {
        var (code, body) = await List(query);
        Assert.Equal(400, code);
        Assert.StartsWith(field + ":", body.GetProperty("errors")[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"do":"done"}""", null, 400)]
    [InlineData("""{"do":"dance"}""", "lin", 400)]
    [InlineData("""{"do":1}""", "lin", 400)]
    [InlineData("""[]""", "lin", 400)]
    [InlineData("""{"do":"\ud800"}""", "lin", 400)]
    [InlineData("no json", "lin", 400)]
    public async Task A_decision_needs_a_name_and_sense(string json, string? by, int code)
    {
        var id = await shop.Refused("p1");
        Assert.Equal(code, (await Decide(id.ToString(), json, by)).Code);
        Assert.Equal(EffectStatus.Parked, (await shop.Find(id)).Status);
    }

    [Fact]
    public async Task What_is_no_task_is_not_found()
    {
        Assert.Equal(404, (await Decide("nothing", """{"do":"done"}""")).Code);
        Assert.Equal(404, (await Decide(new TaskId(LeadId.Of("shop", "x"), "invite").ToString(), """{"do":"done"}""")).Code);
    }

    private async Task<(int Code, JsonElement Body)> List(string query)
    {
        var request = new DefaultHttpContext { Request = { QueryString = new QueryString(query.Length == 0 ? null : query) } }.Request;
        return Read(await shop.Process.Get<TaskRequests>().List(request, default));
    }

    private async Task<(int Code, JsonElement Body)> Decide(string id, string json, string? by = "lin")
    {
        var request = new DefaultHttpContext { Request = { Body = new MemoryStream(Encoding.UTF8.GetBytes(json)), Headers = { From = by } } }.Request;
        return Read(await shop.Process.Get<TaskRequests>().Decide(request, id, default));
    }

    private static (int, JsonElement) Read(IActionResult answer)
    {
        var content = Assert.IsType<ContentResult>(answer);
        return (content.StatusCode!.Value, JsonDocument.Parse(content.Content!).RootElement);
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
