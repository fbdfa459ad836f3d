using Funnel.Leads;

namespace Funnel.Tests.Simulation;

/// <summary>What must hold when everything is quiet, by the platforms' own books.</summary>
internal sealed class Invariants(World world)
{
    private readonly SimulatedProcess eyes = new(world);
    private readonly ForgottenThings forgotten = new(world);
    private readonly List<string> broken = [];

    public Reached Reached { get; private set; } = Reached.Nobody;

    /// <summary>How often something was looked at that has to hold.</summary>
    public int Checks { get; private set; }

    public IReadOnlyList<string> Broken()
    {
        OnePerPerson();
        broken.AddRange(world.Protocol.Broken());
        Require(world.Platform.AnsweredItself.Count == 0, $"we answered ourselves: {string.Join(" / ", world.Platform.AnsweredItself)}");
        var asked = world.Platform.Comments.Select(c => LeadId.Of(c.Account, c.Comment.PersonId)).Distinct().Select(Find).ToList();
        List<Lead?> leads = [.. asked, .. FriendsOf(asked.OfType<Lead>())];
        Require(!(world.Chaos.FairWeather && Happened(Incident.TakenUp)) || Happened(Incident.RestoredBackup) || Happened(Incident.SwitchThrown) || Happened(Incident.OfferRemoved)
                || Happened(Incident.AccountRemoved),
            $"nothing failed, and work stood still until it was found: {string.Join("; ", world.TakenUp)}; {Stories(leads.OfType<Lead>().Where(l => world.TakenUp.Exists(t => t.Contains(l.Id.ToString(), StringComparison.Ordinal))))}");
        foreach (var one in world.People.Asked)
        {
            Answered(one.Account, one.PersonId, one.Offer, one.Comment);
        }

        foreach (var lead in leads.OfType<Lead>())
        {
            Finished(lead);
            BooksAgree(lead);
            new JournalReplay(lead, Wait(eyes.Leads.Journal(lead.Id, CancellationToken.None))).Check(Require);
        }

        foreach (var written in new RefusalInvariant(world, eyes).Broken([.. leads.OfType<Lead>()]))
        {
            Require(false, written);
        }

        Arrived();
        new GrowthInvariants(world, eyes, Require).Check(leads.OfType<Lead>());
        new OperatorInvariants(world, eyes, Require).Check();
        new PaceInvariants(world, (account, person) => Story(Find(LeadId.Of(account, person))), Require).Check();
        Listed([.. leads.OfType<Lead>()]);
        var all = leads.OfType<Lead>().ToList();
        Counted(all);
        new FeedInvariant(world, eyes).Broken(all).ToList().ForEach(b => Require(false, b));
        int Sent(EffectKind kind) => all.Count(l => l.Effects.Any(e => e.Kind == kind && e.Status == EffectStatus.Sent));
        Reached = new(all.Count, Sent(EffectKind.Reply), Sent(EffectKind.Invite), Sent(EffectKind.Welcome), all.Count(l => l.NeedsPerson),
            all.Count(l => l.Exit == Exit.Declined), all.Count(l => l.Exit == Exit.Lost),
            all.Count(l => Wait(eyes.Leads.Journal(l.Id, CancellationToken.None)).Any(e => e.Kind == LeadEventKind.FoundAbsent)), Sent(EffectKind.RefusalConfirmation),
            all.Count(l => !l.Groups.IsEmpty), world.WeChat.Rewarded.Count);
        return broken;
    }

    /// <summary>Those who came by their links, and by the links of these.</summary>
    private List<Lead?> FriendsOf(IEnumerable<Lead> leads)
    {
        var (seen, found) = (new HashSet<LeadId>(), new List<Lead?>());
        for (var next = leads.ToList(); next.Count > 0;)
        {
            var friends = next.SelectMany(l => l.Friends).Where(seen.Add).Select(Find).ToList();
            found.AddRange(friends);
            next = [.. friends.OfType<Lead>()];
        }

        return found;
    }

    private bool Happened(Incident what) => world.Chaos.Happened.ContainsKey(what);

