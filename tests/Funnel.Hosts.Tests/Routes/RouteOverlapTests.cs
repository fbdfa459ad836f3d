using Funnel.Embedded.Triggers;
using Funnel.Embedded.Triggers.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Hosts.Tests.Routes;

public sealed class RouteOverlapTests
{
    private static readonly IInlineConstraintResolver Constraints = RouteTests.Constraints();

    [Theory]
    [InlineData("api/events/{platform}", "api/events/wecom", "/api/events/wecom")]
    [InlineData("API/Events/WeCom", "api/events/wecom", "/API/Events/WeCom")]
    [InlineData("a/{b}/c", "a/x/{d}", "/a/x/c")]
    [InlineData("a/{b?}", "a", "/a")]
    [InlineData("a/{b=1}/{c=2}", "a/{x}", "/a/x")]
    [InlineData("a/{*rest}", "a", "/a")]
    [InlineData("a/{**rest}", "a/b/c/d", "/a/b/c/d")]
    [InlineData("{*rest}", "a/{b}", "/a/x")]
    [InlineData("{*rest}", "a/b/{*more}", "/a/b")]
    [InlineData("a/{b:int}", "a/{c:long}", "/a/0")]
    [InlineData("a/{b:int}", "a/{c:length(3)}", "/a/111")]
    [InlineData("a/{b:min(5)}", "a/{c:max(7)}", "/a/5")]
    [InlineData("a/{b:regex(^w)}", "a/wecom", "/a/wecom")]
    [InlineData("a/{b:regex(^p)}", "a/{c:regex(^q)}", "/a/…")]
    [InlineData("a/{name}.{end}", "a/{file}", "/a/x.x")]
    [InlineData("a/{name}.{end}", "a/model.bin", "/a/model.bin")]
    [InlineData("a/{*rest:minlength(5)}", "a/bc/de", "/a/bc/de")]
    public void Routes_that_share_a_path_are_found_with_the_path(string one, string other, string path)
    {
        Assert.Equal(path, RouteOverlap.Find(Route(one), Route(other)));
        Assert.NotNull(RouteOverlap.Find(Route(other), Route(one)));
    }

    [Theory]
    [InlineData("api/events/douyin", "api/events/wecom")]
    [InlineData("api/events/{connector}", "api/health")]
    [InlineData("a/{b}", "a")]
    [InlineData("a/{b}", "a/b/c")]
    [InlineData("a/{b?}", "a/b/c")]
    [InlineData("console/{*path}", "api/{*path}")]
    [InlineData("a/{b:regex(^(?!wecom$).+$)}", "a/wecom")]
    [InlineData("a/{b:int}", "a/{c:alpha}")]
    [InlineData("a/{b:min(8)}", "a/{c:max(7)}")]
    [InlineData("a/{b:int}", "a/model")]
    [InlineData("a/{name}.{end}", "a/model")]
    [InlineData("a/v{number}", "a/w1")]
    [InlineData("a/{*rest:minlength(9)}", "a/bc/de")]
    public void Routes_that_share_none_are_let_be(string one, string other)
    {
        Assert.Null(RouteOverlap.Find(Route(one), Route(other)));
        Assert.Null(RouteOverlap.Find(Route(other), Route(one)));
    }

    [Fact]
    public void Whatever_two_routes_both_match_is_found_and_what_is_found_is_true()
    {
        const int pairs = 500;
        var random = new Random(20);
        var paths = Paths().ToList();
        var (overlaps, unknown) = (0, 0);
        for (var i = 0; i < pairs; i++)
        {
            var (one, other) = (Route(Template(random)), Route(Template(random)));
            var found = RouteOverlap.Find(one, other);
            var shared = paths.Find(p => Matches(one, p) && Matches(other, p));
            Assert.True(shared is null || found is not null, $"{one.RouteTemplate} and {other.RouteTemplate} both match {shared}");
            if (found is not null && !found.Contains('…', StringComparison.Ordinal)
                && !one.RouteTemplate!.Contains("*r:", StringComparison.Ordinal) && !other.RouteTemplate!.Contains("*r:", StringComparison.Ordinal))
            {
                Assert.True(Matches(one, found) && Matches(other, found), $"{one.RouteTemplate} and {other.RouteTemplate} do not both match {found}");
            }

            overlaps += found is null ? 0 : 1;
            unknown += found?.Contains('…', StringComparison.Ordinal) == true ? 1 : 0;
        }

        Assert.InRange(overlaps, pairs / 20, pairs * 19 / 20);
        Assert.InRange(unknown, 0, overlaps / 3);
    }

    private static Route Route(string template) =>
        HostRouter.Route("test", new Trigger.Http(template, [], AuthorizationLevel.Anonymous), Constraints, _ => Task.CompletedTask);

    private static bool Matches(Route route, string path)
    {
        var context = new RouteContext(new DefaultHttpContext { Request = { Path = path }, RequestServices = Services });
        route.RouteAsync(context).GetAwaiter().GetResult();
        return context.Handler is not null;
    }

    private static readonly IServiceProvider Services = RouteTests.Services();

    private static string Template(Random random)
    {
        string[] inner = ["a", "b", "ab", "{p}", "{p:int}", "{p:alpha}", "{p:regex(^a)}", "{p:length(2)}", "{p:min(3)}", "{p:range(0,5)}", "v{p}", "{p}.{q}", "{p:int}-{q}", "{p:bool}", "{p:guid}"];
        string[] last = [.. inner, "{z?}", "{z:int?}", "{z=a}", "{*r}", "{*r:minlength(3)}", "{**r}"];
        var segments = Enumerable.Range(0, random.Next(0, 3)).Select((_, i) => random.GetItems(inner, 1)[0].Replace("p", "p" + i, StringComparison.Ordinal).Replace("q", "q" + i, StringComparison.Ordinal)
            .Replace("alp" + i + "ha", "alpha", StringComparison.Ordinal)).Append(random.GetItems(last, 1)[0]);
        return string.Join('/', segments);
    }

    private static IEnumerable<string> Paths()
    {
        string[] tokens = ["a", "b", "ab", "x", "1", "7", "12", "va", "a.b", "1-a", "true", new('1', 32)];
        var one = tokens.Select(t => "/" + t).ToList();
        var two = one.SelectMany(p => tokens.Select(t => p + "/" + t)).ToList();
        return [.. one, .. two, .. two.SelectMany(p => tokens.Select(t => p + "/" + t))];
    }
}
