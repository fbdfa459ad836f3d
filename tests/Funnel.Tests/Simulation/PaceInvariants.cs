using Funnel.Accounts;

namespace Funnel.Tests.Simulation;

/// <summary>What a policy promises, by the platform's own books: no limit is broken, nobody is answered in quiet hours, nobody gets more than enough.</summary>
internal sealed class PaceInvariants(World world, Func<string, string, string> story, Action<bool, string> require)
{
    /// <summary>What was claimed in time may still be on its way.</summary>
    private static readonly TimeSpan Underway = TimeSpan.FromSeconds(30);

    /// <summary>It is counted from the claims, and a call takes a while.</summary>
    private static readonly TimeSpan ADay = TimeSpan.FromDays(1) - TimeSpan.FromMinutes(3);

    /// <summary>Processes whose clocks differ, or that stand still between asking and posting, may come closer together than each believes.</summary>
    private bool ClocksAgree => !world.Chaos.ClocksWereWrong && !Happened(Incident.RestoredBackup)
        && !Happened(Incident.Pause) && !Happened(Incident.PauseAfterClaim) && !Happened(Incident.PauseAfterAnswer);

    public void Check()
    {
        foreach (var account in world.Settings.All.Accounts)
        {
            var sending = account.Sending ?? world.Settings.All.Sending;
            var replies = world.Platform.Comments.Where(c => Is(c.Account, account.Id))
                .SelectMany(c => c.Replies.Where(r => !r.ByHand).Select(r => (c.Comment.VideoId, c.Comment.PersonId, r.At))).ToList();
            var cards = world.Platform.Cards.Where(c => Is(c.Account, account.Id)).Select(c => (c.PersonId, c.At))
                .Concat(world.Platform.Texts.Where(t => Is(t.Account, account.Id)).Select(t => (t.PersonId, t.At))).ToList();
            if (ClocksAgree)
            {
                Paced($"replies of {account.Id}", [.. replies.Select(r => r.At)], sending.Replies.PerMinute);
                Paced($"messages of {account.Id}", [.. cards.Select(c => c.At)], sending.Messages.PerMinute);
                foreach (var video in replies.GroupBy(r => r.VideoId, StringComparer.Ordinal))
                {
                    Paced($"replies under {video.Key}", [.. video.Select(r => r.At)], sending.Replies.PerVideoPerMinute);
                }

                require(!replies.Exists(r => IsQuiet(r.At + account.Offset, sending) && IsQuiet(r.At + account.Offset - Underway, sending)), $"{account.Id} replied in its quiet hours");
                require(replies.CountBy(r => MerchantDays.Of(account.Offset, r.At)).All(d => d.Value <= sending.Replies.PerDay), $"{account.Id} replied more often on a day than it may");
            }

            foreach (var person in replies.Select(r => (r.PersonId, r.At)).Concat(cards).GroupBy(r => r.PersonId, StringComparer.Ordinal))
            {
                require(Happened(Incident.RestoredBackup) || Happened(Incident.ClockStep) || Most([.. person.Select(p => p.At)], ADay) <= sending.PerPersonPerDay,
                    $"{person.Key} got more from {account.Id} than is enough: {story(account.Id, person.Key)}");
            }
        }
    }

    private void Paced(string what, List<DateTimeOffset> times, int perMinute)
    {
        var most = Most(times, TimeSpan.FromMinutes(1));
        require(most <= perMinute, $"{what}: {most} within a minute, where {perMinute} are allowed");
    }

    private static int Most(List<DateTimeOffset> times, TimeSpan window)
    {
        times.Sort();
        var (from, most) = (0, 0);
        for (var i = 0; i < times.Count; i++)
        {
            while (times[i] - times[from] >= window)
            {
                from++;
            }

            most = Math.Max(most, i - from + 1);
        }

        return most;
    }

    private static bool IsQuiet(DateTimeOffset local, SendingOptions sending) => sending.Quiet is { } quiet && local.UtcDateTime.TimeOfDay is var time
        && (quiet.From <= quiet.Until ? time >= quiet.From && time < quiet.Until : time >= quiet.From || time < quiet.Until);

    private bool Happened(Incident what) => world.Chaos.Happened.ContainsKey(what);

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}