    private void OnePerPerson()
    {
        var replies = world.Platform.Comments.SelectMany(c => c.Replies.Where(r => !r.ByHand).Select(r => (c.Account, c.Comment.PersonId, Offer: OfferOf(r.Text)))).CountBy(r => r);
        foreach (var (who, count) in replies)
        {
            Require(count == 1 || forgotten.Answer(who.Account, who.PersonId, who.Offer, r => string.Equals(OfferOf(r), who.Offer, StringComparison.Ordinal)), $"{who} got {count} replies: {(count == 1 ? "" : Story(Find(LeadId.Of(who.Account, who.PersonId))))}");
        }

        foreach (var (who, count) in world.Platform.Cards.CountBy(c => (c.Account, c.PersonId)))
        {
            Require(count == 1 || forgotten.Invitation(who.Account, who.PersonId), $"{who} got {count} invitations");
        }

        foreach (var (contact, count) in world.WeChat.Welcomed.CountBy(w => w.Contact))
        {
            Require(count == 1 || forgotten.Welcome(contact), $"{contact} was welcomed {count} times");
        }
    }

    private void Answered(string account, string person, string offer, SimulatedPlatform.PostedComment comment)
    {
        var lead = Find(LeadId.Of(account, person));
        var effect = lead?.Find(Effect.ReplyId(offer));
        var excused = comment.Deleted || lead?.Exit == Exit.Declined || Declined(lead);
        excused |= comment.Comment.ParentId is not null && world.Settings.EverRemoved.Contains(account); // events of an account that is not configured are nobody's
        excused |= forgotten.Question(comment.Comment);
        excused |= world.Settings.EverRemoved.Contains(offer); // what nothing answers is judged by the model, and for good
        Require(effect is not null || excused, $"{person} asked {account} for {offer} ({comment.Comment.Id}) and nobody knows");
    }

    private bool Declined(Lead? lead) => lead is not null && Wait(eyes.Leads.Journal(lead.Id, CancellationToken.None)).Any(e => e.Kind == LeadEventKind.Declined);

    private void Finished(Lead lead)
    {
        foreach (var effect in lead.Effects)
        {
            var waitsForChat = effect is { Kind: EffectKind.Invite, Status: EffectStatus.Wanted, ReplayedBy: null };
            Require(effect.Status is EffectStatus.Sent or EffectStatus.Parked or EffectStatus.Dropped || waitsForChat,
                $"{lead.PersonId}: {effect.Id} is {effect.Status} and no message will change that ({effect.Reason ?? effect.Held}) {Story(lead)}");
            if (waitsForChat && lead.Window is { } window)
            {
                Require(window.ExpiresAt > world.Clock.Now || lead.Exit != Exit.None || lead.Contact is not null,
                    $"{lead.PersonId}: the chat closed at {window.ExpiresAt:O} before the invitation went out, and nobody was told ({effect.Held}): {Story(lead)}");
                Require(window.ExpiresAt <= world.Clock.Now || lead.WindowUsed >= window.Allowance || effect.Reason is not null,
                    $"{lead.PersonId}: the invitation waits although the window is open until {window.ExpiresAt:O}");
            }
        }
    }

    private void BooksAgree(Lead lead)
    {
        foreach (var hidden in lead.Effects.Where(e => e is { Visible: false, Assumed: null } && !(world.Backups.Forgotten is not null && IsTakenOver(lead, e))))
        {
            var comment = world.Platform.Find(hidden.CommentId!)!;
            Require(comment.Deleted || world.Platform.ThreadOf(comment).Deleted, $"{lead.PersonId}: {hidden.Id} is said to be hidden, and everybody can see it");
        }

        foreach (var effect in lead.Effects.Where(e => e.Kind != EffectKind.Label))
        {
            Agree(lead, effect, InBooks(world, lead, effect));
        }
    }

