using Funnel.Accounts;
using Funnel.Connectors;
using Funnel.Tests.Intake;
using Microsoft.AspNetCore.DataProtection;

namespace Funnel.Tests.Accounts;

public sealed class AccountBookTests
{
    private readonly FakeVideo platform = new();
    private string living = "a";
    private int refreshes;

    public AccountBookTests() => platform.OnRefresh = grant =>
    {
        living = "fresh" + ++refreshes;
        return Task.FromResult<Outcome<Grant>>(grant with { AccessToken = living, AccessExpiresAt = platform.Clock.Now.AddDays(15) });
    };

    [Fact]
    public async Task A_dead_token_is_renewed_once_and_the_call_made_again()
    {
        living = "other";
        Assert.Equal(living = "fresh1", (await Call(platform.Accounts)).Value);
        Assert.Equal("fresh1", (await Call(platform.Accounts)).Value);
        Assert.Equal(1, refreshes);
    }

    [Fact]
    public async Task Many_calls_that_find_the_token_dead_renew_it_once()
    {
        living = "other";
        var gate = new TaskCompletionSource();
        platform.OnRefresh = async grant =>
        {
            await gate.Task;
            living = "fresh" + ++refreshes;
            return grant with { AccessToken = living };
        };
        var calls = Enumerable.Range(0, 20).Select(_ => Call(platform.Accounts)).ToList();
        gate.SetResult();
        Assert.All(await Task.WhenAll(calls), result => Assert.Equal("fresh1", result.Value));
        Assert.Equal(1, refreshes);
    }

    [Fact]
    public async Task A_second_process_takes_over_the_token_that_the_first_renewed()
    {
        var second = platform.NewBook();
        Assert.True((await Call(second)).Ok);
        living = "other";
        Assert.True((await Call(platform.Accounts)).Ok);
        Assert.Equal("fresh1", (await Call(second)).Value);
        Assert.Equal(1, refreshes);
    }

    [Fact]
    public async Task A_lost_grant_pauses_the_account_until_other_tokens_are_configured()
    {
        living = "other";
        platform.OnRefresh = _ => Task.FromResult<Outcome<Grant>>(new Failure(FailureKind.AuthExpired, "10008", "expired"));
        Assert.Equal(FailureKind.AuthExpired, (await Call(platform.Accounts)).Failure!.Kind);
        Assert.NotNull(Assert.Single(await platform.NewBook().Health(CancellationToken.None)).PausedBecause);
        Assert.Equal(FailureKind.AuthExpired, (await platform.NewBook().Open(FakeVideo.Account, CancellationToken.None)).Failure!.Kind);

        platform.Options.Accounts[0].AccessToken = living = "connected again";
        Assert.Equal("connected again", (await Call(platform.NewBook())).Value);
    }

    [Fact]
    public async Task A_passing_fault_while_renewing_pauses_nothing()
    {
        living = "other";
        var works = platform.OnRefresh;
        platform.OnRefresh = _ => Task.FromResult<Outcome<Grant>>(new Failure(FailureKind.Transient, "http-503", "busy"));
        Assert.True((await Call(platform.Accounts)).Failure!.Kind.MayRetrySend());
        platform.OnRefresh = works;
        Assert.True((await Call(platform.Accounts)).Ok);
    }

    [Fact]
    public async Task Without_its_key_ring_the_account_begins_again_with_the_configured_tokens()
    {
        living = "other";
        Assert.Equal("fresh1", (await Call(platform.Accounts)).Value);
        living = "a";
        Assert.Equal("a", (await Call(platform.NewBook(new EphemeralDataProtectionProvider()))).Value);
    }

    [Fact]
    public async Task Tokens_are_renewed_before_they_end_and_stored_encrypted()
    {
        await platform.Accounts.Keep(CancellationToken.None);
        Assert.Equal(0, refreshes);
        platform.Clock.Advance(TimeSpan.FromDays(11));
        await platform.Accounts.Keep(CancellationToken.None);
        Assert.Equal(1, refreshes);
        var row = await platform.Rows.Find(Funnel.Storage.Tables.Accounts, "accounts", FakeVideo.Account, CancellationToken.None);
        Assert.DoesNotContain("fresh1", row!.Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_lives_for_a_day_is_renewed_once_in_two_thirds_of_it()
    {
        living = "other";
        platform.OnRefresh = grant => Task.FromResult<Outcome<Grant>>(
            grant with { AccessToken = living = "fresh" + ++refreshes, AccessExpiresAt = platform.Clock.Now.AddDays(1), RefreshExpiresAt = platform.Clock.Now.AddDays(30) });
        await Call(platform.Accounts);
        for (var minutes = 0; minutes < 24 * 60; minutes += 10)
        {
            platform.Clock.Advance(TimeSpan.FromMinutes(10));
            await platform.Accounts.Keep(CancellationToken.None);
        }

        Assert.Equal(2, refreshes); // when it was found dead, and 16 hours later
    }

    [Fact]
    public async Task After_the_clock_was_set_back_too_a_token_renewed_elsewhere_is_taken_over_in_time()
    {
        Assert.True((await Call(platform.Accounts)).Ok);
        platform.Clock.Set(-TimeSpan.FromHours(2));
        living = "other";
        Assert.Equal("fresh1", (await Call(platform.NewBook())).Value);
        platform.Clock.Advance(TimeSpan.FromSeconds(21));
        Assert.Equal("fresh1", (await platform.Accounts.Open(FakeVideo.Account, CancellationToken.None)).Value.AccessToken);
    }

    private Task<Outcome<string>> Call(AccountBook book) => book.Call<ICommentFeed, string>(FakeVideo.Account, FactKind.ListVideos, (_, account) => Task.FromResult(
        string.Equals(account.AccessToken, living, StringComparison.Ordinal) ? (Outcome<string>)account.AccessToken : new Failure(FailureKind.AuthExpired, "x", "dead")), CancellationToken.None);
}
