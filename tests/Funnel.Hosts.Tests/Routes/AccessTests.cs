using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Funnel.Console;
using Funnel.Console.Access;
using Funnel.Console.SignIn;
using Funnel.Embedded;
using Funnel.Functions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Funnel.Hosts.Tests.Routes;

/// <summary>
/// Every route that the app really has is tried, over HTTP at a whole host, with everything that somebody may show; who gets in is compared with <see cref="AccessTable"/>.
/// </summary>
public sealed class AccessTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Nobody = "nobody";
    private const string FunctionKey = "function key";
    private const string MasterKey = "master key";
    private static readonly string[] Shown = [Nobody, .. Enum.GetNames<Role>(), FunctionKey, MasterKey];

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("funnel-access-");
    private readonly Dictionary<string, string> keys = [];
    private EmbeddedHost host = null!;

    public async Task InitializeAsync()
    {
        var configuration = HostFile.Read(
            """
            {"accounts":[{"id":"shop","platform":"douyin","openId":"o","accessToken":"a","refreshToken":"r","paused":true}],
             "offers":[{"id":"guide","reply":["打开私信领取"],"chat":["点"],"welcome":["你好"]}],
             "douyin":{"clientKey":"k","clientSecret":"s","baseUrl":"http://127.0.0.1:9/"}}
            """u8.ToArray(), "a test's configuration");
        host = await EmbeddedHost.Start(new EmbeddedSetup(configuration, data.FullName, Port: 0, Quiet: true), default);
        using var kept = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(data.FullName, "host-keys.json")));
        (keys[FunctionKey], keys[MasterKey]) = (kept.RootElement.GetProperty("default").GetString()!, kept.RootElement.GetProperty("master").GetString()!);
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        data.Delete(recursive: true);
    }

    [Fact]
    public void Every_route_of_the_app_stands_in_the_table_and_the_table_has_no_other()
    {
        var routes = Routes();
        var rows = AccessTable.Rows.Select(r => r.Route).ToList();
        Assert.Equal([], routes.Keys.Except(rows).Order());
        Assert.Equal([], rows.Except(routes.Keys).Order());
        Assert.Equal(rows.Count, rows.Distinct().Count());
    }

    [Fact]
    public async Task Each_route_lets_in_whom_the_table_names_and_nobody_else()
    {
        output.WriteLine($"| route | needs | {string.Join(" | ", Shown)} |");
        output.WriteLine($"|---|---|{string.Concat(Shown.Select(_ => "---|"))}");
        var wrong = new List<string>();
        foreach (var (route, isConsole) in Routes().Where(r => !r.Key.Contains("{*", StringComparison.Ordinal)).OrderBy(r => r.Key.Split(' ')[1], StringComparer.Ordinal))
        {
            var needs = AccessTable.Rows.SingleOrDefault(r => r.Route == route)?.Needs;
            var line = new StringBuilder($"| {route} | {needs} |");
            foreach (var who in Shown)
            {
                var status = await Try(route, who, isConsole);
                line.Append($" {(int)status} |");
                var isRefused = needs is Needed.Signature ? (int)status is >= 400 and < 500 : status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;
                if (isRefused == LetsIn(needs, who))
                {
                    wrong.Add($"{route} as {who}: {(int)status}");
                }
            }

            output.WriteLine(line.ToString());
        }

        Assert.Empty(wrong);
    }

    /// <summary>By method and template; whether it is the console's.</summary>
    private Dictionary<string, bool> Routes()
    {
        var functions = FunctionsRegistration.Assembly.GetExportedTypes().SelectMany(t => t.GetMethods()).SelectMany(m => m.GetParameters())
            .Select(p => p.GetCustomAttribute<HttpTriggerAttribute>()).OfType<HttpTriggerAttribute>()
            .SelectMany(t => t.Methods!.Select(m => (Route: $"{m.ToUpperInvariant()} {t.Route}", IsConsole: false)));
        var pages = host.Services.GetRequiredService<ConsolePages>().Routes.Select(r => r.Split(' ')).Select(r => (Route: $"{r[0]} {AccessTable.Console}{r[1]}", IsConsole: true));
        return functions.Concat(pages).ToDictionary(r => r.Route, r => r.IsConsole);
    }

    private static bool LetsIn(Needed? needs, string who) => needs switch
    {
        Needed.Nothing => true,
        Needed.FunctionKey => who is FunctionKey or MasterKey,
        Needed.MasterKey => who is MasterKey,
        Needed.Viewer or Needed.Operator or Needed.Admin => Enum.TryParse<Role>(who, out var role) && role >= Enum.Parse<Role>(needs.Value.ToString()),
        _ => false, // nobody here can sign as a platform
    };

    private async Task<HttpStatusCode> Try(string route, string who, bool isConsole)
    {
        var method = new HttpMethod(route.Split(' ')[0]);
        var path = route.Split(' ')[1].Replace("{connector}", "douyin", StringComparison.Ordinal).Replace("{file}", "console.css", StringComparison.Ordinal);
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new() }) { BaseAddress = host.BaseUrl };
        using var request = new HttpRequestMessage(method, Regex.Replace(path, @"\{\w+\}", "x"));
        if (keys.TryGetValue(who, out var key))
        {
            request.Headers.Add("x-functions-key", key);
        }

        var token = Enum.TryParse<Role>(who, out var role) ? await SignIn(browser, role) : null;
        if (method == HttpMethod.Post && isConsole)
        {
            request.Content = new FormUrlEncodedContent(token is null ? [] : [token.Value]);
        }

        // The way in answers 401 to a wrong code as well: it is shown a good one.
        if (route == "POST console/sign-in")
        {
            request.Content = Form(("code", host.Services.GetRequiredService<OneTimeLinks>().Create()));
        }

        using var answer = await browser.SendAsync(request);
        var asksToSignIn = route == "GET console/sign-in" && (await answer.Content.ReadAsStringAsync()).Contains("<h1>", StringComparison.Ordinal);
        return asksToSignIn ? HttpStatusCode.OK : answer.StatusCode; // the page that says how answers 401 as well
    }

    /// <returns>A form's token.</returns>
    private async Task<KeyValuePair<string, string>?> SignIn(HttpClient browser, Role role)
    {
        using var signedIn = await browser.PostAsync("console/sign-in", Form(("code", host.Services.GetRequiredService<OneTimeLinks>().Create("lin", role))));
        Assert.Equal(HttpStatusCode.SeeOther, signedIn.StatusCode);
        var token = Regex.Match(await browser.GetStringAsync("console/"), "<input type=\"hidden\" name=\"(__[^\"]+)\" value=\"([^\"]+)\"");
        return KeyValuePair.Create(token.Groups[1].Value, token.Groups[2].Value);
    }

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) => new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
}