    /// <summary>Whether the platform really has it.</summary>
    public static bool InBooks(World world, Lead lead, Effect effect) => effect.Kind switch
    {
        EffectKind.Reply => world.Platform.Comments.Where(c => IsOf(lead, c.Account, c.Comment.PersonId)).SelectMany(c => c.Replies)
            .Any(r => !r.ByHand && string.Equals(OfferOf(r.Text), effect.OfferId, StringComparison.Ordinal)),
        EffectKind.Invite => world.Platform.Cards.Exists(c => IsOf(lead, c.Account, c.PersonId)),
        EffectKind.Welcome => world.WeChat.Welcomed.Exists(w => w.Contact == lead.Contact),
        EffectKind.Reward => world.WeChat.Rewarded.Contains(lead.Id),
        EffectKind.RefusalConfirmation => world.Platform.Texts.Exists(t => IsOf(lead, t.Account, t.PersonId)),
        _ => false,
    };

    private void Agree(Lead lead, Effect effect, bool inBooks)
    {
        Require(effect.Status != EffectStatus.Sent || inBooks || IsTakenOver(lead, effect) || IsWrittenByHand(effect), $"{lead.PersonId}: {effect.Id} is Sent but the platform never had it");
        var unsure = effect.Status == EffectStatus.Parked || (effect.Status == EffectStatus.Dropped && effect.Attempts > 0);
        unsure |= effect.Attempts == 0 && forgotten.Deed(lead, effect);
        Require(effect.Status == EffectStatus.Sent || !inBooks || unsure, $"{lead.PersonId}: the platform has {effect.Id}, which is {effect.Status}");
    }

    private bool IsTakenOver(Lead lead, Effect effect) =>
        Wait(eyes.Leads.Journal(lead.Id, CancellationToken.None)).Any(e => e.Kind == LeadEventKind.DoneByHand && string.Equals(e.Effect, effect.Id, StringComparison.Ordinal));

    /// <summary>What an operator wrote, whose process died before it was told so, is found by whoever looks for the reply; and what we said there of another offer, and forgot.</summary>
    private bool IsWrittenByHand(Effect effect) => effect.CommentId is { } id && world.Platform.Find(id) is { } comment && comment.Replies.Any(r => r.ByHand || forgotten.At(r.At));

    private void Arrived()
    {
        foreach (var arrival in world.WeChat.Arrivals)
        {
            var isForFriends = !eyes.Tokens.TryRead(TokenKind.Invitation, arrival.State, out var id) && eyes.Tokens.TryRead(TokenKind.Referral, arrival.State, out id);
            var lead = Find(id);
            if (lead is null && forgotten.Person(id))
            {
                continue;
            }

            if (lead is not null && (isForFriends || lead.Contact is not null) && !string.Equals(lead.Contact?.PersonId, arrival.Contact.PersonId, StringComparison.Ordinal))
            {
                id = LeadId.Of(lead.AccountId, LeadDecider.PersonOf("wecom", arrival.Contact)); // somebody else was quicker, or passed the link on
                Require(lead.Friends.Contains(id), $"{arrival.Contact} came by {lead.PersonId}'s link, and that one does not know");
                lead = Find(id);
                Require(lead?.CameBy is not null, $"{arrival.Contact} came by a link that was passed on and is no lead");
            }

            Require(lead?.Contact is not null && lead.Stage >= Stage.Added, $"{arrival.Contact} came and {id} does not know");
            Require(Wait(eyes.Contacts.Find(arrival.Contact, CancellationToken.None)) == id, $"{arrival.Contact} cannot be found when it leaves");
            Require(lead?.Find(Effect.WelcomeId) is not null, $"{arrival.Contact} is owed a welcome that nobody knows of");
        }

        foreach (var contact in world.People.GoneAndTold)
        {
            if (Wait(eyes.Contacts.Find(contact, CancellationToken.None)) is not { } id)
            {
                Require(world.Backups.Forgotten is not null, $"{contact} left us, and we were told; nobody knows it");
                continue;
            }

            var lead = Find(id);
            Require(lead?.Exit is Exit.Lost or Exit.Declined, $"{contact} left us, and we were told; its lead is {lead?.Exit} {Story(lead)}");
        }
    }

