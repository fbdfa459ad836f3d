using System.Net;
using System.Text;
using System.Text.Json;
using Funnel.Embedded;
using Funnel.Embedded.Commands;
using Funnel.Leads;
using Funnel.Triage;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Hosts.Tests.Functions;

/// <summary>The reports of a whole embedded host, for scripts.</summary>
public sealed class ReportsTests : IAsyncLifetime
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("funnel-reports-");
    private readonly HttpClient http = new();
    private EmbeddedHost host = null!;

    public async Task InitializeAsync()
    {
        var configuration = HostFile.Read(
            """
            {"accounts":[{"id":"shop","platform":"douyin","openId":"o","accessToken":"a","refreshToken":"r","paused":true,"costPerDay":20}],
             "offers":[{"id":"guide","reply":["打开私信领取"],"chat":["点"],"welcome":["你好"]}],
             "measure":{"values":{"added":7}},
             "douyin":{"clientKey":"k","clientSecret":"s","baseUrl":"http://127.0.0.1:9/"}}
            """u8.ToArray(), "a test's configuration");
        host = await EmbeddedHost.Start(new EmbeddedSetup(configuration, data.FullName, Port: 0, Quiet: true), default);
        http.BaseAddress = host.BaseUrl;
        http.DefaultRequestHeaders.Add(
            "x-functions-key", JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllTextAsync(Path.Combine(data.FullName, "host-keys.json")))!["default"]);
        var (leads, now) = (host.Services.GetRequiredService<LeadStore>(), TimeProvider.System.GetUtcNow());
        foreach (var person in new[] { "ann", "ben" })
        {
            await leads.Apply(LeadId.Of("shop", person), l => LeadDecider.Decide(l, new LeadCommand.Inquire(
                now, "shop", person, person, new Ask("c" + person, "=v1", now, "求资料", "guide", 0.9f, InquiryKind.Material, Tier.Rule))), default, mayBeNew: true);
        }

        await host.Services.GetRequiredService<LeadLists>().Flush(default);
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await host.DisposeAsync();
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task The_funnel_is_read_as_JSON_CSV_and_text()
    {
        var rows = JsonDocument.Parse(await http.GetStringAsync("api/reports/funnel")).RootElement.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(2, rows.Count); // the day, and all together
        Assert.All(rows, r => Assert.Equal((2, 0), (r.GetProperty("inquired").GetInt32(), r.GetProperty("added").GetInt32())));
        Assert.Equal("all", rows[^1].GetProperty("of").GetString());

        var csv = Encoding.UTF8.GetString(await http.GetByteArrayAsync("api/reports/funnel?by=video&format=csv")).Split("\r\n");
        Assert.StartsWith("\uFEFFoffer,of,inquired,", csv[0], StringComparison.Ordinal);
        Assert.StartsWith(",'=v1,2,0,", csv[1], StringComparison.Ordinal); // no formula in anybody's spreadsheet
        Assert.Contains("Nobody asked in these days.", await http.GetStringAsync("api/reports/funnel?from=2020-01-01&to=2020-01-02&format=text"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("retention")]
    [InlineData("effect")]
    [InlineData("waits")]
    public async Task Every_report_answers_where_there_is_little_to_say(string name) =>
        Assert.Equal(name, JsonDocument.Parse(await http.GetStringAsync($"api/reports/{name}")).RootElement.GetProperty("report").GetString());

    [Fact]
    public async Task A_week_is_read_as_JSON_and_as_text_and_printed_by_the_command_line()
    {
        var week = JsonDocument.Parse(await http.GetStringAsync("api/reports/week")).RootElement;
        var merchant = Assert.Single(week.GetProperty("merchants").EnumerateArray());
        Assert.Equal(("week", "CNY", 140), (week.GetProperty("report").GetString(), week.GetProperty("currency").GetString(), merchant.GetProperty("now").GetProperty("cost").GetDouble()));
        var name = week.GetProperty("week").GetString()!;
        Assert.StartsWith($"每周小结 {name}", await http.GetStringAsync("api/reports/week?format=text"), StringComparison.Ordinal);
        Assert.StartsWith("Week 2026-W10 (2026-03-02 to 2026-03-08, beside 2026-W09)", await http.GetStringAsync("api/reports/week?format=text&lang=en&week=2026-w10"), StringComparison.Ordinal);

        string[] where = ["--data", data.FullName, "--port", $"{host.BaseUrl.Port}"];
        Assert.StartsWith($"每周小结 {name}", await Printed(), StringComparison.Ordinal);
        Assert.StartsWith($"Week {name}", await Printed("--lang", "en"), StringComparison.Ordinal);
        Assert.Equal("2026-W10", JsonDocument.Parse(await Printed("--week", "2026-W10", "--json")).RootElement.GetProperty("week").GetString());
        Assert.Contains("leave --csv out", await Printed("--csv"), StringComparison.Ordinal);

        async Task<string> Printed(params string[] arguments)
        {
            var said = new StringWriter();
            await new CommandLine(CommandTable.All, said, said, debug: false).Run(["report", "week", .. arguments, .. where], default);
            return said.ToString();
        }
    }

    [Theory]
    [InlineData("week?week=2026-10", HttpStatusCode.BadRequest, "such as")]
    [InlineData("week?week=9990-W01", HttpStatusCode.BadRequest, "that is over")]
    [InlineData("week?from=2026-03-01", HttpStatusCode.BadRequest, "not by from")]
    [InlineData("week?format=csv", HttpStatusCode.BadRequest, "json or text")]
    [InlineData("week?lang=fr", HttpStatusCode.BadRequest, "zh or en")]
    [InlineData("week?merchant=none", HttpStatusCode.NotFound, "no account")]
    [InlineData("nothing", HttpStatusCode.NotFound, "funnel, retention, effect, waits, week")]
    [InlineData("funnel?from=2026-13-01", HttpStatusCode.BadRequest, "yyyy-MM-dd")]
    [InlineData("funnel?from=2026-03-02&to=2026-03-01", HttpStatusCode.BadRequest, "from not after to")]
    [InlineData("funnel?by=hour", HttpStatusCode.BadRequest, "by must be")]
    [InlineData("funnel?format=xml", HttpStatusCode.BadRequest, "json, csv or text")]
    [InlineData("funnel?account=none", HttpStatusCode.NotFound, "no account")]
    public async Task What_is_asked_wrongly_is_said(string path, HttpStatusCode status, string says)
    {
        using var answer = await http.GetAsync("api/reports/" + path);
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(says, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
