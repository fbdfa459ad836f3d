using System.Reflection;
using Funnel.Embedded;
using Funnel.Functions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Hosts.Tests.Routes;

/// <summary>A request reaches the same function on Azure and on the embedded host, and the worker behind Azure's host finds it too.</summary>
public sealed class RouteTests : IAsyncLifetime
{
    private static readonly List<Type> Classes =
        [.. FunctionsRegistration.Assembly.GetExportedTypes().Where(t => t.GetMethods().Any(m => m.GetParameters().Any(p => p.GetCustomAttribute<HttpTriggerAttribute>() is not null)))];

    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"];
    private ThreeRouters routers = null!;

    /// <summary>Every path that a document, a platform's console or a page of ours names.</summary>
    public static TheoryData<string, string, string> Documented => new()
    {
        { "POST", "/api/events/douyin", "ReceiveEvent" },
        { "GET", "/api/events/wecom", "ReceiveEvent" },
        { "POST", "/api/events/wecom", "ReceiveEvent" },
        { "GET", "/c/0123456789012345678901234567ab", "ContactPage" },
        { "GET", "/api/health", "Health" },
        { "GET", "/api/funnel", "Funnel" },
        { "GET", "/api/reports/effect", "ReadReport" },
        { "GET", "/api/reports/week", "ReadReport" },
        { "GET", "/api/openapi", "ReadOpenApi" },
        { "GET", "/api/changes", "ReadChanges" },
        { "GET", "/api/hooks", "ListHooks" },
        { "POST", "/api/hooks/crm", "ChangeHook" },
        { "GET", "/api/leads", "Leads" },
        { "POST", "/api/comments", "HandOverComments" },
        { "GET", "/api/comments", "CommentProgress" },
        { "POST", "/api/replays", "StartReplay" },
        { "GET", "/api/replays", "ListReplays" },
        { "GET", "/api/replays/0123456789ab", "ReadReplay" },
        { "DELETE", "/api/replays/0123456789ab", "CancelReplay" },
        { "GET", "/api/replays/0123456789ab/items", "ReplayItems" },
        { "GET", "/api/do-not-contact", "ListDoNotContact" },
        { "POST", "/api/do-not-contact", "SetDoNotContact" },
        { "DELETE", "/api/do-not-contact", "LiftDoNotContact" },
        { "POST", "/api/poison/comments", "RequeuePoison" },
        { "GET", "/api/settings", "ListSettings" },
        { "GET", "/api/settings/offers/guide", "ReadSetting" },
        { "PUT", "/api/settings/offers/guide", "PutSetting" },
        { "DELETE", "/api/settings/offers/guide", "DeleteSetting" },
        { "GET", "/api/settings/offers/guide/versions", "SettingVersions" },
        { "GET", "/api/tasks", "ListTasks" },
        { "POST", "/api/tasks/0123456789012345678901.reply:guide", "DecideTask" },
        { "GET", "/api/held", "HeldWork" },
        { "POST", "/api/accounts/shop/resume", "ResumeReplies" },
        { "GET", "/api/wordings", "ListWordings" },
        { "POST", "/api/wordings/guide/0/resume", "ResumeWording" },
        { "POST", "/api/console-link", "ConsoleLink" },
        { "GET", "/api/audit", "ReadAudit" },
        { "GET", "/api/persons/_000abc", "ExportPerson" },
        { "DELETE", "/api/persons/_000abc", "ErasePerson" },
        { "GET", "/console/", "ConsoleGet" },
        { "GET", "/console/leads/abc", "ConsoleGet" },
        { "POST", "/console/sign-in", "ConsolePost" },
        { "GET", "/console/sign-in/wecom", "ConsoleGet" },
        { "GET", "/console/sign-in/wecom/return", "ConsoleGet" },
    };

    public static TheoryData<string> Odd =>
    [
        "/", "//", "/api", "/api/", "/api/events", "/api/events/", "/api/events//", "/api/events/unknown", "/api/events/unknown/", "/api/events/wecom/more",
        "/api/events//wecom", "//api/events/wecom", "/api/events/wecom//", "/api/events/%20", "/api/events/wecom%2Fmore", "/api/events/%77ecom", "/api/events/wecom%20",
        "/api/events/wecom;x=1", "/api/events/%E6%8A%96%E9%9F%B3", "/api%2Fevents/wecom", "/api/events%2Fwecom", "/api/events/.", "/api/events/..", "/api/events/%2e%2e/health",
        "/console", "/console//", "/console//leads", "/console/leads//abc", "/console/leads/", "/console/%2e%2e/api/health", "/console/%2F", "/consoles/", "/Console/Leads",
        "/api/settings/", "/api/settings/offers", "/api/settings/offers/", "/api/settings//guide", "/api/settings/offers/a%2Fb", "/api/settings/offers/guide/version", "/api/settings/offers/guide/versions/1",
        "/api/tasks/", "/api/tasks/a/b", "/api/tasks/a%2Fb", "/api/replays/", "/api/replays//items", "/api/replays/a%2Fb", "/api/replays/a/items/1", "/api/replay", "/api/poison", "/api/poison/", "/api/poison/a/b",
        "/admin", "/admin/host/status", "/admin/warmup", "/api/healthy", "/api/health?x=/api/events/wecom", "/runtime/webhooks/x",
    ];

