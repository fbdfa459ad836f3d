using System.Text.Json;
using Funnel.Claims;
using Funnel.Leads;
using Funnel.Review;
using Funnel.Tasks;
using Funnel.Triage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Funnel.Tests.Simulation;

/// <summary>People who run the product: they decide reviews, look after what is parked, replay by script, and change settings.</summary>
internal sealed class SimulatedOperators(World world)
{
    public const string Name = "operator";
    private static readonly TaskPerson Person = new(Name);
    private static readonly string[] Candidates =
    [
        "这个怎么弄", "有吗", "怎么做的", "想了解一下", "能分享吗", "可以吗", "在哪里", "哪里有", "这是什么", "怎么搞", "我也想学", "求", "想要", "教教我", "能不能教", "有没有", "可以学吗", "怎么学", "同问",
    ];

    private readonly Chaos chaos = world.Chaos;
    private int keys;

    /// <summary>Texts of which the shipped model is not sure.</summary>
    public static IReadOnlyList<string> UnsureTexts { get; } = FindUnsure();

    /// <summary>What was told to be decided, and what was only tried: a process may have died after it had done half of it.</summary>
    public List<ReviewDecision> Reviews { get; } = [];

    /// <summary>Effects that an operator was told are theirs now and not the machine's any more, and when.</summary>
    public List<(LeadId Lead, string Effect, DateTimeOffset At)> TakenOver { get; } = [];

    /// <summary>What scripts were told of replays.</summary>
    public List<(string Key, string Id)> Replays { get; } = [];

    public SimulatedSwitches Switches { get; } = new(world);

    public void Begin(TimeSpan span)
    {
        Switches.Begin(span);
        for (var at = chaos.Seconds(20, 60); at < span; at += chaos.Seconds(10, 60))
        {
            world.At(at, DecideReview);
        }

        for (var at = chaos.Seconds(60, 150); at < span; at += chaos.Seconds(20, 120))
        {
            world.At(at, LookAfterParked);
        }

        for (var at = chaos.Seconds(60, 300); at < span; at += chaos.Seconds(60, 300))
        {
            world.At(at, DecideRefusal);
        }

        if (chaos.Coin(0.3))
        {
            world.At(chaos.Seconds(60, span.TotalSeconds), ChangeSettings);
        }
    }

    /// <summary>The noise is over: everything is configured again.</summary>
    public void PutAllBack()
    {
        world.Settings.PutBack();
        world.RestartAll();
    }

    /// <summary>How much was decided so far. Of a decision that is being written down nobody was told yet: it may be lost.</summary>
    public (IReadOnlyList<ReviewDecision> Reviews, int TakenOver, int Replays) Decided => ([.. Reviews.Where(r => r.Result is not null)], TakenOver.Count, Replays.Count);

    /// <summary>What was decided after that is forgotten.</summary>
    public void Forget((IReadOnlyList<ReviewDecision> Reviews, int TakenOver, int Replays) kept)
    {
        Replays.RemoveRange(kept.Replays, Replays.Count - kept.Replays);
        Reviews.RemoveAll(r => !kept.Reviews.Any(k => ReferenceEquals(k, r)));
        TakenOver.RemoveRange(kept.TakenOver, TakenOver.Count - kept.TakenOver);
        Switches.Lost();
    }

    /// <summary>Hears that somebody wants to be left alone, or that they did not mean it.</summary>
    private void DecideRefusal()
    {
        if (world.Platform.Comments is not { Count: > 0 } comments)
        {
            return;
        }

        var (account, person) = (chaos.Any(comments).Account, chaos.Any(comments).Comment.PersonId);
        world.Do(async p =>
        {
            var listed = p.DoNotContact.Find(account, person);
            _ = listed is null ? await p.Refused.Set(account, person, Name, null, CancellationToken.None) : await p.Refused.Lift(account, person, Name, null, CancellationToken.None);
        });
    }

