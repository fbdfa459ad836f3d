namespace Funnel.Storage.Tests.Sqlite;

/// <summary>The same operations on a store and on its model; versions differ by name, so each side is given its own.</summary>
internal sealed class RowPair(IRows store, IRows model, string partition, string[] keys)
{
    private readonly Dictionary<string, List<(string Store, string Model)>> versions = new(StringComparer.Ordinal);

    public async Task<bool> CommitOn(System.Random random)
    {
        var names = random.GetItems(keys, random.Next(1, 5)).Distinct(StringComparer.Ordinal).ToList();
        var changes = names.ConvertAll(key => Change(key, random));
        var mine = await store.Commit(Tables.Leads, partition, changes.ConvertAll(change => change.Store), default);
        var theirs = await model.Commit(Tables.Leads, partition, changes.ConvertAll(change => change.Model), default);
        for (var i = 0; mine.Committed && theirs.Committed && i < names.Count; i++)
        {
            Seen(names[i]).Add((mine.Versions![i], theirs.Versions![i]));
        }

        return mine.ConflictAt == theirs.ConflictAt && mine.Committed == theirs.Committed;
    }

    public Task<bool> QueryOn(System.Random random)
    {
        string? Bound() => random.Next(3) == 0 ? null : random.GetItems(keys, 1)[0] + random.GetItems(keys, 1)[0][..1];
        return SameRows(new(Bound(), Bound()), random.Next(1, 4));
    }

    public async Task<bool> SameRows(KeyRange range, int take)
    {
        string? mineAt = null;
        string? theirsAt = null;
        do
        {
            var mine = await store.Query(Tables.Leads, partition, range, take, mineAt, default);
            var theirs = await model.Query(Tables.Leads, partition, range, take, theirsAt, default);
            (mineAt, theirsAt) = (mine.Continuation, theirs.Continuation);
            if (!mine.Rows.Select(row => (row.Key, row.Payload)).SequenceEqual(theirs.Rows.Select(row => (row.Key, row.Payload))))
            {
                return false;
            }
        }
        while (mineAt is not null && theirsAt is not null);

        return mineAt is null && theirsAt is null;
    }

    private List<(string Store, string Model)> Seen(string key)
    {
        if (!versions.TryGetValue(key, out var seen))
        {
            versions.Add(key, seen = []);
        }

        return seen;
    }

    // Mostly the last version that was seen, sometimes an older one.
    private (string Store, string Model) Version(string key, System.Random random)
    {
        var seen = Seen(key).FindAll(version => version.Store.Length > 0);
        return seen.Count == 0 ? ("999999999", "999999999") : random.Next(3) > 0 ? seen[^1] : seen[random.Next(seen.Count)];
    }

    private (RowChange Store, RowChange Model) Change(string key, System.Random random)
    {
        var row = new Row(partition, key, $"{random.Next()}");
        var (mine, theirs) = Version(key, random);
        return random.Next(5) switch
        {
            0 => (new RowChange.Insert(row), new RowChange.Insert(row)),
            1 => (new RowChange.Replace(row with { Version = mine }), new RowChange.Replace(row with { Version = theirs })),
            2 => (new RowChange.Put(row), new RowChange.Put(row)),
            3 => (new RowChange.Delete(key, mine), new RowChange.Delete(key, theirs)),
            _ => (new RowChange.Delete(key), new RowChange.Delete(key)),
        };
    }
}
