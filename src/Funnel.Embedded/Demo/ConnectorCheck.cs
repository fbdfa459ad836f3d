using Funnel.Leads;
using Funnel.Sandbox;

namespace Funnel.Embedded.Demo;

/// <summary>Compares the leads of one platform with the books of it, person by person. For one comparison.</summary>
/// <param name="books">Of this platform alone.</param>
/// <param name="people">Its leads, by the person's id.</param>
/// <param name="inReview">People whose comment waits for an operator to decide on.</param>
internal sealed class ConnectorCheck(SandboxBooks books, IReadOnlyDictionary<string, Lead> people, IReadOnlySet<string> inReview)
{
    /// <summary>As the sandbox's configuration says.</summary>
    private const int NeededFriends = 2;

    private readonly List<string> problems = [];
    private readonly HashSet<string> gotMore = new(StringComparer.Ordinal);

    /// <summary>What does not agree, and who was missed, for a person.</summary>
    public IReadOnlyList<string> Problems => problems;

    /// <summary>People who got something twice.</summary>
    public IReadOnlySet<string> GotMore => gotMore;

    /// <summary>Finds it out.</summary>
    public BookDifferences Run()
    {
        var (ways, texts) = (books.Messages.Where(m => !IsText(m)).ToList(), books.Messages.Where(IsText).ToList());
        Agree("reply", books.Replies, l => OfKind(l, EffectKind.Reply));
        Agree("invitation", ways, l => OfKind(l, EffectKind.Invite), alsoIn: books.Replies.Where(r => r.Token is not null));
        Agree("confirmation of the refusal", texts, l => OfKind(l, EffectKind.RefusalConfirmation));
        Agree("following", books.Followed, l => OfKind(l, EffectKind.Follow));
        Agree("welcome", books.Welcomed, l => OfKind(l, EffectKind.Welcome));
        Agree("reward", books.Rewarded, l => OfKind(l, EffectKind.Reward));
        AgreeOnContacts();
        AgreeOnGroups();
        AgreeOnFriends();
        problems.AddRange(books.TopLevel.Select(wrong => $"a top-level comment was posted instead of a reply: {wrong.Text}"));
        problems.AddRange(books.SelfReplies.Select(wrong => $"the merchant answered itself: {wrong.Text}"));

        var missed = books.Asked.Select(a => a.Person).Distinct(StringComparer.Ordinal)
            .Where(p => !inReview.Contains(p) && !(people.TryGetValue(p, out var lead) && TakenCareOf(lead))).ToList();
        problems.AddRange(missed.Select(p => $"{p} asked and was missed: {string.Join(" / ", books.Asked.Where(a => string.Equals(a.Person, p, StringComparison.Ordinal)).Select(a => a.Text))}"));
        var agree = problems.Count == missed.Count;
        return new(
            people.Values.Count(l => OfKind(l, EffectKind.Reply).Any(e => e.Status == EffectStatus.Parked)),
            Extra("reply", books.Replies, r => (r.Person, people.TryGetValue(r.Person, out var l) ? OfferOf(l, r) : "")),
            Extra("invitation", ways, m => m.Person) + Extra("confirmation of the refusal", texts, m => m.Person) + Extra("welcome", books.Welcomed, w => w.Person) + Extra("following", books.Followed, f => f.Person),
            missed.Count, Extra("reward", books.Rewarded, r => r.Person), agree);
    }

    /// <summary>Sent by the journal must be in the books; in the books must be sent, or openly unknown, by the journal.</summary>
    /// <param name="alsoIn">Entries of another page that stand for it as well, and are looked at as what they are.</param>
    private void Agree(string what, IReadOnlyList<BookEntry> page, Func<Lead, IReadOnlyList<Effect>> effects, IEnumerable<BookEntry>? alsoIn = null)
    {
        var booked = page.Select(b => b.Person).ToHashSet(StringComparer.Ordinal);
        var elsewhere = (alsoIn ?? []).Select(b => b.Person).ToHashSet(StringComparer.Ordinal);
        foreach (var (person, lead) in people)
        {
            var sent = effects(lead).Any(e => e.Status == EffectStatus.Sent);
            var open = effects(lead).Any(e => e.Attempts > 0 && (e.Status is EffectStatus.Sending or EffectStatus.Unknown or EffectStatus.Parked
                || e is { Kind: EffectKind.RefusalConfirmation, Status: EffectStatus.Dropped })); // which nobody looks for
            if (sent && !booked.Contains(person) && !elsewhere.Contains(person))
            {
                problems.Add($"{person}: we say the {what} was sent; the books do not have it");
            }
            else if (!sent && !open && booked.Contains(person))
            {
                problems.Add($"{person}: the books have the {what}; we do not know of it");
            }
        }

        problems.AddRange(booked.Where(p => !people.ContainsKey(p)).Select(p => $"{p}: the books have a {what} to somebody who is no lead"));
    }

