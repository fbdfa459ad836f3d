using Funnel.Sandbox.Books;
using Funnel.Sandbox.Callbacks;
using Funnel.Sandbox.Sources;
using Funnel.Sandbox.WeCom;

namespace Funnel.Sandbox.Audience;

/// <summary>
/// What people do with what a welcome brings along: they scan the code of the group and perhaps leave again, and they hand the link for friends on. Some hand it to friends who go again
/// at once. Their dice are their own, so that everybody else is as ever.
/// </summary>
internal sealed class Circle(SandboxOptions options, Moves moves, Groups groups, Arrivals arrivals, Ledger books, TimeProvider time)
{
    private const int MostFriends = 4;

    public void Welcomed(Contact contact, string? text, IReadOnlyList<string> codes)
    {
        if (!options.Grows)
        {
            return;
        }

        var dice = new Dice(new Random(unchecked((options.Seed * 7919) + contact.PersonId.Aggregate(17, (hash, c) => (hash * 31) + c))));
        var (joins, after, leaves) = (dice.Chance(0.6), dice.Minutes(0.2, 2), dice.Chance(0.15) ? dice.Minutes(1, 4) : (TimeSpan?)null);
        if (codes is [var code, ..] && joins)
        {
            moves.Start(ct => Join(contact, code, after, leaves, ct));
        }

        var (shares, friends, areFake) = (dice.Chance(0.5), 1 + (int)dice.Minutes(0, MostFriends).TotalMinutes, dice.Chance(0.3));
        if (shares && !contact.IsFriend && ContactLink.In(text) is { } link && ContactLink.Token(link) is not null)
        {
            for (var i = 0; i < friends; i++)
            {
                var (name, when) = (dice.One(Phrases.Surnames) + dice.One(Phrases.Endings), dice.Minutes(0.3, 3));
                moves.Start(ct => Bring(contact, name, link, when, areFake, ct));
            }
        }
    }

    private async Task Join(Contact contact, string code, TimeSpan after, TimeSpan? leaves, CancellationToken ct)
    {
        await Think(after, ct);
        if (groups.Scan(contact.ExternalUserId, code) is not { } group)
        {
            return;
        }

        books.Write(Page.Grouped, contact.PersonId, text: group.Id);
        if (leaves is { } stay)
        {
            await Think(stay, ct);
            if (groups.Leave(group, contact.ExternalUserId, removed: false))
            {
                books.Write(Page.LeftGroup, contact.PersonId, text: group.Id);
            }
        }
    }

    private async Task Bring(Contact contact, string name, string link, TimeSpan after, bool areFake, CancellationToken ct)
    {
        await Think(after, ct);
        if (arrivals.AddFriend(name, link, books.SourceOf(contact.PersonId)) is not { } friend)
        {
            return;
        }

        books.Write(Page.Referred, contact.PersonId, text: friend.PersonId, token: friend.State);
        if (areFake)
        {
            arrivals.Delete(friend);
        }
    }

    private Task Think(TimeSpan span, CancellationToken ct) => Task.Delay(span / options.Speed, time, ct);
}
