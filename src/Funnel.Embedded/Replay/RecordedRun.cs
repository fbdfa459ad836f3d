using System.Globalization;
using System.Text.Json;
using Funnel.Configuration;
using Funnel.Embedded.Commands;
using Funnel.Intake;
using Funnel.Leads;
using Funnel.Measure;
using Funnel.Outreach;
using Funnel.Connectors;
using Funnel.Review;
using Funnel.Storage;
using Funnel.Storage.InMemory;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Embedded.Replay;

/// <summary>One thing that would happen: a reply, or a question to an operator.</summary>
internal sealed record WouldDo(string Action, string Person, string Video, string Comment, string Text, double P, string Kind, string? Offer, string? Reply);

/// <summary>What a replay came to. Comments = replies + again + review + dropped + own.</summary>
/// <param name="Again">Inquiries of people who have their reply for that offer already.</param>
internal sealed record ReplayTotals(int Comments, int Replies, int Again, int Review, int Dropped, int Own)
{
    public bool AddUp => Comments == Replies + Again + Review + Dropped + Own;
}

/// <summary>Recorded comments through intake, triage and outreach, in memory, with nobody on the other side.</summary>
internal sealed class RecordedRun : IAsyncDisposable
{
    private const string Account = "recorded";
    private const int PageRows = 500;

    private readonly ServiceProvider services;

    private RecordedRun(ServiceProvider services) => this.services = services;

    /// <param name="offers">A configuration of which only <c>offers</c> and <c>triage</c> are used, or just a list of offers.</param>
    /// <exception cref="SettingsException">The offers are wrong.</exception>
    public static RecordedRun Create(IConfiguration offers)
    {
        var settings = offers.GetSection(FunnelOptions.Section).AsEnumerable(makePathsRelative: true)
            .Where(s => s.Key.StartsWith("offers", StringComparison.OrdinalIgnoreCase) || s.Key.StartsWith("triage", StringComparison.OrdinalIgnoreCase))
            .Where(s => !s.Key.Contains(":accounts:", StringComparison.OrdinalIgnoreCase)) // recorded comments are of no particular account
            .Select(s => KeyValuePair.Create($"{FunnelOptions.Section}:{s.Key}", s.Value));
        var account = new Dictionary<string, string?>
        {
            ["Funnel:Accounts:0:Id"] = Account,
            ["Funnel:Accounts:0:Platform"] = DryRunSource.Name,
            ["Funnel:Accounts:0:OpenId"] = "merchant",
            ["Funnel:Accounts:0:AccessToken"] = "none",
            ["Funnel:Accounts:0:RefreshToken"] = "none",
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).AddInMemoryCollection(account).Build();
        var services = new ServiceCollection().AddLogging().AddMemoryStorage().AddSingleton(DryRunSource.Connector).AddFunnel(configuration, [DryRunSource.Name]);
        services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        return new(services.BuildServiceProvider());
    }

    /// <summary>Runs all rows; what would be done is handed out page by page.</summary>
    public async Task<ReplayTotals> Run(IAsyncEnumerable<CommentRow> rows, Func<WouldDo, Task> tell, CancellationToken ct)
    {
        var (page, number, replies) = (new List<Comment>(), 0, 0);
        await foreach (var row in rows.WithCancellation(ct))
        {
            number++;
            var id = number.ToString(CultureInfo.InvariantCulture);
            page.Add(new Comment(row.Id ?? "c" + id, row.Video ?? "video", row.Person ?? "person-" + id, row.Text, Time.GetUtcNow(), Nick: row.Nick));
            if (page.Count == PageRows)
            {
                replies += await Page(page, tell, ct);
                page.Clear();
            }
        }

        replies += await Page(page, tell, ct);
        var totals = await Totals(number, replies, ct);
        foreach (var item in await services.GetRequiredService<ReviewDesk>().List(Account, int.MaxValue, ct))
        {
            await tell(new("review", item.Comment.PersonId, item.Comment.VideoId, item.Comment.Id, item.Comment.Text, Math.Round(item.P, 4), Kind(item.Kind), item.OfferId, null));
        }

        return totals;
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private TimeProvider Time => services.GetRequiredService<TimeProvider>();

    private async Task<int> Page(List<Comment> page, Func<WouldDo, Task> tell, CancellationToken ct)
    {
        var triage = services.GetRequiredService<CommentTriage>();
        foreach (var message in CommentsMessage.Pack(Account, page, () => Guid.CreateVersion7(Time.GetUtcNow()).ToString("N")))
        {
            await triage.Handle(CommentsMessage.Parse(message.ToJson()), ct);
        }

        var queues = services.GetRequiredService<IQueues>();
        var told = 0;
        while (await queues.Receive(QueueNames.Replies, 32, TimeSpan.FromMinutes(1), ct) is { Count: > 0 } messages)
        {
            foreach (var message in messages)
            {
                foreach (var work in WorkMessage.Parse(message.Body).Each())
                {
                    await Reply(work, tell, ct);
                    told++;
                }

                await queues.Delete(QueueNames.Replies, message, ct);
            }
        }

        return told;
    }

    private async Task Reply(WorkMessage work, Func<WouldDo, Task> tell, CancellationToken ct)
    {
        var lead = (await services.GetRequiredService<LeadStore>().Find(work.Lead!.Value, ct))!;
        var effect = lead.Find(work.Effect!)!;
        var ask = lead.Asks.First(a => string.Equals(a.CommentId, effect.CommentId, StringComparison.Ordinal));
        var text = services.GetRequiredService<PublicReply>().Preview(lead, effect);
        await tell(new("reply", lead.PersonId, ask.VideoId, ask.CommentId, ask.Text, Math.Round(ask.P, 4), Kind(ask.Kind), effect.OfferId, text));
    }

    private async Task<ReplayTotals> Totals(int comments, int replies, CancellationToken ct)
    {
        var today = services.GetRequiredService<FunnelReader>().Today;
        var counts = services.GetRequiredService<PageCounts>();
        var count = await counts.OfDay(Account, today, ct) + await counts.OfDay(Account, today.AddDays(-1), ct); // it may run over midnight
        return new(comments, replies, count.Inquiries - replies, count.Review, count.Dropped, count.Own);
    }

    private static string Kind(Funnel.Triage.InquiryKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
}
