using System.Net;
using Funnel.Console.SignIn;
using Funnel.Console.Tests.Hosting;
using Funnel.Leads;
using Funnel.Privacy;

namespace Funnel.Console.Tests.Pages;

public sealed class EraseTests : IAsyncLifetime
{
    private ConsoleHost host = null!;

    public async Task InitializeAsync() => host = await ConsoleHost.Start();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task An_administrator_erases_a_person()
    {
        var id = await host.Seed.Parked("p1");
        var guest = await host.SignedIn("lin", Role.Admin);
        Assert.Contains("删除此人的信息…", (await guest.Get($"leads/{id}")).Text, StringComparison.Ordinal);
        Assert.Contains("Erase this person…", (await guest.Get($"leads/{id}?lang=en")).Text, StringComparison.Ordinal);

        var answer = await guest.Submit($"leads/{id}?lang=zh", $"leads/{id}", ("do", "erase"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.Contains("said=erasing", answer.Location!, StringComparison.Ordinal);
        Assert.Contains("删除此人的信息", (await guest.Get(answer.Location!)).Text, StringComparison.Ordinal);
        Assert.Equal(Exit.Declined, (await host.Get<LeadStore>().Find(id, CancellationToken.None))!.Exit);

        host.Clock.Advance(TimeSpan.FromSeconds(20));
        await host.Get<Erasure>().AdvanceAll(CancellationToken.None);
        Assert.Null(await host.Get<LeadStore>().Find(id, CancellationToken.None));
        Assert.Equal(HttpStatusCode.NotFound, (await guest.Get($"leads/{id}")).Status);
    }

    [Fact]
    public async Task An_operator_sees_no_button_and_is_refused()
    {
        var id = await host.Seed.Parked("p1");
        var guest = await host.SignedIn("lin");
        Assert.DoesNotContain("删除此人的信息", (await guest.Get($"leads/{id}")).Text, StringComparison.Ordinal);
        var answer = await guest.Submit($"leads/{id}", $"leads/{id}", ("do", "erase"));
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("只有管理员", answer.Text, StringComparison.Ordinal);
        Assert.NotEqual(Exit.Declined, (await host.Get<LeadStore>().Find(id, CancellationToken.None))!.Exit);
    }
}
