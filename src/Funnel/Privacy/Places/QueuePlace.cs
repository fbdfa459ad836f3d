using System.Runtime.CompilerServices;
using System.Text.Json;
using Funnel.Intake;
using Funnel.Leads;
using Funnel.Storage;

namespace Funnel.Privacy.Places;

/// <summary>Messages in the queues, those that were put aside too. Work of others in them stays.</summary>
internal sealed class QueuePlace(IMessageBodies? bodies = null) : IPersonalPlace
{
    public async IAsyncEnumerable<PersonalPiece> Find(Person person, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var queue in Queues())
        {
            var found = new List<string>();
            await bodies!.Rewrite(queue, body =>
            {
                if (!string.Equals(Without(queue, body, person), body, StringComparison.Ordinal))
                {
                    found.Add(body);
                }

                return body;
            }, ct);
            foreach (var body in found.Distinct(StringComparer.Ordinal))
            {
                yield return new("queue " + queue, "message", PersonalPiece.Json(body));
            }
        }
    }

    public async Task<int> Erase(Person person, bool isLastLook, CancellationToken ct)
    {
        var changed = 0;
        foreach (var queue in Queues())
        {
            changed += await bodies!.Rewrite(queue, body => Without(queue, body, person), ct);
        }

        return changed;
    }

    private IEnumerable<string> Queues() => bodies is null ? [] : QueueNames.All.SelectMany(q => QueueNames.PoisonQueues(q).Prepend(q));

    /// <returns>The body without the person; null when nothing is left of it.</returns>
    private static string? Without(string queue, string body, Person person)
    {
        if (!person.Names.Any(n => body.Contains(n, StringComparison.Ordinal)))
        {
            return body; // most: nothing has to be read
        }

        try
        {
            return queue.StartsWith(QueueNames.Comments, StringComparison.Ordinal) ? Comments(body, person)
                : queue.StartsWith(QueueNames.Replays, StringComparison.Ordinal) || queue.StartsWith(QueueNames.Hooks, StringComparison.Ordinal) ? body // a replay's id alone, or a hook's name
                : Work(body, person);
        }
        catch (JsonException)
        {
            return null; // no message of ours, and it names the person
        }
    }

    private static string Comments(string body, Person person)
    {
        var page = CommentsMessage.Parse(body);
        return page.Comments.Any(person.Means) ? PagePlace.Without(page, person).ToJson() : body;
    }

    private static string? Work(string body, Person person)
    {
        var message = WorkMessage.Parse(body);
        var others = message.Each().Where(w => !(w.Lead is { } lead && person.Has(lead)) && !(w.Gone is { } gone && person.HasContact(gone.PersonId))
            && !(w.Moved is { } moved && person.HasContact(moved.PersonId))).ToList();
        return others.Count == message.Each().Count() ? body
            : others.Count == 0 ? null
            : (others[0] with { More = others.Count > 1 ? others[1..] : null, Traceparent = message.Traceparent }).ToJson();
    }
}
