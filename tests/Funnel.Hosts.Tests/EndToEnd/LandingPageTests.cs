using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Funnel.Embedded;
using Funnel.Leads;
using Funnel.Sandbox;
using Funnel.Triage;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Hosts.Tests.EndToEnd;

/// <summary>The page behind a contact link, at a whole host with a sandbox for the contact path.</summary>
[Collection(Stage.OthersOneByOne)]
public sealed partial class LandingPageTests : IAsyncLifetime
{
    private const string Account = "sandbox-shop";
    private const string Phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) MicroMessenger/8.0.50";

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("funnel-landing-");
    private SandboxServer sandbox = null!;
    private EmbeddedHost host = null!;
    private HttpClient http = null!;
    private LeadId lead;

    public async Task InitializeAsync()
    {
        sandbox = await SandboxServer.StartAsync(new SandboxOptions { Audience = 0 });
        host = await EmbeddedHost.Start(new EmbeddedSetup(HostFile.Read(Encoding.UTF8.GetBytes(sandbox.ConfigJson()), "the sandbox's configuration"), data.FullName, Port: 0, Quiet: true), default);
        http = new() { BaseAddress = host.BaseUrl };
        http.DefaultRequestHeaders.Add("User-Agent", Phone);
        lead = LeadId.Of(Account, "anna-the-person");
        var ask = new Ask("c1", "v1", DateTimeOffset.UtcNow, "求资料，我叫安娜", "guide", 1, InquiryKind.Material, Tier.Rule);
        await Leads.Apply(lead, l => LeadDecider.Decide(l, new LeadCommand.Inquire(DateTimeOffset.UtcNow, Account, "anna-the-person", "安娜", ask)), default, mayBeNew: true, queueWork: false);
    }

    private LeadStore Leads => host.Services.GetRequiredService<LeadStore>();

    private string Token => host.Services.GetRequiredService<TokenIssuer>().Issue(TokenKind.Invitation, lead);

    public async Task DisposeAsync()
    {
        http.Dispose();
        await host.DisposeAsync();
        await sandbox.DisposeAsync();
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task It_says_what_was_promised_leads_to_the_contact_path_and_tells_nothing_of_the_person()
    {
        using var answer = await http.GetAsync("c/" + Token);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("<h1>资料包</h1>", page, StringComparison.Ordinal);
        Assert.Matches($"<a class=\"button\" href=\"[^\"]*customer_channel={Token}\"", page);
        Assert.Contains("<svg", page, StringComparison.Ordinal);
        Assert.DoesNotContain("安娜", page, StringComparison.Ordinal);
        Assert.DoesNotContain("anna", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.True(page.Length < 20_000, $"{page.Length} characters");
    }

    /// <summary>A style that the policy does not name would be none.</summary>
    [Fact]
    public async Task Its_style_is_the_one_that_its_policy_names_and_nothing_else_may_be_loaded()
    {
        using var answer = await http.GetAsync("c/" + Token);
        var style = Style().Match(await answer.Content.ReadAsStringAsync()).Groups[1].Value;
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains($"style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'", policy, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'; ", policy, StringComparison.Ordinal);
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task That_it_was_opened_is_journalled_once_and_not_for_programs_that_look_behind_links()
    {
        using var program = new HttpRequestMessage(HttpMethod.Get, "c/" + Token);
        program.Headers.UserAgent.ParseAdd("facebookexternalhit/1.1");
        using var shown = await http.SendAsync(program);
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        Assert.Null((await Leads.Find(lead, default))!.LinkOpenedAt);

        for (var times = 0; times < 3; times++)
        {
            using var opened = await http.GetAsync("c/" + Token);
        }

        Assert.NotNull((await Leads.Find(lead, default))!.LinkOpenedAt);
        Assert.Single(await Leads.Journal(lead, default), e => e.Kind == LeadEventKind.LinkOpened);
    }

    [Theory]
    [InlineData("0123456789012345678901234567ab", "zh-CN", "链接已失效")]
    [InlineData("x", "", "链接已失效")]
    [InlineData("%3Cscript%3E", "en-GB,en;q=0.9", "This link does not work")]
    public async Task A_link_that_is_none_of_ours_says_so(string token, string language, string said)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "c/" + token);
        request.Headers.TryAddWithoutValidation("Accept-Language", language);
        using var answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains(said, page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();
}