    private void Listed(List<Lead> leads)
    {
        foreach (var account in leads.GroupBy(l => l.AccountId))
        {
            var waiting = Wait(eyes.Lists.Waiting(account.Key, CancellationToken.None)).Select(s => s.Id).ToHashSet();
            foreach (var lead in account)
            {
                Require(!lead.NeedsPerson || waiting.Contains(lead.Id), $"{lead.PersonId} waits for a person, and no list says so");
            }
        }
    }

    /// <summary>The counters come to what a look at each lead does.</summary>
    private void Counted(List<Lead> leads)
    {
        var day = DateOnly.FromDateTime(World.Start.UtcDateTime);
        var told = Wait(eyes.Funnel.Read(day, day.AddDays(2), CancellationToken.None));
        var lines = leads.ConvertAll(LeadSummary.Of);
        int[] expected =
        [
            lines.Count(l => l.Asked.Length > 0), lines.Count(l => l.Replied), lines.Count(l => l.Talking), lines.Count(l => l.Invited), lines.Count(l => l.Added), lines.Count(l => l.Served),
            lines.Count(l => l.Grouped),
            lines.Count(l => l.Exit == Exit.Lost), lines.Count(l => l.Exit == Exit.Declined), lines.Count(l => l.Waiting.Count > 0), lines.Count(l => l.Pending),
            lines.Count(l => l.Referred), lines.Count(l => l.Rewarded),
        ];
        int[] counted = [.. Enum.GetValues<Stage>().Select(s => told.People[s]), told.Lost, told.Declined, told.Parked, told.Pending, told.Referred, told.Rewarded];
        Require(counted.SequenceEqual(expected), $"the counters say {string.Join(' ', counted)}, the leads {string.Join(' ', expected)}");

        var measured = leads.Where(l => l.Origin is not null).SelectMany(l => LeadLine.Of(l, l.Origin!).Counted).CountBy(c => c).ToDictionary();
        var stored = leads.Where(l => l.Origin is not null).Select(l => (l.AccountId, l.Origin!.Day)).Distinct()
            .SelectMany(d => Wait(eyes.Lists.CounterDocuments(d.AccountId, d.Day, CancellationToken.None))).SelectMany(c => c.Counter.Counted)
            .GroupBy(c => c.Key, c => c.Value).ToDictionary(c => c.Key, c => c.Sum());
        Require(measured.Count == stored.Count && measured.All(m => stored.GetValueOrDefault(m.Key) == m.Value),
            $"stays and waits are not counted as the leads say: {string.Join(", ", measured.Except(stored).Take(3))} / {string.Join(", ", stored.Except(measured).Take(3))}");

        // Of a line that a crash lost what is not counted may be old; that everybody who waits is listed is required above, with whatever reason.
        var found = Wait(eyes.Rebuild.Run(dryRun: true, null, CancellationToken.None));
        Require(found.Found.Keys.All(k => k is Difference.LineWrong or Difference.WaitingMissing), $"the lists differ from the leads: {string.Join(", ", found.Examples)}; {Stories(leads.Where(l => found.Examples.Any(x => x.ToString().Contains(l.Id.ToString(), StringComparison.Ordinal))))}");
    }

    private string Stories(IEnumerable<Lead> leads) => string.Join(Environment.NewLine, leads.Select(Story));

    private string Story(Lead? lead) => lead is null ? "" : string.Join("; ", Wait(eyes.Leads.Journal(lead.Id, CancellationToken.None)).Select(e => $"{e.At:mm:ss} {e.Kind} {e.Effect}"));

    private static bool IsOf(Lead lead, string account, string person) =>
        string.Equals(lead.AccountId, account, StringComparison.Ordinal) && string.Equals(lead.PersonId, person, StringComparison.Ordinal);

    private static string OfferOf(string replyText) => SimulatedPeople.Inquiries.Single(i => replyText.Contains(i.Offer, StringComparison.Ordinal)).Offer;

    private Lead? Find(LeadId id) => eyes.Leads.Find(id, CancellationToken.None).AsTask().GetAwaiter().GetResult();

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private void Require(bool holds, string otherwise)
    {
        Checks++;
        if (!holds)
        {
            broken.Add(otherwise);
        }
    }
}
