using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Funnel.Accounts;
using Funnel.Leads;
using Funnel.Storage;

namespace Funnel.DoNotContact;

/// <summary>
/// People who want to be left alone: nothing is sent to them in any account of the merchant to whom they said so. A person is known by the source's id, which all accounts of one source
/// share, so merchant and source bound what is meant (<see cref="ScopesOf"/>). Only a keyed hash of the person is stored. Asking costs nothing: everybody is in
/// memory, and <see cref="DoNotContactWatch"/> keeps that up to date with what other processes write.
/// </summary>
public sealed class DoNotContactList(IRows rows, TokenIssuer tokens, AccountBook accounts, TimeProvider time) : IDisposable
{
    /// <summary>Writes that others may be quicker than: each was written by somebody.</summary>
    private const int Attempts = 20;
    private const string AnySource = "";
    private const string Purpose = "do-not-contact.v1";
    private const int IdBytes = ListedPerson.IdChars / 2;

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly ConcurrentDictionary<string, ListedPerson> people = new(StringComparer.Ordinal);
    private IReadOnlyList<byte[]>? keys;
    private string? head;
    private long last;

    /// <summary>Whether what is in memory is what was stored, and not merely empty.</summary>
    public bool IsLoaded { get; private set; }

    public int Count => people.Values.Count(p => p.Lifted is null);

    /// <summary>Everybody on it, the latest first.</summary>
    public IReadOnlyList<ListedPerson> All => [.. people.Values.Where(p => p.Lifted is null).OrderByDescending(p => p.Refusal.At).ThenBy(p => p.Id, StringComparer.Ordinal)];

    /// <summary>Whether this person of this account is not to be contacted; null when they may be.</summary>
    public ListedPerson? Find(string accountId, string personId)
    {
        if (people.IsEmpty)
        {
            return null;
        }

        foreach (var id in IdsOf(accountId, personId))
        {
            if (Find(id) is { } listed)
            {
                return listed;
            }
        }

        return null;
    }

    /// <inheritdoc cref="Find(string, string)"/>
    public ListedPerson? Find(Lead lead) => Find(lead.AccountId, lead.PersonId);

    /// <summary>The one with this id.</summary>
    public ListedPerson? Find(string id) => people.TryGetValue(id, out var known) && known.Lifted is null ? known : null;

