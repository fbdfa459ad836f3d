using Funnel.Accounts;
using Funnel.Settings;

namespace Funnel.Tests.Simulation;

/// <summary>Somebody throws a kill switch while the product runs, and later throws it back.</summary>
internal sealed class SimulatedSwitches(World world)
{
    private const string Kind = "switches";

    /// <summary>Once it is thrown, every process knows it within five seconds; what was claimed before is on its way for a few more.</summary>
    private static readonly TimeSpan KnownEverywhere = TimeSpan.FromSeconds(20);

    /// <summary>Switches that were said to be thrown, from when until when.</summary>
    private readonly List<(string Id, DateTimeOffset From, DateTimeOffset To)> thrown = [];
    private readonly Dictionary<string, DateTimeOffset> since = new(StringComparer.Ordinal);

    public void Begin(TimeSpan span)
    {
        if (world.Chaos.Coin(0.3))
        {
            var id = world.Chaos.Coin() ? Switches.All : world.AnyAccount();
            var (from, length) = (world.Chaos.Seconds(30, span.TotalSeconds * 0.7), world.Chaos.Seconds(30, 180));
            world.At(from, () => Throw(id, length));
        }
    }

    /// <summary>What was done to people although it was switched off, and known to be everywhere: a process that stood still looks before it sends.</summary>
    public IEnumerable<string> Ignored()
    {
        var replies = world.Platform.Comments.SelectMany(c => c.Replies.Where(r => !r.ByHand).Select(r => (c.Account, r.At, What: $"a reply to {c.Comment.PersonId}")));
        var cards = world.Platform.Cards.Select(c => (c.Account, c.At, What: $"an invitation of {c.PersonId}"));
        var texts = world.Platform.Texts.Select(t => (t.Account, t.At, What: $"a confirmation to {t.PersonId}"));
        return replies.Concat(cards).Concat(texts).SelectMany(sent => thrown
            .Where(t => (t.Id == Switches.All || t.Id == sent.Account) && sent.At > t.From + KnownEverywhere && sent.At < t.To)
            .Select(t => $"{sent.What} at {sent.At:mm:ss} although '{t.Id}' was off from {t.From:mm:ss} to {t.To:mm:ss}"));
    }

    /// <summary>The store has lost them: nobody can keep to what nobody knows.</summary>
    public void Lost() => since.Keys.ToList().ForEach(End);

    /// <summary>All are thrown back.</summary>
    public void PutAllBack()
    {
        foreach (var id in since.Keys.ToList())
        {
            End(id);
        }

        world.Do(PutAllBack);
    }

    private static async Task PutAllBack(SimulatedProcess p)
    {
        foreach (var one in p.Settings.List().Where(s => s.Kind == Kind).ToList())
        {
            await Write(p, one.Id, paused: false);
        }
    }

    private void Throw(string id, TimeSpan length)
    {
        var told = false;
        if (world.Do(async p => told = await Write(p, id, paused: true)) && told)
        {
            world.Chaos.Note(Incident.SwitchThrown);
            since[id] = world.Clock.Now;
            world.At(length, () => Back(id));
        }
    }

    private void Back(string id)
    {
        End(id);
        world.Do(p => Write(p, id, paused: false));
    }

    private void End(string id)
    {
        if (since.Remove(id, out var from))
        {
            thrown.Add((id, from, world.Clock.Now));
        }
    }

    /// <returns>Whether the operator was told that it is so now.</returns>
    private static async Task<bool> Write(SimulatedProcess p, string id, bool paused)
    {
        var version = p.Settings.Find(Kind, id)?.Stored?.Version ?? 0;
        var change = await p.Settings.Put(Kind, id, paused ? """{"paused":true}""" : """{"paused":false}""", version, SimulatedOperators.Name, CancellationToken.None);
        return change.Result is SettingChangeResult.Created or SettingChangeResult.Changed or SettingChangeResult.Unchanged;
    }
}