    private void AgreeOnContacts()
    {
        var added = books.Added.Where(a => a.Token is not null).Select(a => a.Person).ToHashSet(StringComparer.Ordinal);
        foreach (var (person, lead) in people.Where(p => p.Value.Contact is not null != added.Contains(p.Key)))
        {
            problems.Add($"{person}: the books say {(added.Contains(person) ? "added" : "not added")}, we say {lead.Stage}");
        }

        var deleted = books.Deleted.Select(d => d.Person).ToHashSet(StringComparer.Ordinal);
        problems.AddRange(people.Where(p => p.Value.Exit == Exit.Lost && !deleted.Contains(p.Key)).Select(p => $"{p.Key}: we say lost; the books do not"));
    }

    /// <summary>Who came and went between two looks, and of whom both events were lost, nobody can know.</summary>
    private void AgreeOnGroups()
    {
        var (joined, left) = (books.Grouped.Select(b => b.Person).ToHashSet(StringComparer.Ordinal), books.LeftGroup.Select(b => b.Person).ToHashSet(StringComparer.Ordinal));
        foreach (var (person, lead) in people.Where(p => p.Value.IsInGroup != (joined.Contains(p.Key) && !left.Contains(p.Key)) || (!p.Value.Groups.IsEmpty && !joined.Contains(p.Key))))
        {
            problems.Add($"{person}: the books say {(!joined.Contains(person) ? "never in the group" : left.Contains(person) ? "left the group" : "in the group")}, we say {lead.Groups.Length} stays, in it: {lead.IsInGroup}");
        }
    }

    /// <summary>Whoever came by somebody's link is known as theirs; nobody is rewarded whose friends did not stay, and whoever has enough of them is.</summary>
    private void AgreeOnFriends()
    {
        var gone = books.Deleted.Select(d => d.Person).ToHashSet(StringComparer.Ordinal);
        foreach (var friends in books.Referred.GroupBy(b => b.Person, StringComparer.Ordinal))
        {
            var known = people.TryGetValue(friends.Key, out var lead) ? lead.Friends.Length : 0;
            if (known != friends.Select(f => f.Text).Distinct(StringComparer.Ordinal).Count())
            {
                problems.Add($"{friends.Key}: the books have {friends.Count()} friends, we know of {known}");
            }
        }

        foreach (var (person, lead) in people)
        {
            var stayed = books.Referred.Where(b => string.Equals(b.Person, person, StringComparison.Ordinal)).Select(b => b.Text!).Distinct(StringComparer.Ordinal).Count(f => !gone.Contains(f));
            var reward = OfKind(lead, EffectKind.Reward);
            var isOpen = reward.Any(e => e.Status is not (EffectStatus.Sent or EffectStatus.Dropped));
            if (reward.Any(e => e.Status == EffectStatus.Sent) && stayed < NeededFriends)
            {
                problems.Add($"{person}: was rewarded for {stayed} friends");
            }
            else if (stayed >= NeededFriends && lead is { Exit: Exit.None } && !isOpen && reward.All(e => e.Status != EffectStatus.Sent))
            {
                problems.Add($"{person}: {stayed} friends stayed, and there is no reward: {reward.FirstOrDefault()}");
            }
        }
    }

    private static bool IsText(BookEntry message) => string.Equals(message.Kind, "text", StringComparison.Ordinal);

    private static IReadOnlyList<Effect> OfKind(Lead lead, EffectKind kind) => [.. lead.Effects.Where(e => e.Kind == kind)];

    private static bool TakenCareOf(Lead lead) =>
        lead.Exit == Exit.Declined || OfKind(lead, EffectKind.Reply).Any(e => e.Status != EffectStatus.Dropped);

    private static string OfferOf(Lead lead, BookEntry reply) =>
        lead.Asks.FirstOrDefault(a => string.Equals(a.CommentId, reply.Comment, StringComparison.Ordinal))?.OfferId ?? "";

    /// <summary>How many there are beyond the first of each.</summary>
    private int Extra<TKey>(string what, IReadOnlyList<BookEntry> page, Func<BookEntry, TKey> key)
    {
        var extra = 0;
        foreach (var same in page.GroupBy(key).Select(g => g.ToList()).Where(g => g.Count > 1))
        {
            extra += same.Count - 1;
            problems.Add(FormattableString.Invariant(
                $"{same[0].Person} got the {what} {same.Count} times: {string.Join(" / ", same.Select(b => FormattableString.Invariant($"{b.At:HH:mm:ss.fff} to {b.Comment} {b.Text}")))}"));
            gotMore.Add(same[0].Person);
        }

        return extra;
    }
}
