using System.Buffers.Text;
using System.Security.Cryptography;
using Funnel.Clocks;

namespace Funnel.Console.Import;

/// <summary>
/// Keeps what was handed over while somebody looks at how it was understood: in the memory of this process, for ten minutes, under a random id that is worth something only to the
/// session that put it here. It is no store: whatever is not here any more is chosen again.
/// </summary>
internal sealed class ImportShelf : IDisposable
{
    /// <summary>Most bytes of one.</summary>
    public const int MostBytes = 10 * 1024 * 1024;

    /// <summary>Of one session and of all; the oldest goes.</summary>
    private const int MostOwn = 2;
    private const int MostOfAll = 6;
    private const int IdBytes = 16;

    /// <summary>What is over is shown to nobody; how soon it leaves the memory after the first look.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly List<ImportItem> items = [];
    private readonly TimeProvider time;
    private readonly ITimer forgetting;

    public ImportShelf(TimeProvider time)
    {
        this.time = time;
        forgetting = time.CreateTimer(_ => Forget(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How long something stays.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Puts it here under an id of its own.</summary>
    public string Put(ImportItem item)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(item.Bytes.Length, MostBytes);
        var id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes));
        lock (gate)
        {
            items.RemoveAll(IsOver);
            if (items.Where(i => IsOf(i, item.Owner)).Skip(MostOwn - 1).FirstOrDefault() is not null)
            {
                items.Remove(items.First(i => IsOf(i, item.Owner)));
            }

            if (items.Count >= MostOfAll)
            {
                items.RemoveAt(0);
            }

            items.Add(item with { Id = id, At = TimeMark.Now(time) });
        }

        forgetting.Change(Lifetime, Timeout.InfiniteTimeSpan);
        return id;
    }

    /// <returns>Null when it is not here, or somebody else's.</returns>
    public ImportItem? Find(string? id, string owner)
    {
        lock (gate)
        {
            return items.Find(i => string.Equals(i.Id, id, StringComparison.Ordinal) && IsOf(i, owner) && !IsOver(i));
        }
    }

    /// <summary>Changes one that is only looked at.</summary>
    /// <returns>Null when it is not, or not here.</returns>
    public ImportItem? Change(string? id, string owner, Func<ImportItem, ImportItem> change)
    {
        lock (gate)
        {
            return Find(id, owner) is { Stage: ImportStage.Looked } found ? Set(found, change(found)) : null;
        }
    }

    /// <summary>Takes it for taking over: of two who press only one does.</summary>
    /// <returns>Null when somebody has, or it is not here.</returns>
    public ImportItem? Take(string? id, string owner) => Change(id, owner, i => i with { Stage = ImportStage.Taking });

    /// <param name="after">With its result; or as it was, when nothing came of it.</param>
    public void PutBack(ImportItem after)
    {
        lock (gate)
        {
            if (items.Find(i => string.Equals(i.Id, after.Id, StringComparison.Ordinal)) is { } found)
            {
                Set(found, after);
            }
        }
    }

    public void Remove(ImportItem item)
    {
        lock (gate)
        {
            items.RemoveAll(i => string.Equals(i.Id, item.Id, StringComparison.Ordinal));
        }
    }

    public void Dispose() => forgetting.Dispose();

    private ImportItem Set(ImportItem found, ImportItem changed) => items[items.IndexOf(found)] = changed;

    private void Forget()
    {
        lock (gate)
        {
            items.RemoveAll(IsOver);
            if (items.Count > 0)
            {
                forgetting.Change(LookEvery, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private bool IsOver(ImportItem item) => item.At.Age(time) >= Lifetime;

    private static bool IsOf(ImportItem item, string owner) => string.Equals(item.Owner, owner, StringComparison.Ordinal);
}
