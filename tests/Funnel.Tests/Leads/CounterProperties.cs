using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Reasons;
using Funnel.Storage;
using Funnel.Storage.InMemory;
using Funnel.Tests.Simulation;
using Microsoft.Extensions.Logging.Abstractions;
using static Funnel.Tests.Leads.Make;

namespace Funnel.Tests.Leads;

/// <summary>Random journeys through the real store, by processes that die before and after any operation.</summary>
public sealed class CounterProperties
{
    private const int People = 12;

    [Fact]
    public async Task After_any_crashes_the_counters_are_what_the_leads_say()
    {
        var crashes = 0;
        for (var seed = 1; seed <= 150; seed++)
        {
            crashes += await Run(seed);
        }

        Assert.True(crashes > 300, $"too little happens: {crashes} crashes");
    }

    private static async Task<int> Run(int seed)
    {
        var (random, clock, stored, crashes) = (new Random(seed), new SimulatedClock(Noon), new MemoryRows(), 0);
        var processes = Enumerable.Range(0, 2).Select(_ => new Process(stored, clock, random)).ToArray();
        for (var step = 0; step < 300; step++)
        {
            clock.Advance(TimeSpan.FromSeconds(random.Next(4)));
            var at = random.Next(processes.Length);
            try
            {
                await processes[at].Step(random);
            }
            catch (StorageException)
            {
                crashes++;
                processes[at] = new(stored, clock, random);
            }
        }

        // Whoever is left alive writes what it noted; then what the index of open work names is looked at, as the sweep does.
        foreach (var process in processes.Append(new(stored, clock, random)))
        {
            process.Survives = true;
            await process.Lists.Flush(default);
        }

        clock.Advance(TimeSpan.FromMinutes(2));
        var last = new Process(stored, clock, random) { Survives = true };
        await foreach (var open in last.Open.Standing(default))
        {
            if (await last.Leads.Find(open.Lead, default) is { } lead)
            {
                last.Lists.Enqueue(lead);
            }
        }

        await last.Lists.Flush(default);
        var found = (await new ListRebuild(stored).Run(dryRun: true, null, default)).Found;
        Assert.False(found.ContainsKey(Difference.CounterWrong) || found.ContainsKey(Difference.LineMissing), $"seed {seed}: {string.Join(", ", found)}");
        return crashes;
    }

    private sealed class Process
    {
        private readonly HookedRows rows;

        public Process(MemoryRows stored, SimulatedClock clock, Random random)
        {
            Task PerhapsDie() => !Survives && random.Next(40) == 0 ? throw new StorageException("killed") : Task.CompletedTask;
            rows = new(stored) { BeforeCommit = _ => PerhapsDie(), AfterCommit = _ => PerhapsDie() };
            Lists = new(rows, clock, NullLogger<LeadLists>.Instance);
            Open = new(rows, clock);
            Leads = new(rows, new MemoryQueues(clock), Lists, Open);
        }

        public bool Survives { get; set; }

        public LeadLists Lists { get; }

        public OpenWork Open { get; }

        public LeadStore Leads { get; }

        public async Task Step(Random random)
        {
            if (random.Next(6) == 0)
            {
                await Lists.Flush(default);
                return;
            }

            var person = "p" + random.Next(People);
            var second = random.Next(100);
            string[] effects = [ReplyId, Effect.InviteId, Effect.WelcomeId];
            var effect = effects[random.Next(effects.Length)];
            LeadCommand command = random.Next(10) switch
            {
                0 or 1 => Inquire("c" + random.Next(3), random.Next(2) == 0 ? Offer : "other", person),
                2 => Claim(effect, second),
                3 => Settle(effect, random.Next(2) == 0 ? new SendReceipt("r") : Failed((FailureKind)random.Next(9)), second),
                4 => new LeadCommand.OpenChat(Noon.AddSeconds(second), Wrote("w" + second), null),
                5 => Arrive(random.Next(2) == 0 ? "code" : null, second),
                6 => new LeadCommand.Leave(Noon.AddSeconds(second), Contact, Noon.AddSeconds(second)),
                7 => new LeadCommand.Decline(Noon.AddSeconds(second), "no"),
                8 => new LeadCommand.DoneByHand(Noon.AddSeconds(second), effect),
                _ => new LeadCommand.Park(Noon.AddSeconds(second), effect, Reason.StoodStill),
            };
            await Leads.Apply(LeadId.Of("shop", person), l => LeadDecider.Decide(l, command), default);
        }
    }
}
