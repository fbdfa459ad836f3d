using System.Net;
using Funnel.Audit;
using Funnel.Console.SignIn;
using Funnel.Console.Tests.Hosting;

namespace Funnel.Console.Tests.SignIn;

/// <summary>Who guesses is stopped, and nobody else.</summary>
public sealed class GuessingTests
{
    private const string Forwarded = "X-Forwarded-For";

    [Fact]
    public async Task Behind_a_trusted_proxy_who_guesses_is_locked_out_and_the_others_are_not()
    {
        await using var host = await ConsoleHost.Start(settings: [("TrustedProxies:0", "127.0.0.0/8"), ("TrustedProxies:1", "10.1.2.3")]);
        for (var i = 0; i < SignInGuard.MaxBad; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await host.Visitor().SignIn("guess" + i, (Forwarded, $"198.51.100.{i}, 203.0.113.9, 10.1.2.3"))).Status);
        }

        var refused = await host.Visitor().SignIn(host.Code(), (Forwarded, "203.0.113.9:4711, 10.1.2.3"));
        Assert.Equal((HttpStatusCode.TooManyRequests, "60"), (refused.Status, refused.Headers["Retry-After"]));
        Assert.Equal(HttpStatusCode.SeeOther, (await host.Visitor().SignIn(host.Code("chen"), (Forwarded, "203.0.113.10, 10.1.2.3"))).Status);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.SeeOther, (await host.Visitor().SignIn(host.Code(), (Forwarded, "203.0.113.9"))).Status);

        var lines = await host.Audited();
        Assert.Equal([("lin", AuditActions.SignedIn, "203.0.113.9", 1), ("chen", AuditActions.SignedIn, "203.0.113.10", 1)],
            lines.Where(l => l.What == AuditActions.SignedIn).Select(l => (l.By, l.What, l.Address, l.Count)));
        Assert.Equal((AuditLine.Nobody, "203.0.113.9", 11), lines.Where(l => l.What == AuditActions.SignInFailed).Select(l => (l.By, l.Address, l.Count)).Single());
    }

    [Fact]
    public async Task Where_no_proxy_is_trusted_a_good_link_works_however_many_guess_and_nobodys_word_is_believed()
    {
        await using var host = await ConsoleHost.Start();
        var late = new List<Task<Answered>>();
        for (var i = 0; i < 3 * SignInGuard.MaxBad; i++)
        {
            var answer = host.Visitor().SignIn("guess" + i, (Forwarded, $"198.51.100.{i}"));
            late.Add(answer);
            _ = i < SignInGuard.MaxBad ? await answer : null;
        }

        Assert.Equal(HttpStatusCode.SeeOther, (await host.Visitor().SignIn(host.Code())).Status);
        Assert.All(late.Skip(SignInGuard.MaxBad), a => Assert.False(a.IsCompleted));
        while (!late.TrueForAll(a => a.IsCompleted))
        {
            await Task.Delay(20);
            host.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.All(await Task.WhenAll(late), a => Assert.Equal(HttpStatusCode.Unauthorized, a.Status));
        Assert.Equal("127.0.0.1", (await host.Audited()).First(l => l.What == AuditActions.SignInFailed).Address);
    }

    [Fact]
    public void Wrong_secrets_void_the_code_that_they_name_and_no_other()
    {
        var links = new OneTimeLinks(new ManualTime(ConsoleHost.Morning));
        var (attacked, other) = (links.Create(), links.Create());
        for (var i = 0; i < 5; i++)
        {
            Assert.Null(links.Redeem(attacked[..8] + new string((char)('a' + i), 35)));
            Assert.Null(links.Redeem("nothing"));
            Assert.Null(links.Redeem(null));
        }

        Assert.Null(links.Redeem(attacked));
        Assert.NotNull(links.Redeem(other));
    }

    [Theory]
    [InlineData("10.0.0.0/8", true)]
    [InlineData("10.0.0.5", true)]
    [InlineData("fd00::/8", true)]
    [InlineData("10.0.0.x", false)]
    [InlineData("300.0.0.1", false)]
    [InlineData("1.2.3.4/33", false)]
    public void A_proxy_is_an_address_or_a_network(string text, bool isOne) => Assert.Equal(isOne, ClientAddresses.Network(text) is not null);
}
