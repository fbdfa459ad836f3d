using System.Collections.Concurrent;
using System.Globalization;
using Funnel.Measure;
using Funnel.Storage;

namespace Funnel.Intake;

/// <summary>A page of comments that was queued, as it is stored beside the cursors that say its comments are read.</summary>
public sealed record StoredPage(string Id, string Message, string Version);

/// <summary>
/// Pages that were read and may not be triaged yet. Each is written in the commit that moves the cursors past it and removed when it is known
/// to be done, so a page whose message a killed process took is queued again after a minute, however long the host keeps that message hidden.
/// </summary>
public sealed class PageOutbox(PageCounts counts, TimeProvider time)
{
    internal const string Prefix = ":page:";
    private const int Remembered = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, bool> finished = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> queuedAgain = new(StringComparer.Ordinal);

    /// <summary>Where pages stand among an account's videos; no video's id looks like it.</summary>
    internal static bool IsPage(Row row) => row.Key.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Where keys of pages of a time begin.</summary>
    internal static string KeyOf(DateTimeOffset at) => Prefix + Guid.CreateVersion7(at).ToString("N")[..12];

    internal static StoredPage Read(Row row) => new(row.Key[Prefix.Length..], row.Payload, row.Version);

    internal static RowChange Add(CommentsMessage page) => new RowChange.Insert(new Row(page.Account, Prefix + page.Page, page.ToJson()));

    internal static RowChange Remove(StoredPage page) => new RowChange.Delete(Prefix + page.Id);

    /// <summary>This process has triaged the page. Its row goes with the account's next commit, or with one of its own after a minute.</summary>
    public void Finished(CommentsMessage page)
    {
        if (finished.Count > Remembered)
        {
            finished.Clear(); // pages that came by events have no rows, so nothing else takes them out
        }

        finished[page.Page] = true;
    }

    /// <summary>Tells the pages that are done from those whose message seems to be lost; young ones are neither.</summary>
    public async Task<(IReadOnlyList<StoredPage> Done, IReadOnlyList<StoredPage> Lost)> Sort(string accountId, IReadOnlyList<StoredPage> pages, CancellationToken ct)
    {
        var (done, lost) = (new List<StoredPage>(), new List<StoredPage>());
        foreach (var page in pages)
        {
            if (finished.ContainsKey(page.Id) || (IsOld(page) && await counts.Has(accountId, page.Id, ct)))
            {
                finished[page.Id] = true; // so that nobody asks again until its row is gone
                done.Add(page);
            }
            else if (IsOld(page))
            {
                lost.Add(page);
            }
        }

        return (done, lost);
    }

    /// <summary>How many of these pages nobody has triaged yet.</summary>
    public async Task<int> Untriaged(string accountId, IReadOnlyList<StoredPage> pages, CancellationToken ct)
    {
        var count = 0;
        foreach (var page in pages)
        {
            count += finished.ContainsKey(page.Id) || await counts.Has(accountId, page.Id, ct) ? 0 : 1;
        }

        return count;
    }

    /// <summary>Forgets what is not stored any more.</summary>
    internal void Removed(IEnumerable<StoredPage> pages)
    {
        foreach (var page in pages)
        {
            finished.TryRemove(page.Id, out _);
            queuedAgain.TryRemove(page.Id, out _);
        }
    }

    internal void QueuedAgain(StoredPage page) => queuedAgain[page.Id] = time.GetTimestamp();

    /// <summary>
    /// It was read, or queued again, a minute ago. Page ids are version 7 UUIDs and tell their time; one from the future was made by a clock that was wrong.
    /// </summary>
    internal bool IsOld(StoredPage page) => queuedAgain.TryGetValue(page.Id, out var at)
        ? time.GetElapsedTime(at) >= Patience
        : page.Id.Length < 12 || !long.TryParse(page.Id.AsSpan(0, 12), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var ms)
            || Math.Abs(time.GetUtcNow().ToUnixTimeMilliseconds() - ms) >= Patience.TotalMilliseconds;
}
