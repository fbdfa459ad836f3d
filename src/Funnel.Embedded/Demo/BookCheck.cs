using Funnel.Leads;
using Funnel.Measure;
using Funnel.Accounts;
using Funnel.Review;
using Funnel.Sandbox;

namespace Funnel.Embedded.Demo;

/// <summary>What a run came to. The last four are found by comparing our journal with the sandbox's books, not with ourselves.</summary>
/// <param name="Parked">People with something that waits for an operator.</param>
/// <param name="ParkedReplies">Those of them whose reply does: nobody can tell whether it was sent, or the platform refused it.</param>
/// <param name="DuplicateReplies">Replies beyond the first to one person for one offer.</param>
/// <param name="DuplicateMessages">Invitations beyond the first to one person, welcomes beyond the first, and confirmations of a refusal beyond the first.</param>
/// <param name="Missed">People who asked and were neither replied to, parked, in review, declined nor pending.</param>
/// <param name="BooksAgree">Whatever we say was done is in the books, and nothing is in the books that we do not know or are still finding out about.</param>
internal sealed record DemoResult(
    int Comments, int Inquiries, int Replied, int Talking, int Invited, int Added, int Served, int Lost, int Parked, int ParkedReplies,
    int DuplicateReplies, int DuplicateMessages, int Missed, bool BooksAgree, double Seconds)
{
    /// <summary>What does not agree, for a person; empty when all is well. Not part of the JSON object.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<string> Problems { get; init; } = [];
}

/// <summary>Compares the leads with the sandbox's books, person by person.</summary>
internal sealed class BookCheck(AccountBook accounts, FunnelReader funnel, LeadStore leads, LeadLists lists, ReviewDesk reviews)
{
    private const int MaxReviews = 100_000;
    private readonly List<string> problems = [];

    public async Task<DemoResult> Compare(SandboxBooks books, TimeSpan took, CancellationToken ct)
    {
        await lists.Flush(ct);
        var days = (From: funnel.Today.AddDays(-1), To: funnel.Today.AddDays(1)); // the clock may have been set back over midnight
        var numbers = await funnel.Read(days.From, days.To, ct);
        var people = await People(days.From, days.To, ct);
        var inReview = await InReview(ct);

        Agree("reply", books.Replies, people, l => OfKind(l, EffectKind.Reply));
        var (cards, texts) = (books.Messages.Where(m => !IsText(m)).ToList(), books.Messages.Where(IsText).ToList());
        Agree("invitation", cards, people, l => OfKind(l, EffectKind.Invite));
        Agree("confirmation of the refusal", texts, people, l => OfKind(l, EffectKind.RefusalConfirmation));
        Agree("welcome", books.Welcomed, people, l => OfKind(l, EffectKind.Welcome));
        AgreeOnContacts(books, people);
        foreach (var wrong in books.TopLevel)
        {
            problems.Add($"a top-level comment was posted instead of a reply: {wrong.Text}");
        }

        problems.AddRange(books.SelfReplies.Select(wrong => $"the merchant answered itself: {wrong.Text}"));

        var missed = books.Asked.Select(a => a.Person).Distinct(StringComparer.Ordinal)
            .Where(p => !inReview.Contains(p) && !(people.TryGetValue(p, out var lead) && TakenCareOf(lead))).ToList();
        problems.AddRange(missed.Select(p => $"{p} asked and was missed: {string.Join(" / ", books.Asked.Where(a => string.Equals(a.Person, p, StringComparison.Ordinal)).Select(a => a.Text))}"));
        return new(
            numbers.Comments, numbers.Inquiries, numbers.People[Stage.Replied], numbers.People[Stage.Talking], numbers.People[Stage.Invited],
            numbers.People[Stage.Added], numbers.People[Stage.Served], numbers.Lost, numbers.Parked,
            people.Values.Count(l => OfKind(l, EffectKind.Reply).Any(e => e.Status == EffectStatus.Parked)),
            Extra(books.Replies, r => (r.Person, people.TryGetValue(r.Person, out var l) ? OfferOf(l, r) : "")),
            Extra(cards, m => m.Person) + Extra(texts, m => m.Person) + Extra(books.Welcomed, w => w.Person),
            missed.Count, problems.Count == missed.Count, Math.Round(took.TotalSeconds, 1))
        {
            Problems = problems,
        };
    }

    private async Task<Dictionary<string, Lead>> People(DateOnly from, DateOnly to, CancellationToken ct)
    {
        var people = new Dictionary<string, Lead>(StringComparer.Ordinal);
        foreach (var summary in await funnel.Leads(from, to, ct))
        {
            if (await leads.Find(summary.Id, ct) is { } lead)
            {
                people[lead.PersonId] = lead;
            }
        }

        return people;
    }

    private async Task<HashSet<string>> InReview(CancellationToken ct)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var account in accounts.All)
        {
            found.UnionWith((await reviews.List(account.Id, MaxReviews, ct)).Select(r => r.Comment.PersonId));
        }

        return found;
    }

    /// <summary>Sent by the journal must be in the books; in the books must be sent, or openly unknown, by the journal.</summary>
    private void Agree(string what, IReadOnlyList<BookEntry> page, Dictionary<string, Lead> people, Func<Lead, IReadOnlyList<Effect>> effects)
    {
        var booked = page.Select(b => b.Person).ToHashSet(StringComparer.Ordinal);
        foreach (var (person, lead) in people)
        {
            var sent = effects(lead).Any(e => e.Status == EffectStatus.Sent);
            var open = effects(lead).Any(e => e.Attempts > 0 && (e.Status is EffectStatus.Sending or EffectStatus.Unknown or EffectStatus.Parked
                || e is { Kind: EffectKind.RefusalConfirmation, Status: EffectStatus.Dropped })); // which nobody looks for
            if (sent && !booked.Contains(person))
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

    private void AgreeOnContacts(SandboxBooks books, Dictionary<string, Lead> people)
    {
        var added = books.Added.Where(a => a.Token is not null).Select(a => a.Person).ToHashSet(StringComparer.Ordinal);
        foreach (var (person, lead) in people.Where(p => p.Value.Contact is not null != added.Contains(p.Key)))
        {
            problems.Add($"{person}: the books say {(added.Contains(person) ? "added" : "not added")}, we say {lead.Stage}");
        }

        var deleted = books.Deleted.Select(d => d.Person).ToHashSet(StringComparer.Ordinal);
        problems.AddRange(people.Where(p => p.Value.Exit == Exit.Lost && !deleted.Contains(p.Key)).Select(p => $"{p.Key}: we say lost; the books do not"));
    }

    private static bool IsText(BookEntry message) => string.Equals(message.Kind, "text", StringComparison.Ordinal);

    private static IReadOnlyList<Effect> OfKind(Lead lead, EffectKind kind) => [.. lead.Effects.Where(e => e.Kind == kind)];

    private static bool TakenCareOf(Lead lead) =>
        lead.Exit == Exit.Declined || OfKind(lead, EffectKind.Reply).Any(e => e.Status != EffectStatus.Dropped);

    private static string OfferOf(Lead lead, BookEntry reply) =>
        lead.Asks.FirstOrDefault(a => string.Equals(a.CommentId, reply.Comment, StringComparison.Ordinal))?.OfferId ?? "";

    private static int Extra<TKey>(IReadOnlyList<BookEntry> page, Func<BookEntry, TKey> key) => page.GroupBy(key).Sum(g => g.Count() - 1);
}
