using System.Net;
using Funnel.Audit;
using Funnel.Console.SignIn;
using Funnel.Console.Tests.Hosting;
using Funnel.Leads;
using Funnel.Sending;
using Funnel.Triage;

namespace Funnel.Console.Tests.Pages;

/// <summary>Replies that stopped by themselves: Today says so, and an operator lets them go on.</summary>
public sealed class StoppedTests : IAsyncLifetime
{
    private ConsoleHost host = null!;

    public async Task InitializeAsync() => host = await ConsoleHost.Start();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task A_surge_stands_on_Today_until_an_operator_lets_replies_go_on()
    {
        var gate = host.Get<SendGate>();
        for (var i = 0; i < 160; i++)
        {
            var lead = LeadDecider.Decide(null, new LeadCommand.Inquire(ConsoleHost.Morning, Merchant.Account, "p" + i, null,
                new("c" + i, "v1", ConsoleHost.Morning, "求资料", Merchant.Offer, 1, InquiryKind.Material, Tier.Rule))).State!;
            await gate.Ask(lead, lead.Effects[0], "text", null, CancellationToken.None);
        }

        var looking = await host.SignedIn("wang", Role.Viewer);
        var seen = await looking.Get("today");
        Assert.Contains("回复已自动暂停", seen.Text, StringComparison.Ordinal);
        Assert.Contains("条回复和私信在排队等待发送", seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("恢复回复", seen.Text, StringComparison.Ordinal);

        var guest = await host.SignedIn("lin");
        Assert.Contains("恢复回复", (await guest.Get("today")).Text, StringComparison.Ordinal);
        var answer = await guest.Submit("today", "today/resume", ("account", Merchant.Account));
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.Null((await gate.Status(Merchant.Account, CancellationToken.None)).Stopped);
        Assert.Contains("回复已恢复", (await guest.Get(answer.Location!)).Text, StringComparison.Ordinal);
        var query = new AuditQuery(ConsoleHost.Morning.AddDays(-1), ConsoleHost.Morning.AddDays(1)) { What = AuditActions.RepliesResumed };
        var line = Assert.Single((await host.Get<AuditLog>().Read(query, null, 10, CancellationToken.None)).Lines);
        Assert.Equal(("lin", "account/" + Merchant.Account), (line.By, line.On));
    }
}
