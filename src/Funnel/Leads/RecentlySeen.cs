namespace Funnel.Leads;

/// <summary>
/// What a process saw last, to save reads: two generations of bounded size, no clock, no bookkeeping for each entry. Safe for any number of threads. Whoever acts on
/// it carries the version that was seen, and loses against any newer one.
/// </summary>
internal sealed class RecentlySeen<TKey, TValue>(int generationSize, Func<TValue, TValue, bool>? isNewer = null)
    where TKey : notnull
    where TValue : class
{
    private readonly Lock gate = new();
    private Dictionary<TKey, TValue> young = [];
    private Dictionary<TKey, TValue> old = [];

    public TValue? Find(TKey key)
    {
        lock (gate)
        {
            return young.GetValueOrDefault(key) ?? old.GetValueOrDefault(key);
        }
    }

    /// <summary>Keeps it, unless what is kept is newer: it was read before somebody here wrote.</summary>
    public void Keep(TKey key, TValue value)
    {
        lock (gate)
        {
            if (young.TryGetValue(key, out var known) && isNewer?.Invoke(known, value) == true)
            {
                return;
            }

            if (young.Count >= generationSize)
            {
                (old, young) = (young, []);
            }

            young[key] = value;
        }
    }

    public void Forget(TKey key)
    {
        lock (gate)
        {
            young.Remove(key);
            old.Remove(key);
        }
    }
}
