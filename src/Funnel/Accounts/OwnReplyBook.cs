using System.Collections.Concurrent;
using System.Text.Json;
using Funnel.Clocks;
using Funnel.Storage;
using Microsoft.Extensions.Options;

namespace Funnel.Accounts;

/// <summary>
/// Keeps <see cref="OwnReplies"/>, a row an account. It is written when something becomes known, which is a few times in an account's life, and
/// once a day while replies are hidden.
/// </summary>
public sealed class OwnReplyBook(AccountBook accounts, IRows rows, IOptions<FunnelOptions> options, TimeProvider time)
{
    private const string Partition = "own";
    private const int Races = 5;
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RecordedEvery = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, (OwnReplies Own, TimeMark ReadAt)> remembered = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> uncounted = new(StringComparer.Ordinal);

    /// <summary>What is known, at most a minute old: good enough to pass over own comments.</summary>
    public async ValueTask<OwnReplies> Recall(string accountId, CancellationToken ct) =>
        remembered.TryGetValue(accountId, out var kept) && kept.ReadAt.Age(time) < Remembered ? kept.Own : (await Load(accountId, ct)).Own;

    /// <summary>What is known now: what is concluded from an absence needs the newest.</summary>
    public async ValueTask<OwnReplies> Read(string accountId, CancellationToken ct) => (await Load(accountId, ct)).Own;

    /// <summary>A reply of ours was seen under this id.</summary>
    public Task Recognise(string accountId, string personId, CancellationToken ct) => Change(accountId, own =>
        own.Ids.Contains(personId, StringComparer.Ordinal) || own.Ids.Length >= OwnReplies.MaxIds ? own : own with { Ids = own.Ids.Add(personId) }, ct);

    /// <summary>Whether enough of the account's replies were seen, none hidden since, to believe that one which is not listed does not exist.</summary>
    public bool AreTrusted(OwnReplies own) => own.Seen >= Enough;

    /// <summary>
    /// An accepted reply of ours was seen. Counted in this process and written when the count has doubled, so a crash loses some, which only delays trust.
    /// </summary>
    public async Task CountSeen(string accountId, CancellationToken ct)
    {
        var known = await Recall(accountId, ct);
        if (AreTrusted(known))
        {
            return;
        }

        var more = uncounted.AddOrUpdate(accountId, 1, (_, n) => n + 1);
        if (more >= known.Seen || known.Seen + more >= Enough)
        {
            uncounted[accountId] = 0;
            await Change(accountId, own => AreTrusted(own) ? own : own with { Seen = Math.Min(own.Seen + more, Enough) }, ct);
        }
    }

    /// <summary>An accepted reply of ours is shown to nobody: counting begins anew.</summary>
    public async Task AddHidden(string accountId, CancellationToken ct)
    {
        uncounted[accountId] = 0;
        var now = time.GetUtcNow();
        await Change(accountId, own => own.Seen == 0 && own.HiddenAt > now - RecordedEvery ? own : own with { Seen = 0, HiddenAt = now }, ct);
    }

    private int Enough => options.Value.Outreach.TrustListsAfter;

    /// <summary>Nothing is lost when every race is: the next reply teaches the same.</summary>
    private async Task Change(string accountId, Func<OwnReplies, OwnReplies> change, CancellationToken ct)
    {
        var known = await Recall(accountId, ct);
        if (change(known) == known)
        {
            return;
        }

        for (var i = 0; i < Races; i++)
        {
            var (own, version) = await Load(accountId, ct);
            var next = change(own);
            if (next == own)
            {
                return;
            }

            var row = new Row(Partition, accountId, JsonSerializer.Serialize(next, AccountJson.Plain.OwnReplies)) { Version = version ?? "" };
            if ((await rows.Commit(Tables.Accounts, Partition, [version is null ? new RowChange.Insert(row) : new RowChange.Replace(row)], ct)).Committed)
            {
                remembered[accountId] = (next, TimeMark.Now(time));
                return;
            }
        }
    }

    private async ValueTask<(OwnReplies Own, string? Version)> Load(string accountId, CancellationToken ct)
    {
        var openId = accounts.Find(accountId)?.OpenId ?? ""; // an account that was taken out: nothing is known of it, and nothing can be proved
        var row = await rows.Find(Tables.Accounts, Partition, accountId, ct);
        var stored = row is null ? null : JsonSerializer.Deserialize(row.Payload, AccountJson.Plain.OwnReplies);
        var own = stored is not null && string.Equals(stored.OpenId, openId, StringComparison.Ordinal) ? stored : OwnReplies.Unknown(openId);
        remembered[accountId] = (own, TimeMark.Now(time));
        return (own, row?.Version);
    }
}
