using System.Globalization;
using System.Text.Json;
using Funnel.Accounts;
using Funnel.Intake;
using Funnel.Leads;
using Funnel.Storage;

namespace Funnel.Tests.Simulation;

/// <summary>
/// The order of operations itself, watched as it happens. Most of its rules guard each other, so breaking one hurts nobody until the next one fails too; here each is
/// noticed alone.
/// </summary>
internal sealed class Protocol(World world)
{
    /// <summary>A call follows its permission by what the network takes, so one of each process may fall into the next minute.</summary>
    private const int Late = 3;

    private readonly List<string> broken = [];
    private readonly Dictionary<string, int> claims = new(StringComparer.Ordinal);
    private readonly HashSet<string> pagesQueued = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Account, CallKind Kind, long Minute), int> reads = [];

    public IEnumerable<string> Broken() => broken.Distinct(StringComparer.Ordinal);

    /// <summary>How often something of a lead was claimed.</summary>
    public int Claims(string lead) => claims.GetValueOrDefault(lead);

    /// <summary>Whether a journal entry tells of a claim.</summary>
    public static bool IsClaim(RowChange change) =>
        change is RowChange.Insert { Row: { Key: ['j', ..] } row } && JsonSerializer.Deserialize(row.Payload, LeadJson.Plain.JournalDocument)!.Events.Any(e => e.Kind == LeadEventKind.Claimed);

    /// <summary>A process has this in the storage now.</summary>
    public void Committed(string table, IReadOnlyList<RowChange> changes)
    {
        foreach (var change in changes)
        {
            if (table is Tables.Leads && change.Key is LeadStore.LeadKey)
            {
                Require(change is RowChange.Insert or RowChange.Replace { Row.Version: not "" }, "a lead was written whatever there was");
            }

            if (table is Tables.Leads && IsClaim(change))
            {
                var lead = ((RowChange.Insert)change).Row.Partition;
                claims[lead] = Claims(lead) + 1;
            }

            if (table is Tables.Counts && change is RowChange.Insert { Row.Key: ['p', .. var page] })
            {
                Require(pagesQueued.Contains(page), "comments were counted under a page that nobody read");
            }
        }
    }

    /// <param name="during">The queue whose message is being worked on; null when it is something else.</param>
    public void Enqueued(string queue, string body, string? during)
    {
        if (queue is QueueNames.Comments)
        {
            pagesQueued.Add(CommentsMessage.Parse(body).Page);
        }

        if (queue is QueueNames.Replies && during is QueueNames.Comments)
        {
            foreach (var one in WorkMessage.Parse(body).Each())
            {
                var lead = world.Rows.Find(Tables.Leads, one.Lead!.Value.ToString(), LeadStore.LeadKey, CancellationToken.None).AsTask().GetAwaiter().GetResult();
                Require(lead is not null, "the replies of a page were queued before its leads were stored");
            }
        }
    }

    /// <summary>The platform answered a call of a kind that has a budget.</summary>
    public void Read(string account, CallKind kind)
    {
        var minute = (account, kind, world.Clock.Now.Ticks / TimeSpan.TicksPerMinute);
        reads[minute] = reads.GetValueOrDefault(minute) + 1;
        var most = world.Options.Intake.CallsPerMinute + Late;
        Require(reads[minute] <= most || world.Chaos.ClocksWereWrong, string.Create(CultureInfo.InvariantCulture, $"more than {most} calls {kind} in a minute"));
    }

    private void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            broken.Add(otherwise);
        }
    }
}
