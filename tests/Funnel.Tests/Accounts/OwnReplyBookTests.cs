using Funnel.Accounts;
using Funnel.Storage;
using Funnel.Tests.Intake;

namespace Funnel.Tests.Accounts;

public sealed class OwnReplyBookTests
{
    private const string Shop = FakeVideo.Account;
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly FakeVideo platform = new();

    private OwnReplyBook NewBook() => new(platform.Accounts, platform.Rows, Microsoft.Extensions.Options.Options.Create(platform.Options), platform.Clock);

    private async Task<string?> Version() => (await platform.Rows.Find(Tables.Accounts, "own", Shop, None))?.Version;

    [Fact]
    public async Task What_one_instance_learns_all_know_within_a_minute()
    {
        var (one, other) = (NewBook(), NewBook());
        Assert.False((await other.Recall(Shop, None)).Recognised);
        await one.Recognise(Shop, "as-listed", None);
        Assert.True((await one.Recall(Shop, None)).IsOwn("as-listed"));
        Assert.True((await other.Read(Shop, None)).Recognised);

        await one.Recognise(Shop, "as-told", None);
        Assert.False((await other.Recall(Shop, None)).IsOwn("as-told"));
        platform.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await other.Recall(Shop, None)).IsOwn("as-told"));
    }

    [Fact]
    public async Task The_open_id_is_always_own_but_recognises_nothing()
    {
        var own = await NewBook().Read(Shop, None);
        Assert.True(own.IsOwn("open"));
        Assert.False(own.Recognised);
    }

    [Fact]
    public async Task It_is_written_when_something_new_is_known_and_not_otherwise()
    {
        var book = NewBook();
        await book.Recognise(Shop, "as-listed", None);
        var first = await Version();
        for (var i = 0; i < 20; i++)
        {
            await book.Recognise(Shop, "as-listed", None);
            platform.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(first, await Version());

        await book.AddHidden(Shop, None);
        var hidden = await Version();
        Assert.NotEqual(first, hidden);
        platform.Clock.Advance(TimeSpan.FromHours(23));
        await book.AddHidden(Shop, None);
        Assert.Equal(hidden, await Version());
        platform.Clock.Advance(TimeSpan.FromHours(2));
        await book.AddHidden(Shop, None);
        Assert.NotEqual(hidden, await Version());
        Assert.True((await book.Read(Shop, None)).IsOwn("as-listed"));
    }

    [Fact]
    public async Task Two_instances_that_learn_at_once_keep_both()
    {
        var (one, other) = (NewBook(), NewBook());
        await one.Recall(Shop, None);
        await other.Recall(Shop, None);
        await one.Recognise(Shop, "a", None);
        await other.Recognise(Shop, "b", None);
        await one.AddHidden(Shop, None);
        var own = await NewBook().Read(Shop, None);
        Assert.Equal("a b", string.Join(' ', own.Ids));
        Assert.NotNull(own.HiddenAt);
    }

    [Fact]
    public async Task Trust_takes_a_hundred_replies_and_eight_writes()
    {
        var (book, versions) = (NewBook(), new HashSet<string?>());
        for (var seen = 0; seen < 200; seen++)
        {
            Assert.Equal(seen >= 100, book.AreTrusted(await book.Read(Shop, None)));
            await book.CountSeen(Shop, None);
            versions.Add(await Version());
        }

        Assert.Equal(8, versions.Count); // at 1, 2, 4 and so on to 64, and 100
        Assert.Equal(100, (await book.Read(Shop, None)).Seen);
    }

    [Fact]
    public async Task A_hidden_reply_ends_trust_and_counting_begins_anew()
    {
        var book = NewBook();
        for (var seen = 0; seen < 100; seen++)
        {
            await book.CountSeen(Shop, None);
        }

        await book.AddHidden(Shop, None);
        var own = await NewBook().Read(Shop, None);
        Assert.False(book.AreTrusted(own));
        Assert.True(own.AreHiddenAtTimes(platform.Clock.Now.AddDays(29)));
        Assert.False(own.AreHiddenAtTimes(platform.Clock.Now.AddDays(31)));
    }

    [Fact]
    public async Task Several_instances_count_together()
    {
        OwnReplyBook[] books = [NewBook(), NewBook(), NewBook()];
        for (var seen = 0; seen < 300; seen++)
        {
            await books[seen % 3].CountSeen(Shop, None);
            platform.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.All(books, book => Assert.True(book.AreTrusted(book.Read(Shop, None).AsTask().GetAwaiter().GetResult())));
    }

    [Fact]
    public async Task Ids_are_bounded()
    {
        var book = NewBook();
        for (var i = 0; i < 100; i++)
        {
            await book.Recognise(Shop, $"id-{i}", None);
        }

        Assert.Equal(OwnReplies.MaxIds, (await book.Read(Shop, None)).Ids.Length);
    }

    [Fact]
    public async Task Another_account_behind_the_same_name_begins_anew()
    {
        await NewBook().Recognise(Shop, "as-listed", None);
        platform.Options.Accounts[0].OpenId = "another merchant";
        var own = await NewBook().Read(Shop, None);
        Assert.False(own.Recognised);
        await NewBook().Recognise(Shop, "other-listed", None);
        Assert.Equal("other-listed", Assert.Single((await NewBook().Read(Shop, None)).Ids));
    }
}