    private void ChangeSettings()
    {
        var offer = chaos.Coin();
        world.Settings.Remove(offer ? chaos.Any(SimulatedPeople.Inquiries).Offer : world.AnyAccount());
        chaos.Note(offer ? Incident.OfferRemoved : Incident.AccountRemoved);
        world.RestartAll();
        world.At(chaos.Seconds(20, 150), PutAllBack);
    }

    private void DecideReview()
    {
        var account = world.AnyAccount();
        var (inquiry, offer) = (chaos.Coin(0.6), chaos.Any(SimulatedPeople.Inquiries).Offer);
        world.Do(async p =>
        {
            var items = await p.Reviews.List(account, 20, CancellationToken.None);
            if (items.Count == 0)
            {
                return;
            }

            // Our own words are unknown to a process that no longer has their offer; a person knows them.
            var item = chaos.Any(items);
            var decision = new ReviewDecision(account, item.Id, item.Comment.Id, item.Comment.PersonId, inquiry && world.Platform.Find(item.Comment.Id) is not null, offer);
            Reviews.Add(decision);
            decision.Result = await p.Reviews.Decide(account, item.Id, decision.Inquiry, offer, Name, CancellationToken.None);
            if (decision.Result == ReviewResult.Done)
            {
                chaos.Note(decision.Inquiry ? Incident.ReviewedInquiry : Incident.ReviewedChatter);
            }
        });
    }

    private void LookAfterParked()
    {
        var (account, dice) = (world.AnyAccount(), chaos.Below(10));
        world.Do(async p =>
        {
            var waiting = await p.Lists.Waiting(account, CancellationToken.None);
            if (waiting.Count == 0 || await p.Leads.Find(chaos.Any(waiting).Id, CancellationToken.None) is not { NeedsPerson: true } lead)
            {
                return;
            }

            if (dice < 3)
            {
                await ReplayAll(p, account, waiting);
            }
            else
            {
                await Act(p, lead, lead.Effects.First(e => e.Status == EffectStatus.Parked), dice);
            }
        });
    }

    /// <summary>Who is careful looks at all of which nobody knows what became before they run that script. It must do no harm when they did not.</summary>
    private async Task ReplayAll(SimulatedProcess p, string account, IReadOnlyList<LeadSummary> waiting)
    {
        var there = false;
        foreach (var one in waiting)
        {
            there |= await p.Leads.Find(one.Id, CancellationToken.None) is { } lead && lead.Effects.Any(e => e.Status == EffectStatus.Parked && Invariants.InBooks(world, lead, e));
        }

        if (!there || chaos.Happens(Incident.BlindReplay))
        {
            chaos.Note(Incident.ReplayedAll);
            await Replay(p, $$"""{"selection":{"account":"{{account}}"},"dryRun":{{(chaos.Coin(0.2) ? "true" : "false")}}}""");
        }
    }

    public async Task Act(SimulatedProcess p, Lead lead, Effect parked, int dice)
    {
        // Whoever is told that nobody knows what became of it looks at the platform before they say what to do.
        // A reward is given as the task says: only where that says so they look first.
        var there = (parked.Kind != EffectKind.Reward || await SimulatedRewards.SaysLookFirst(p, lead, parked)) && Invariants.InBooks(world, lead, parked);
        var gone = parked.CommentId is { } id && world.Platform.Find(id) is { } comment && (comment.Deleted || world.Platform.ThreadOf(comment).Deleted);
        if (!there && dice == 5 && parked.MayHaveBeenSent)
        {
            chaos.Note(Incident.SaidUnsent);
            await Replay(p, Again(lead, parked, unsent: true));
        }
        else if (!there && dice < 6)
        {
            chaos.Note(Incident.Replayed);
            await Replay(p, Again(lead, parked, unsent: false));
        }
        else if (there || (dice < 8 && !gone))
        {
            if (!there && parked.Kind == EffectKind.Reply)
            {
                WriteReply(lead, parked);
            }

            if (await Take(p, new(lead.Id, parked.Id), Incident.DoneByHand, TaskAction.Done) && parked.Kind == EffectKind.Reward && !there)
            {
                world.WeChat.Rewarded.Add(lead.Id);
            }
        }
        else
        {
            await Take(p, new(lead.Id, parked.Id), Incident.GivenUp, chaos.Coin() ? TaskAction.GiveUp : TaskAction.NotPossible);
        }
    }