    public async Task InitializeAsync() => routers = await ThreeRouters.Start(Classes, prefix: "");

    public async Task DisposeAsync() => await routers.DisposeAsync();

    [Theory]
    [MemberData(nameof(Documented))]
    public async Task A_documented_path_reaches_its_function_on_both_hosts(string method, string path, string function) =>
        Assert.Equal(new Choice(function, function, function), await routers.Choose(method, path));

    [Fact]
    public void Every_HTTP_function_has_a_documented_path()
    {
        var documented = Documented.Select(d => (string)((object[])d)[2]).ToHashSet();
        var functions = Classes.SelectMany(c => c.GetMethods()).Select(m => m.GetCustomAttribute<FunctionAttribute>()?.Name).OfType<string>();
        Assert.Equal(functions.Order(), documented.Order());
    }

    [Fact]
    public async Task Bent_forms_of_documented_paths_reach_the_same_function_on_both_hosts()
    {
        foreach (var path in Documented.Select(d => (string)((object[])d)[1]).Distinct())
        {
            string[] bent =
            [
                path + "/", path + "//", "/" + path, path + "/more", path.ToUpperInvariant(), path[..1] + "%" + ((int)path[1]).ToString("x2") + path[2..],
                path.Replace("/api/", "/api//", StringComparison.Ordinal), path.TrimEnd('/'), path + "%2F", path + "%00", path + "?code=x", path[..^1],
            ];
            foreach (var form in bent)
            {
                await Agree(form);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Odd))]
    public Task Odd_paths_reach_the_same_function_or_none_on_both_hosts(string path) => Agree(path);

    [Fact]
    public async Task Nothing_of_ours_is_where_the_Functions_host_answers_itself()
    {
        foreach (var path in new[] { "/", "/admin/host/status", "/admin" })
        {
            Assert.Equal(new Choice(null, null, null), await routers.Choose("GET", path));
        }
    }

    [Fact]
    public async Task Two_functions_for_webhooks_would_part_the_hosts_and_are_refused()
    {
        Type[] old = [typeof(EveryPlatform), typeof(WeComOnly)];
        await using var two = await ThreeRouters.Start(old, prefix: "", embedded: false);
        Assert.Equal("ReceivePlatformEvent", (await two.Choose("POST", "/api/events/wecom")).Azure);
        Assert.Equal("ReceiveWeComEvent", (await two.Choose("POST", "/api/events/wecom")).Worker); // ASP.NET's precedence, which hid it
        Assert.Equal("ReceiveWeComEvent", (await two.Choose("GET", "/api/events/wecom")).Azure); // a route of another method is passed over

        var fault = Assert.Throws<StartupException>(() => ThreeRouters.Catalog(old, "", Constraints()));
        Assert.Equal(
            "The route \"/api/events/wecom\" of WeComOnly.Run clashes with \"/api/events/{platform}\" of EveryPlatform.Run: both match POST /api/events/wecom. "
            + "Give them different literal segments, or make them one function.", Assert.Single(fault.Errors));
        Assert.Throws<StartupException>(() => ThreeRouters.Catalog([.. Classes, typeof(WeComOnly)], "", Constraints()));
    }

    [Fact]
    public async Task Names_are_ordered_without_regard_to_case()
    {
        await using var two = await ThreeRouters.Start([typeof(Zed), typeof(Alpha)], prefix: "api", embedded: false);
        Assert.Equal("alpha", (await two.Choose("GET", "/api/x")).Azure); // ordinal would have put Zed first
    }

    public static IServiceProvider Services() => new ServiceCollection().AddLogging().AddRouting().BuildServiceProvider();

    public static IInlineConstraintResolver Constraints() => Services().GetRequiredService<IInlineConstraintResolver>();

    private async Task Agree(string path)
    {
        foreach (var method in Methods)
        {
            var choice = await routers.Choose(method, path);
            Assert.True(choice.Azure == choice.Embedded, $"{method} {path}: {choice}");
            Assert.True(choice.Azure is null || choice.Worker is not null, $"{method} {path}: the worker does not find what the host forwards to it: {choice}");
        }
    }
}

public static class EveryPlatform
{
    [Function("ReceivePlatformEvent")]
    public static void Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/events/{platform}")] HttpRequest request, string platform) { }
}

public static class WeComOnly
{
    [Function("ReceiveWeComEvent")]
    public static void Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "api/events/wecom")] HttpRequest request) { }
}

public static class Zed
{
    [Function("Zed")]
    public static void Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "x")] HttpRequest request) { }
}

public static class Alpha
{
    [Function("alpha")]
    public static void Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{any}")] HttpRequest request, string any) { }
}
