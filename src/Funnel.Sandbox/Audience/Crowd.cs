using System.Collections.Concurrent;
using Funnel.Sandbox.Books;
using Funnel.Sandbox.Callbacks;
using Funnel.Sandbox.Comments;
using Funnel.Sandbox.OfficialAccount;
using Funnel.Sandbox.Sources;
using Funnel.Sandbox.WeCom;

namespace Funnel.Sandbox.Audience;

/// <summary>
/// The audience: people come, comment, and react to what they can see. Nobody is moved by anything but the merchant's calls,
/// so a host that does nothing gets comments and no more.
/// </summary>
internal sealed class Crowd
{
    /// <summary>By their ids, which no two platforms share.</summary>
    private readonly ConcurrentDictionary<string, Person> people = new(StringComparer.Ordinal);

    /// <summary>The latest first-level comment of an arrival under each video: whom the next may answer depends on the seed alone.</summary>
    private readonly Dictionary<(ISource Source, int Video), Post> latest = [];
    private readonly SandboxOptions options;
    private readonly Moves moves;
    private readonly IReadOnlyList<ISource> sources;
    private readonly Arrivals arrivals;
    private readonly AccountEvents account;
    private readonly LandingPages pages;
    private readonly Ledger books;
    private readonly TimeProvider time;
    private volatile bool stopped;
    private int brought;
    private int deadCards;
    private int answersTold;

    public Crowd(SandboxOptions options, Moves moves, IReadOnlyList<ISource> sources, Arrivals arrivals, AccountEvents account, LandingPages pages, Ledger books, TimeProvider time)
    {
        (this.options, this.moves, this.sources, this.arrivals, this.account) = (options, moves, sources, arrivals, account);
        (this.pages, this.books, this.time) = (pages, books, time);
        foreach (var source in sources)
        {
            source.Shop.ReplyShown = OnReply;
            source.Shop.MessageArrived = OnMessage;
        }
    }

    public bool Stopped => stopped;

    /// <summary>Cards and links that led nobody anywhere: no link in the query, an unknown link, or no uses left.</summary>
    public int DeadCards => Volatile.Read(ref deadCards);

    /// <summary>Answers to other people's comments of which the host was told.</summary>
    public int AnswersTold => Volatile.Read(ref answersTold);

    public void Start() => moves.Start(Arrive);

    /// <summary>No new comments from now on.</summary>
    public void Stop() => stopped = true;

    /// <summary>Adds a person; the tests use it to have somebody of a known character.</summary>
    /// <param name="under">The first-level comment they answer; null when they comment on the video.</param>
    /// <param name="at">Where they are; dealt by their index when nobody says.</param>
    public Post Enter(Character character, Post? under = null, ISource? at = null)
    {
        var person = new Person(character, at ?? DealtTo(character.Index));
        people[person.Id] = person;
        books.Introduce(person.Id, person.Source.Name);
        if (character.Again is { } again)
        {
            moves.Start(ct => AskAgain(person, again, ct));
        }

        return Say(person, character.Says, character.Video, under);
    }

    private ISource DealtTo(int index) => sources[index % sources.Count];

    private void Arrive(Character character)
    {
        var at = (DealtTo(character.Index), character.Video);
        var post = Enter(character, character.Answers ? latest.GetValueOrDefault(at) : null);
        if (post.ParentId is null)
        {
            latest[at] = post;
        }
    }

    private async Task Arrive(CancellationToken ct)
    {
        for (var index = 0; index < options.Audience && !stopped; index++)
        {
            var character = Character.Of(index, options);
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

    private Post Say(Person person, string text, int video, Post? under = null) => under is null
        ? person.Source.Comment(person.Id, person.Nick, text, video, person.Character.Diggs, post => Ask(person, post))
        : Answer(person, text, under);

    /// <summary>Who answers somebody has asked once the host was told of it: nothing else tells of that.</summary>
    private Post Answer(Person person, string text, Post under)
    {
        var times = 0;
        return person.Source.Answer(under, person.Id, person.Nick, text, told: post =>
        {
            if (Interlocked.Increment(ref times) == 1)
            {
                Interlocked.Increment(ref answersTold);
                Ask(person, post);
            }
        });
    }

    private void Ask(Person person, Post post)
    {
        if (person.Character.Asks)
        {
            books.Write(Page.Asked, person.Id, post.VideoId, post.Id, post.Text);
        }
    }

    private void OnReply(Post comment, Post reply)
    {
        if (people.TryGetValue(comment.PersonId, out var person) && person.NoticesReply())
        {
            moves.Start(ct => Read(person, reply, ct));
        }
    }

    /// <summary>Whoever sees a way in the reply itself takes it; the others go into the private chat, where there is one.</summary>
    private async Task Read(Person person, Post reply, CancellationToken ct)
    {
        var who = person.Character;
        await Think(who.Reads, ct);
        if (!who.Opens || !reply.VisibleAt(time.GetUtcNow()))
        {
            return;
        }

        if (ContactLink.In(reply.Text) is { } address)
        {
            await Follow(person, address, ct);
        }
        else if (person.Source.Chat is { } chat)
        {
            await Think(who.OpensAfter, ct);
            chat.Open(person.Id, person.Nick, reply.VideoId);
            if (who.Writes is { } text)
            {
                await Think(who.WritesAfter, ct);
                chat.Write(person.Id, person.Nick, text);
            }
        }
    }

    private void OnMessage(PrivateMessage message)
    {
        if (message.Kind is not PrivateMessage.Words && people.TryGetValue(message.PersonId, out var person))
        {
            moves.Start(ct => Follow(person, message.Address, ct));
        }
    }

    private async Task Follow(Person person, string? address, CancellationToken ct)
    {
        var who = person.Character;
        if (!person.NoticesLink())
        {
            return;
        }

        await Think(who.ClicksAfter, ct);
        if (!who.Clicks || !who.Adds)
        {
            return;
        }

        await Think(who.AddsAfter, ct);
        var way = await pages.Through(address, ct);
        if (account.Scan(person.Id, way) is { } follower)
        {
            After(who.DeletesAfter, () => account.Leave(follower));
            After(who.BringsAfter, () => Bring(person));
        }
        else if (arrivals.Add(person.Id, person.Nick, way, who.HalfFirst, who.WithCode) is { } contact)
        {
            StayOrGo(person, contact);
        }
        else
        {
            Interlocked.Increment(ref deadCards);
        }
    }

    private void StayOrGo(Person person, Contact contact)
    {
        var who = person.Character;
        After(who.HalfFirst ? who.ConfirmedAfter : null, () => arrivals.Confirm(contact, who.WithCode));
        After(who.DeletesAfter, () => arrivals.Delete(contact));
        After(who.BringsAfter, () => Bring(person));
    }

    /// <summary>Friends come where the one is who brings them.</summary>
    private void Bring(Person person)
    {
        if (!stopped)
        {
            Enter(Character.Of(options.Audience + Interlocked.Increment(ref brought), options, broughtBy: person.Nick), at: person.Source);
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
