using System.Globalization;
using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Measure;
using Funnel.Tests.Hooks;
using Funnel.Tests.Leads;
using Funnel.Triage;
using Funnel.Weeks;

namespace Funnel.Tests.Weeks;

/// <summary>A shop of which a test knows what each week came to.</summary>
internal sealed class WeekShop : IAsyncDisposable
{
    public static readonly Week Last = new(new(2026, 3, 2));

    public HookShop Shop { get; } = new();

    /// <summary>Monday morning after <see cref="Last"/>, by China's clock.</summary>
    public static DateTimeOffset Morning { get; } = new(2026, 3, 9, 8, 0, 0, TimeSpan.FromHours(8));

    public ValueTask DisposeAsync() => Shop.DisposeAsync();

    /// <summary>Somebody asks at noon of a day, is answered so many seconds later, and comes as far as is said.</summary>
    /// <param name="wording">Which public wording they get.</param>
    /// <param name="leaves">How many days after being added they delete us; null when they stay.</param>
    public async Task Ask(
        HookShop.Process process, string person, DateOnly day, int? waits = 10, bool added = false, int wording = 0, string account = "shop", string video = "v1", int? leaves = null, bool parked = false)
    {
        var (id, at) = (LeadId.Of(account, person), new DateTimeOffset(day, new(12, 0), TimeSpan.FromHours(8)));
        await Do(new LeadCommand.Inquire(at, account, person, person, new Ask("c-" + person, video, at, "求资料", "guide", 0.9f, InquiryKind.Material, Tier.Rule)), mayBeNew: true);
        if (waits is { } seconds)
        {
            await Do(new LeadCommand.Claim(at.AddSeconds(seconds), Reply, "a", "text", wording));
            await Do(new LeadCommand.Settle(at.AddSeconds(seconds), Reply, "a", new SendReceipt("r-" + person), Make.Rules));
        }

        if (parked)
        {
            await Do(new LeadCommand.Park(at.AddSeconds(1), Reply, Funnel.Reasons.Reason.WorkFailed));
        }

        if (added)
        {
            var (came, contact) = (at.AddMinutes(10), new ContactId("staff", "wx-" + person));
            await Do(new LeadCommand.Arrive(came, contact, null, null, came) { Via = "wecom", NeedsCode = false });
            if (leaves is { } days)
            {
                await Do(new LeadCommand.Leave(came.AddDays(days), contact, came.AddDays(days)));
            }
        }

        async Task Do(LeadCommand command, bool mayBeNew = false) =>
            Assert.Null((await process.Get<LeadStore>().Apply(id, l => LeadDecider.Decide(l, command), default, mayBeNew, queueWork: false)).Refusal);
    }

    /// <summary>Comments that were read on a day.</summary>
    public static Task Comments(HookShop.Process process, DateOnly day, int inquiries, int others, string account = "shop") => process.Get<PageCounts>().Add(
        account, Guid.CreateVersion7(new DateTimeOffset(day, new(12, 0), TimeSpan.Zero)).ToString("N"),
        new([.. Ids("i", inquiries)], [], [.. Ids("o", others)], ["own"]), default);

    /// <summary>Lists are written, and it is Monday morning.</summary>
    public async Task GoOn(HookShop.Process process, TimeSpan? later = null)
    {
        await process.Get<LeadLists>().Flush(default);
        Shop.Clock.Advance(Morning + (later ?? TimeSpan.Zero) - Shop.Clock.GetUtcNow());
    }

    private static string Reply { get; } = Effect.ReplyId("guide");

    private static IEnumerable<string> Ids(string kind, int count) => Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{kind}{i}"));
}