    /// <summary>Takes over what others wrote: one read when nobody did. Called before a host starts working, and again by <see cref="DoNotContactWatch"/>.</summary>
    /// <exception cref="StorageException">The store does not answer, or a newer version wrote there: who is known stays on the list.</exception>
    public async Task Refresh(CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        try
        {
            // The head is read first: what is written between these reads changes it again, and is taken over the next time.
            var now = await rows.Find(Tables.Accounts, ListRows.Partition, ListRows.Head, ct);
            if (!IsLoaded || !string.Equals(now?.Version, head, StringComparison.Ordinal))
            {
                await (IsLoaded && ListRows.Last(now) >= last ? CatchUp(ct) : Load(ListRows.Last(now), ct));
                head = now?.Version;
            }

            IsLoaded = true;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Puts a person on the list, here at once and in other processes within five seconds. Idempotent: who is on it stays as they are.</summary>
    /// <param name="saidAt">When the person said so: what was said before an operator took them off the list does not put them back.</param>
    /// <returns>The person as listed, which may be by an earlier refusal; null when they were taken off it since.</returns>
    /// <exception cref="StorageException">The store does not answer: they may have been put on it or not.</exception>
    public async Task<ListedPerson?> Set(string accountId, string personId, Refusal refusal, DateTimeOffset saidAt, CancellationToken ct)
    {
        // By what is stored, not by what is known here: an operator may have lifted it in another process a moment ago. Refusals are rare.
        var fresh = new ListedPerson(Find(accountId, personId)?.Id ?? IdsOf(accountId, personId).First(), refusal);
        var listed = await Change(fresh.Id, now => now is null || now.Lifted?.At < saidAt ? fresh with { Earlier = now?.Refusal.At } : null, ct);
        return listed is { Lifted: null } ? listed : null;
    }

    /// <summary>Takes a person off the list. Idempotent.</summary>
    /// <param name="by">The operator's name.</param>
    public Task Lift(ListedPerson person, string by, CancellationToken ct)
    {
        var lifted = new Lifted(time.GetUtcNow(), by);
        return Change(person.Id, now => now is { Lifted: null } ? now with { Lifted = lifted } : null, ct);
    }

    /// <summary>Ids under which this person may be listed: by the present token key first, and by those that were given up.</summary>
    internal IEnumerable<string> IdsOf(string accountId, string personId)
    {
        keys ??= tokens.KeysFor(Purpose);
        foreach (var scope in ScopesOf(accountId))
        {
            foreach (var key in keys)
            {
                yield return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{scope}\n{personId}")).AsSpan(0, IdBytes));
            }
        }
    }

    /// <summary>Of an account that is not configured nobody knows the source any more: who is listed there is listed for any, and it may be anybody's there.</summary>
    private IEnumerable<string> ScopesOf(string accountId) => accounts.Find(accountId) is { } account
        ? [ScopeOf(account), AnySource]
        : accounts.All.Select(ScopeOf).Distinct(StringComparer.Ordinal).Prepend(AnySource);

    /// <summary>The platform alone where there is one merchant: names of platforms have no slash.</summary>
    private static string ScopeOf(AccountOptions account) => account.Merchant.Length == 0 ? account.Platform : $"{account.Merchant}/{account.Platform}";

    /// <param name="what">The person as they are to be; null when there is nothing to do. Gets them as stored.</param>
    /// <returns>As they are now.</returns>
    private async Task<ListedPerson?> Change(string id, Func<ListedPerson?, ListedPerson?> what, CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        try
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                var top = await rows.Find(Tables.Accounts, ListRows.Partition, ListRows.Head, ct);
                var row = await rows.Find(Tables.Accounts, ListRows.Partition, ListRows.NowKey(id), ct);
                var now = row is null ? null : ListRows.Read(row);
                if (what(now) is not { } person)
                {
                    return Keep(now); // also where our own answer was lost, and it was tried again
                }

                var (number, before) = (ListRows.Last(top) + 1, top?.Version);
                var result = await rows.Commit(
                    Tables.Accounts, ListRows.Partition,
                    [Write(ListRows.ToHead(number, before)), Write(ListRows.ToNow(person, row?.Version ?? "")), new RowChange.Insert(ListRows.ToLog(number, person))], ct);
                if (result.Versions is { } versions)
                {
                    // Where this process knew an older head it goes on knowing that, and takes over all the rest at its next look.
                    (head, last) = IsLoaded && string.Equals(head, before, StringComparison.Ordinal) ? (versions[0], number) : (head, last);
                    return Keep(person);
                }
            }

            throw new StorageException($"the do-not-contact list was not written: others wrote it {Attempts} times in between. Try again");
        }
        finally
        {
            gate.Release();
        }
    }

    private static RowChange Write(Row row) => row.Version.Length == 0 ? new RowChange.Insert(row) : new RowChange.Replace(row);

    private async Task Load(long upTo, CancellationToken ct)
    {
        var stored = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in rows.QueryAll(Tables.Accounts, ListRows.Partition, ListRows.AllNow, ct))
        {
            stored.Add(Keep(ListRows.Read(row))!.Id);
        }

        foreach (var gone in people.Keys.Where(id => !stored.Contains(id)).ToList())
        {
            people.TryRemove(gone, out _);
        }

        last = upTo;
    }

    private async Task CatchUp(CancellationToken ct)
    {
        await foreach (var row in rows.QueryAll(Tables.Accounts, ListRows.Partition, ListRows.LogAfter(last), ct))
        {
            Keep(ListRows.Read(row));
            last = ListRows.NumberOf(row);
        }
    }

    private ListedPerson? Keep(ListedPerson? person) => person is null ? null : people[person.Id] = person;

    public void Dispose() => gate.Dispose();
}
