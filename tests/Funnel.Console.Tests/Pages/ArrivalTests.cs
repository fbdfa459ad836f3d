using System.Net;
using Funnel.Audit;
using Funnel.Console.SignIn;
using Funnel.Console.Tests.Hosting;
using Funnel.Leads;

namespace Funnel.Console.Tests.Pages;

/// <summary>An operator says on the lead's page that a person was added, where nothing else tells it.</summary>
public sealed class ArrivalTests : IAsyncLifetime
{
    private ConsoleHost host = null!;
    private Guest guest = null!;

    public async Task InitializeAsync()
    {
        host = await ConsoleHost.Start();
        guest = await host.SignedIn();
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Somebody_invited_is_added_by_a_press_and_a_mistake_is_taken_back()
    {
        var id = await host.Seed.Lead("p1", Stage.Invited);
        var page = "leads/" + id;
        Assert.Contains("value=\"added\"", (await guest.Get(page)).Body, StringComparison.Ordinal);
        var said = await guest.Submit(page, page, ("do", "added"));
        Assert.Equal(HttpStatusCode.SeeOther, said.Status);
        Assert.Contains("已确认添加。", (await guest.Get(page + "?said=added")).Text, StringComparison.Ordinal);
        Assert.Equal((Stage.Added, true, "lin"), await Now(id));
        await guest.Submit(page, page, ("do", "added"));
        var shown = await guest.Get(page);
        Assert.DoesNotContain("value=\"added\"", shown.Body, StringComparison.Ordinal);
        Assert.Contains("value=\"not-added\"", shown.Body, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.SeeOther, (await guest.Submit(page, page, ("do", "not-added"))).Status);
        Assert.Equal((Stage.Invited, false, null), await Now(id));
        await guest.Submit(page, page, ("do", "added"));
        host.Clock.Advance(HandDecision.TakenBackWithin + TimeSpan.FromSeconds(1));
        Assert.DoesNotContain("value=\"not-added\"", (await guest.Get(page)).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await guest.Submit(page, page, ("do", "not-added"))).Status);
        Assert.Equal((Stage.Added, true, "lin"), await Now(id));
        Assert.Equal(
            [AuditActions.PersonNotAdded, AuditActions.PersonAdded, AuditActions.PersonNotAdded, AuditActions.PersonAdded, AuditActions.PersonAdded],
            (await host.Audited()).Where(l => l.On == $"lead/{id}").Select(l => l.What));
    }

    [Fact]
    public async Task It_is_for_operators_and_for_people_who_were_answered()
    {
        var (asked, invited) = (await host.Seed.Lead("p1"), await host.Seed.Lead("p2", Stage.Invited));
        Assert.DoesNotContain("value=\"added\"", (await guest.Get("leads/" + asked)).Body, StringComparison.Ordinal);
        var refused = await guest.Submit("leads/" + asked, "leads/" + asked, ("do", "added"));
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("还没有回复过对方", refused.Text, StringComparison.Ordinal);
        var viewer = await host.SignedIn("wang", Role.Viewer);
        Assert.DoesNotContain("value=\"added\"", (await viewer.Get("leads/" + invited)).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.Submit("leads/" + invited, "leads/" + invited, ("do", "added"))).Status);
    }

    private async Task<(Stage, bool, string?)> Now(LeadId id)
    {
        var lead = (await host.Get<LeadStore>().Find(id, CancellationToken.None))!;
        return (lead.Stage, lead.IsAddedByHand, lead.Contact?.StaffId);
    }
}
