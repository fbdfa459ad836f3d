using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Reasons;

namespace Funnel.Tests.Leads;

/// <summary>What holds whatever comes, in whatever order, however often and whenever.</summary>
public sealed class LeadDeciderProperties
{
    [Fact]
    public void Any_sequence_of_commands_keeps_the_rules() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ArrayOf(80).ToArbitrary(), Keeps).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    private static bool Keeps(int[] numbers)
    {
        Lead? lead = null;
        var sequence = new Sequence();
        foreach (var number in numbers)
        {
            var command = sequence.Next(number, lead);
            var decided = LeadDecider.Decide(lead, command);
            IsPure(lead, command, decided);
            if (lead is not null && decided.State is { } after)
            {
                MovesLegally(lead, after, command);
            }

            lead = decided.State ?? lead;
            Holds(lead);
            var repeated = LeadDecider.Decide(lead, command);
            Assert.True(!repeated.Changes || command is LeadCommand.ReadBack { Result: ReadBackResult.NotYet } or LeadCommand.Settle { AttemptId: null }, $"repeated, it changes again: {command}");
        }

        return true;
    }

    private static void IsPure(Lead? lead, LeadCommand command, Decided decided)
    {
        var again = LeadDecider.Decide(lead, command);
        Assert.Equal(Json(decided.State), Json(again.State));
        Assert.True(decided.Events.SequenceEqual(again.Events));
        Assert.True(decided.Work.SequenceEqual(again.Work));
        Assert.True(decided.Changes || ReferenceEquals(lead, decided.State), $"changed without saying so: {command}");
        Assert.True(decided.Changes || decided.Work.IsEmpty, $"work without a change: {command}");
        Assert.True(decided.Refusal is null || !decided.Changes, $"refused and changed: {command}");
    }

    private static void MovesLegally(Lead before, Lead after, LeadCommand command)
    {
        Assert.True(after.Stage >= before.Stage || command is LeadCommand.PutBack or LeadCommand.NotAdded, $"{command} took the stage back");
        foreach (var now in after.Effects)
        {
            var was = before.Find(now.Id);
            Assert.True(was is null || was.Status == now.Status || EffectMoves.IsLegal(was.Status, now.Status), $"{command}: {now.Id} {was?.Status} → {now.Status}");
            if (was is not null && was.Status != EffectStatus.Wanted && now.Status == EffectStatus.Wanted)
            {
                Assert.True(MayBeSentAgain(was, command), $"{command} makes {now.Id} be sent again");
            }

            Assert.True(now.Status != EffectStatus.Sending || was?.Status == EffectStatus.Sending
                || before.Exit != Exit.Declined || now.Kind == EffectKind.RefusalConfirmation, "a claim for somebody who declined");
        }

        Assert.True(before.Effects.All(e => after.Find(e.Id) is not null), "an effect was forgotten");
    }

    /// <summary>Only what was certainly not carried out, or an operator says so, what its connector promised, and labels for another member of staff.</summary>
    private static bool MayBeSentAgain(Effect was, LeadCommand command) => command switch
    {
        LeadCommand.Settle { Result.Failure.Kind: var kind } settled => kind.MayRetrySend()
            || settled.Rules.Repeatable != Repeatable.Never || (kind == FailureKind.WindowClosed && was.Kind == EffectKind.Invite),
        LeadCommand.ReadBack { Result: ReadBackResult.Absent } => true,
        LeadCommand.ReadBack { Result: ReadBackResult.Repeatable } looked => looked.Rules.Repeatable != Repeatable.Never,
        LeadCommand.Replay replay => !was.MayHaveBeenSent || replay.Unsent || replay.Rules.Repeatable != Repeatable.Never,
        LeadCommand.Inquire or LeadCommand.OpenChat when was is { Status: EffectStatus.Dropped, MayHaveBeenSent: false } =>
            was.Reason == Reason.PersonDeclined || was.Reason == Reason.NotAnInquiry || was.Reason == Reason.CommentHidden,
        LeadCommand.Inquire { Window: not null } or LeadCommand.OpenChat => was is { Kind: EffectKind.Invite, Status: EffectStatus.Parked, MayHaveBeenSent: false },
        LeadCommand.LinkPassedOn => was is { Kind: EffectKind.Reward, Status: EffectStatus.Dropped },
        LeadCommand.UnhideComment => was is { Status: EffectStatus.Dropped, MayHaveBeenSent: false } && was.Reason == Reason.CommentHidden,
        LeadCommand.Decline { Confirms: true } => was.Kind == EffectKind.RefusalConfirmation && !(was.MayHaveBeenSent && !(was.AttemptedAt + LeadDecider.ConfirmedFor <= command.Now)),
        LeadCommand.AddedByHand => was is { Kind: EffectKind.Welcome, Status: EffectStatus.Dropped, Attempts: 0 } && was.Reason == Reason.AddedTakenBack,
        LeadCommand.Arrive => was.Attempts == 0 || was.Kind == EffectKind.Label,
        _ => false,
    };

    private static void Holds(Lead? lead)
    {
        if (lead is null)
        {
            return;
        }

        Assert.All(lead.Effects.Where(e => e.Kind == EffectKind.Reply && lead.HiddenUnder(e) is not null), e => Assert.True(
            e.Status != EffectStatus.Wanted && (e.Status != EffectStatus.Parked || e.MayHaveBeenSent), $"a hidden comment is to be answered: {e.Status}"));
        Assert.InRange(lead.Asks.Length, 1, Lead.MaxAsks);
        Assert.InRange(lead.WindowUsed, 0, lead.Window?.Allowance ?? 0);
        Assert.Equal(lead.Effects.Length, lead.Effects.Select(e => e.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(lead.Effects, e => Assert.True(e.Status != EffectStatus.Sending || e.AttemptId is not null));
        Assert.All(lead.Effects, e => Assert.True(e.Held is null || e.Status == EffectStatus.Wanted, "it waits for a turn, and is not to be sent"));
        // Unknown: after a clock was set back its attempt gets all of its time anew, and a look ends it.
        Assert.True(lead.Find(Effect.RefusalConfirmationId) is not { } said || said.Status is EffectStatus.Sending or EffectStatus.Unknown or EffectStatus.Sent or EffectStatus.Dropped
            || (said.Status == EffectStatus.Wanted && lead.Exit == Exit.Declined), "it is for nobody to say any more");
        Assert.True(lead.Exit != Exit.Declined
            || lead.Effects.All(e => e.Status != EffectStatus.Wanted || e.Kind is EffectKind.Label or EffectKind.RefusalConfirmation),
            "something is wanted for somebody who declined, and nobody will do it");
        Assert.True(lead.Contact is not null || !lead.IsAddedByHand, "added by hand without a contact");
        Assert.True((lead.Contact is null) == (lead.Stage < Stage.Added) || lead.Stage >= Stage.Served, "the stage and the contact say different things");
        var json = Json(lead);
        Assert.Equal(json, Json(JsonSerializer.Deserialize(json, LeadJson.Plain.LeadDocument)!.Lead));
    }

    private static string Json(Lead? lead) => lead is null ? "" : JsonSerializer.Serialize(new LeadDocument(LeadDocument.CurrentSchema, lead), LeadJson.Plain.LeadDocument);

    /// <summary>Commands from numbers: plausible ones, and earlier ones again at any time.</summary>
    private sealed class Sequence
    {
        private static readonly FailureKind[] Kinds = Enum.GetValues<FailureKind>();
        private static readonly ReadBackResult[] Results = Enum.GetValues<ReadBackResult>();
        private static readonly int[] Jumps = [0, 0, 1, 10, 61, 3600, 100_000, -30];

        private readonly List<LeadCommand> said = [];
        private DateTimeOffset now = Make.Noon;

        public LeadCommand Next(int number, Lead? lead)
        {
            var dice = new Random(number);
            now = now.AddSeconds(Jumps[dice.Next(Jumps.Length)]);
            var command = said.Count > 0 && dice.Next(6) == 0 ? said[dice.Next(said.Count)] : New(dice, lead);
            command = dice.Next(40) == 0 ? command with { Refused = new(now, RefusalSource.Chat, "system", "shop") } : command;
            said.Add(command);
            return command;
        }

        private LeadCommand New(Random dice, Lead? lead)
        {
            var effects = lead?.Effects ?? [];
            var effect = effects.IsEmpty ? null : effects[dice.Next(effects.Length)];
            var id = effect?.Id ?? Effect.InviteId;
            var attempt = effect?.AttemptId ?? "none";
            var rules = Make.Rules with { Repeatable = effect?.Kind == EffectKind.Welcome ? Repeatable.WhileCodeLives : Repeatable.Never };
            return dice.Next(22) switch
            {
                < 3 => Make.Inquire(Name("c", dice.Next(60)), dice.Next(3) == 0 ? "price" : Make.Offer) with
                {
                    Now = now,
                    Window = dice.Next(3) == 0 ? Commented(dice) : null,
                    Follows = dice.Next(3) == 0,
                },
                < 7 => new LeadCommand.Claim(now, id, Name("a", dice.Next()), "text", 0),
                < 10 => new LeadCommand.Settle(now, id, attempt, Came(dice), rules),
                < 12 => new LeadCommand.ReadBack(now, id, attempt, Results[dice.Next(Results.Length)], "r", rules),
                12 => Chat(dice),
                13 => new LeadCommand.ChatReceipt(now, "chat1", "m", dice.Next(3) == 0 ? "text" : null),
                14 => new LeadCommand.Arrive(now, Who(dice), dice.Next(3) == 0 ? null : Name("code", dice.Next(9)), now.AddSeconds(dice.Next(20)), dice.Next(4) == 0 ? null : now),
                15 => new LeadCommand.Leave(now, Who(dice), now.AddSeconds(-dice.Next(100))),
                16 when dice.Next(4) == 0 => dice.Next(2) == 0 ? Declines(dice) : new LeadCommand.LiftRefusal(now),
                16 => new LeadCommand.Settle(now, Effect.LabelId, null, Came(dice), rules with { Repeatable = Repeatable.Always }),
                17 => dice.Next(2) == 0 ? new LeadCommand.Replay(now, id, rules) { CanReadBack = dice.Next(2) == 0, Unsent = dice.Next(4) == 0 } : new LeadCommand.Park(now, id, Reason.WorkFailed),
                18 when dice.Next(3) == 0 => dice.Next(3) == 0 ? new LeadCommand.NotAdded(now) : new LeadCommand.AddedByHand(now) { By = "anna" },
                18 => dice.Next(2) == 0 ? new LeadCommand.DoneByHand(now, id) : new LeadCommand.GiveUp(now, id),
                19 when dice.Next(3) == 0 && lead?.Asks.IsEmpty == false && lead.Asks[dice.Next(lead.Asks.Length)].CommentId is var comment =>
                    dice.Next(2) == 0 ? new LeadCommand.HideComment(now, comment) { By = "anna" } : new LeadCommand.UnhideComment(now, comment) { By = "anna" },
                19 when dice.Next(3) == 0 => dice.Next(2) == 0 ? new LeadCommand.PutBack(now, id) : new LeadCommand.NotInquiry(now),
                20 => Grows(dice),
                _ when dice.Next(2) == 0 => new LeadCommand.Hold(now, id, effect?.Attempts ?? 0, Reason.RepliesHeld("shop")),
                _ => new LeadCommand.ReplySeen(now, id, dice.Next(2) == 0),
            };
        }

        private LeadCommand Grows(Random dice) => dice.Next(3) switch
        {
            0 => new LeadCommand.JoinGroup(now, Name("g", dice.Next(2)), now.AddSeconds(-dice.Next(100))) { IsSeen = dice.Next(2) == 0 },
            1 => new LeadCommand.LeaveGroup(now, Name("g", dice.Next(2)), now.AddSeconds(-dice.Next(100))) { IsFoundLate = dice.Next(2) == 0 },
            _ => new LeadCommand.LinkPassedOn(now, LeadId.Of("shop", Name("friend", dice.Next(9)))) { Terms = new(Make.Offer, 2, TimeSpan.FromDays(1)), IsAfterLoss = dice.Next(4) == 0 },
        };

        private LeadCommand.Decline Declines(Random dice) => dice.Next(2) == 0 ? new(now, "不要了")
            : new(now, "不要了") { Refused = new(now, RefusalSource.Chat, "system", "shop"), Message = Chat(dice), Confirms = true };

        private static Outcome<SendReceipt> Came(Random dice) => dice.Next(3) == 0 ? new SendReceipt("r") : Make.Failed(Kinds[dice.Next(Kinds.Length)]);

        private LeadCommand.OpenChat Chat(Random dice)
        {
            var window = dice.Next(2) == 0
                ? new ChatWindow(WindowKind.Opened, "chat1", Name("w", dice.Next(20)), now, now.AddSeconds(30), dice.Next(4))
                : new ChatWindow(WindowKind.Wrote, "chat1", Name("w", dice.Next(20)), now, now.AddDays(1), 6);
            return new(now, window, dice.Next(2) == 0 ? null : "你好");
        }

        private ChatWindow Commented(Random dice) =>
            new(dice.Next(2) == 0 ? WindowKind.Commented : WindowKind.ByHand, "", Name("w", dice.Next(20)), now, now.AddDays(dice.Next(8)), 1);

        private static ContactId Who(Random dice) => dice.Next(4) == 0 ? new("staff", "wx-friend") : Make.Contact;

        private static string Name(string prefix, int n) => prefix + n.ToString(CultureInfo.InvariantCulture);
    }
}