    private static string Again(Lead lead, Effect parked, bool unsent) =>
        $$"""{"selection":{"lead":"{{lead.Id}}"},"step":"{{parked.Id}}","dryRun":false,"unsent":{{(unsent ? "true" : "false")}}}""";

    /// <summary>A script that is not sure whether it got through asks again with the same key; at times somebody cancels what they started.</summary>
    private async Task Replay(SimulatedProcess p, string json)
    {
        var key = $"key {++keys}";
        world.At(chaos.Seconds(0, 60), () => world.Do(other => Ask(other, json, key)));
        var replay = await Ask(p, json, key);
        if (replay is not null && chaos.Happens(Incident.CancelledReplay))
        {
            world.At(chaos.Seconds(0, 5), () => world.Do(other => other.Replays.Cancel(replay, CancellationToken.None)));
        }
    }

    private async Task<string?> Ask(SimulatedProcess p, string json, string key)
    {
        var answer = await p.StartReplay(json, Name, key) as ContentResult;
        if (answer?.StatusCode != StatusCodes.Status202Accepted)
        {
            return null;
        }

        var id = JsonDocument.Parse(answer.Content!).RootElement.GetProperty("id").GetString()!;
        Replays.Add((key, id));
        return id;
    }

    private void WriteReply(Lead lead, Effect parked)
    {
        var reply = new SimulatedPlatform.PostedReply(world.Platform.NewId("r"), "open-" + lead.AccountId, parked.Text ?? "私信你了，看一下哦", world.Clock.Now, world.Clock.Now, ByHand: true);
        world.Platform.Find(parked.CommentId!)!.Replies.Add(reply);
    }

    /// <summary>By the page of tasks. At times it was a mistake, which is put back; somebody may have decided the same in earnest meanwhile.</summary>
    /// <returns>Whether it is theirs now, in earnest.</returns>
    private async Task<bool> Take(SimulatedProcess p, TaskId task, Incident what, TaskAction action)
    {
        var desk = p.Get<TaskDesk>();
        if (chaos.Coin(0.3))
        {
            await desk.Decide(task, TaskAction.Take, Person, null, CancellationToken.None);
        }

        var mistake = chaos.Coin(0.2);
        if (mistake)
        {
            world.At(chaos.Seconds(1, 30), () => world.Do(other => PutBack(other, task)));
        }

        if ((await desk.Decide(task, action, Person, null, CancellationToken.None)).Refusal is null && !mistake)
        {
            chaos.Note(what);
            TakenOver.Add((task.Lead, task.Effect, world.Clock.Now));
            return true;
        }

        return false;
    }

    private async Task PutBack(SimulatedProcess p, TaskId task)
    {
        if (!TakenOver.Exists(t => t.Lead == task.Lead && string.Equals(t.Effect, task.Effect, StringComparison.Ordinal))
            && (await p.Get<TaskDesk>().Decide(task, TaskAction.PutBack, Person, null, CancellationToken.None)).Refusal is null)
        {
            chaos.Note(Incident.PutBack);
        }
    }

    private static List<string> FindUnsure()
    {
        var judge = new CommentJudge(TriageModel.Shipped, new TriageOptions());
        return [.. Candidates.Where(c => judge.Judge(c).Decision == Decision.Review)];
    }

    /// <param name="Item">On the desk.</param>
    internal sealed record ReviewDecision(string Account, string Item, string CommentId, string PersonId, bool Inquiry, string Offer)
    {
        /// <summary>What the operator was told; null when the process died first.</summary>
        public ReviewResult? Result { get; set; }
    }
}
