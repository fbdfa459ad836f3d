using System.Collections.Concurrent;
using Funnel.Sandbox.Books;
using Funnel.Sandbox.Callbacks;
using Funnel.Sandbox.Douyin;
using Funnel.Sandbox.OfficialAccount;
using Funnel.Sandbox.WeCom;
using Funnel.Sandbox.Wire;

namespace Funnel.Sandbox.Audience;

/// <summary>
/// The audience: people come, comment, and react to what they can see. Nobody is moved by anything but the merchant's calls,
/// so a host that does nothing gets comments and no more.
/// </summary>
internal sealed class Crowd
{
    private readonly ConcurrentDictionary<string, Person> people = new(StringComparer.Ordinal);

    /// <summary>The latest first-level comment of an arrival under each video: whom the next may answer depends on the seed alone.</summary>
    private readonly Dictionary<int, Post> latest = [];
    private readonly SandboxOptions options;
    private readonly Ids ids;
    private readonly Moves moves;
    private readonly Wall wall;
    private readonly Chats chats;
    private readonly Webhooks webhooks;
    private readonly Arrivals arrivals;
    private readonly AccountEvents account;
    private readonly ContactPages pages;
    private readonly Ledger books;
    private readonly TimeProvider time;
    private volatile bool stopped;
    private int brought;
    private int deadCards;
    private int answersTold;

    public Crowd(SandboxOptions options, Ids ids, Moves moves, Wall wall, Chats chats, Webhooks webhooks, Arrivals arrivals, AccountEvents account, ContactPages pages,
        ReplyCall replies, MessageCall messages, Ledger books, TimeProvider time)
    {
        (this.options, this.ids, this.moves, this.wall, this.chats) = (options, ids, moves, wall, chats);
        (this.webhooks, this.arrivals, this.account, this.pages, this.books, this.time) = (webhooks, arrivals, account, pages, books, time);
        replies.Shown = OnReply;
        messages.Arrived = OnMessage;
    }

    public bool Stopped => stopped;

    /// <summary>Cards that led nobody anywhere: no link in the query, an unknown link, or no uses left.</summary>
    public int DeadCards => Volatile.Read(ref deadCards);

    /// <summary>Answers to other people's comments of which the host was told.</summary>
    public int AnswersTold => Volatile.Read(ref answersTold);

    public void Start() => moves.Start(Arrive);

    /// <summary>No new comments from now on.</summary>
    public void Stop() => stopped = true;

    /// <summary>Adds a person; the tests use it to have somebody of a known character.</summary>
    /// <param name="under">The first-level comment they answer; null when they comment on the video.</param>
    public Post Enter(Character character, Post? under = null)
    {
        var person = new Person(character);
        people[character.OpenId] = person;
        if (character.Again is { } again)
        {
            moves.Start(ct => AskAgain(person, again, ct));
        }

        return Say(person, character.Says, character.Video, under);
    }

    private void Arrive(Character character)
    {
        var post = Enter(character, character.Answers ? latest.GetValueOrDefault(character.Video) : null);
        if (post.ParentId is null)
        {
            latest[character.Video] = post;
        }
    }

    private async Task Arrive(CancellationToken ct)
    {
        for (var index = 0; index < options.Audience && !stopped; index++)
        {
            var character = Character.Of(index, options, ids);
            await Think(character.Gap, ct);
            if (!stopped)
            {
                Arrive(character);
            }
        }
    }

    private async Task AskAgain(Person person, (string Says, int Video, TimeSpan After) again, CancellationToken ct)
    {
        await Think(again.After, ct);
        if (!stopped)
        {
            Say(person, again.Says, again.Video);
        }
    }

    private Post Say(Person person, string text, int video, Post? under = null)
    {
        var who = person.Character;
        if (under is not null)
        {
            return Answer(who, text, under);
        }

        var post = wall.Comment(wall.VideoAt(video), who.OpenId, who.Nick, text, who.Diggs);
        Ask(who, post);
        webhooks.Commented(post);
        return post;
    }

    /// <summary>An answer stands in no list that a host reads for comments: who was not told of it cannot have missed it.</summary>
    private Post Answer(Character who, string text, Post under)
    {
        var post = wall.Answer(under, who.OpenId, who.Nick, text);
        var times = 0;
        webhooks.Commented(post, always: true, told: () =>
        {
            if (Interlocked.Increment(ref times) == 1)
            {
                Interlocked.Increment(ref answersTold);
                Ask(who, post);
            }
        });
        return post;
    }

    private void Ask(Character who, Post post)
    {
        if (who.Asks)
        {
            books.Write(Page.Asked, who.OpenId, post.VideoId, post.Id, post.Text);
        }
    }

    private void OnReply(Post comment, Post reply)
    {
        if (people.TryGetValue(comment.PersonId, out var person) && person.NoticesReply())
        {
            moves.Start(ct => Read(person, reply, ct));
        }
    }

    private async Task Read(Person person, Post reply, CancellationToken ct)
    {
        var who = person.Character;
        await Think(who.Reads, ct);
        if (!who.Opens || !reply.VisibleAt(time.GetUtcNow()))
        {
            return;
        }

        await Think(who.OpensAfter, ct);
        webhooks.Entered(chats.Open(who.OpenId), who.Nick, reply.VideoId);
        if (who.Writes is { } text)
        {
            await Think(who.WritesAfter, ct);
            webhooks.Wrote(chats.Write(who.OpenId), who.Nick, text);
        }
    }

    private void OnMessage(Message message)
    {
        if (message.Card is { } card && people.TryGetValue(message.PersonId, out var person) && person.NoticesCard())
        {
            moves.Start(ct => Click(person, card, ct));
        }
    }

    private async Task Click(Person person, Card card, CancellationToken ct)
    {
        var who = person.Character;
        await Think(who.ClicksAfter, ct);
        if (!who.Clicks || !who.Adds)
        {
            return;
        }

        await Think(who.AddsAfter, ct);
        var way = await pages.Follow(card.Link, ct);
        if (account.Scan(who.OpenId, way) is { } follower)
        {
            After(who.DeletesAfter, () => account.Leave(follower));
            After(who.BringsAfter, () => Bring(who));
        }
        else if (arrivals.Add(who.OpenId, who.Nick, way, who.HalfFirst, who.WithCode) is { } contact)
        {
            StayOrGo(who, contact);
        }
        else
        {
            Interlocked.Increment(ref deadCards);
        }
    }

    private void StayOrGo(Character who, Contact contact)
    {
        After(who.HalfFirst ? who.ConfirmedAfter : null, () => arrivals.Confirm(contact, who.WithCode));
        After(who.DeletesAfter, () => arrivals.Delete(contact));
        After(who.BringsAfter, () => Bring(who));
    }

    private void Bring(Character who)
    {
        if (!stopped)
        {
            Enter(Character.Of(options.Audience + Interlocked.Increment(ref brought), options, ids, broughtBy: who.Nick));
        }
    }

    private void After(TimeSpan? think, Action deed)
    {
        if (think is { } span)
        {
            moves.Start(async ct =>
            {
                await Think(span, ct);
                deed();
            });
        }
    }

    private Task Think(TimeSpan span, CancellationToken ct) => Task.Delay(span / options.Speed, time, ct);
}
