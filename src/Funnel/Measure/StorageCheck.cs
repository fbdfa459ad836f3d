using System.Globalization;
using Funnel.Clocks;
using Funnel.Storage;

namespace Funnel.Measure;

/// <summary>
/// Tries the store out: whether something can be written, for a full disk can still be read; and whether messages lie in poison queues. What went well is
/// believed for some seconds, so that it costs little however often somebody asks.
/// </summary>
public sealed class StorageCheck(IRows rows, IQueues queues, TimeProvider time)
{
    private const string Partition = "health";
    private static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CountEvery = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private Task? writing;
    private TimeMark? written;
    private (TimeMark At, IReadOnlyList<string> Found)? poison;

    /// <summary>The last write that went well; null when none was tried.</summary>
    public DateTimeOffset? WrittenAt
    {
        get
        {
            lock (gate)
            {
                return written?.Wall;
            }
        }
    }

    /// <summary>What is in poison queues, said so that an operator knows what to do.</summary>
    /// <exception cref="StorageException">Something could not be written or counted.</exception>
    public async Task<IReadOnlyList<string>> Poison(CancellationToken ct)
    {
        lock (gate)
        {
            if (poison is { } counted && counted.At.Age(time) < CountEvery)
            {
                return counted.Found;
            }
        }

        var found = new List<string>();
        foreach (var queue in QueueNames.All.SelectMany(QueueNames.PoisonQueues))
        {
            if (await queues.Count(queue, ct) is var messages and > 0)
            {
                found.Add($"queue {queue} holds {messages} messages that failed again and again, or could not be read");
            }
        }

        lock (gate)
        {
            poison = (TimeMark.Now(time), found);
        }

        return found;
    }

    /// <summary>Writes one small row, always the same. One that is still under way is waited for; there is never a second.</summary>
    /// <exception cref="StorageException">It could not be written.</exception>
    public Task Write()
    {
        lock (gate)
        {
            if (writing is not { IsCompleted: false })
            {
                writing = written?.Age(time) < WriteEvery ? Task.CompletedTask : Once();
            }

            return writing;
        }
    }

    private async Task Once()
    {
        var now = TimeMark.Now(time);
        var text = StoredJson.Text(now.Wall.ToString("O", CultureInfo.InvariantCulture));
        await rows.Commit(Tables.Accounts, Partition, [new RowChange.Put(new Row(Partition, "written", text))], CancellationToken.None);
        lock (gate)
        {
            written = now;
        }
    }
}
