using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Funnel.Audit;
using Funnel.Hooks;
using Funnel.Leads;
using Funnel.Storage;

namespace Funnel.Tests.Hooks;

/// <summary>What another system is told, and what becomes of it when that system fails.</summary>
public sealed class HookRunnerTests : IAsyncLifetime
{
    private readonly HookShop shop = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await shop.DisposeAsync();

    [Fact]
    public async Task A_change_is_told_with_the_lead_and_signed_as_the_standard_says()
    {
        var process = await shop.Start();
        await process.Ask("anna");
        await process.Deliver();
        var request = Assert.Single(shop.Receiver.Requests);
        var signed = Encoding.UTF8.GetBytes($"{request.Id}.{request.Timestamp}.{request.Body}");
        Assert.Equal("v1," + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(shop.Hook.Secret), signed)), request.Signature);
        Assert.Equal(shop.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), request.Timestamp);

        using var json = JsonDocument.Parse(request.Body);
        var change = json.RootElement.GetProperty("changes")[0];
        var lead = LeadId.Of("shop", "anna");
        Assert.Equal($"{lead}.1.inquired", change.GetProperty("id").GetString());
        Assert.Equal("lamps", change.GetProperty("merchant").GetString());
        Assert.Equal("anna", change.GetProperty("person").GetProperty("id").GetString());
        Assert.Equal("guide", change.GetProperty("offer").GetString());
        Assert.Equal(process.Get<TokenIssuer>().Issue(TokenKind.Invitation, lead), change.GetProperty("token").GetString());
    }

    [Fact]
    public void A_key_of_Standard_Webhooks_is_the_bytes_behind_its_prefix()
    {
        var key = RandomNumberGenerator.GetBytes(24);
        Assert.Equal(key, HookSignature.KeyOf("whsec_" + Convert.ToBase64String(key)));
        Assert.Null(HookSignature.KeyOf("whsec_no Base64 at all"));
    }

    /// <summary>The published example of the convention.</summary>
    [Fact]
    public void The_signature_is_that_of_the_published_example() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        HookSignature.Of(HookSignature.KeyOf("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")!, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, """{"test": 2432232314}"""u8.ToArray()));

    [Theory]
    [InlineData(500)]
    [InlineData(404)]
    [InlineData(302)]
    [InlineData(-1)]
    public async Task What_is_not_taken_is_told_again_before_anything_else(int answer)
    {
        var process = await shop.Start();
        shop.Receiver.Answers.Enqueue(answer);
        shop.Hook.Timeout = TimeSpan.FromSeconds(answer < 0 ? 5 : 60); // of real time: a machine may be busy
        await process.Ask("anna");
        await process.Deliver();
        shop.Hook.Timeout = TimeSpan.FromMinutes(1);
        await process.Ask("ben");
        await process.Deliver();
        Assert.Empty(shop.Receiver.Taken);
        Assert.Single(shop.Receiver.Requests); // it is left alone for a while
        Assert.NotNull((await process.Report()).LastError);

        await process.Deliver(TimeSpan.FromSeconds(6));
        Assert.Equal([Id("anna"), Id("ben")], shop.Receiver.Taken);
        Assert.Null((await process.Report()).LastError);
        Assert.All(shop.Receiver.Requests, r => Assert.Equal("/funnel", r.Path)); // and no redirection was followed
    }

    [Fact]
    public async Task A_receiver_that_is_not_there_loses_nothing()
    {
        var process = await shop.Start();
        shop.Hook.Url = new("http://127.0.0.1:9/");
        await process.Ask("anna");
        await process.Deliver();
        Assert.Contains("refused", (await process.Report()).LastError, StringComparison.OrdinalIgnoreCase);

        shop.Hook.Url = shop.Receiver.Address;
        await process.Deliver(TimeSpan.FromSeconds(6));
        Assert.Equal([Id("anna")], shop.Receiver.Taken);
    }

    [Fact]
    public async Task Who_answers_410_is_told_nothing_more_until_somebody_says_so()
    {
        var process = await shop.Start();
        shop.Receiver.Answers.Enqueue(410);
        await process.Ask("anna");
        await process.Deliver();
        await process.Get<HookRunner>().Sweep(default);
        await process.Deliver(TimeSpan.FromDays(1));
        Assert.Single(shop.Receiver.Requests);
        Assert.Equal("gone", (await process.Report()).Stopped);
        Assert.Contains("hook crm is stopped (gone", Assert.Single(await process.Get<HookDesk>().Alarms(default)), StringComparison.Ordinal);

        await process.Get<HookDesk>().Resume("crm", "lin", default);
        await process.Deliver();
        Assert.Equal([Id("anna")], shop.Receiver.Taken);
        var month = new AuditQuery(shop.Clock.GetUtcNow().AddDays(-3), shop.Clock.GetUtcNow().AddDays(1));
        Assert.Contains((await process.Get<AuditLog>().Read(month, null, 10, default)).Lines, l => l is { What: AuditActions.HookResumed, On: "hook/crm", By: "lin" });
    }

    [Fact]
    public async Task After_three_days_without_an_answer_it_stops_and_loses_nothing()
    {
        var process = await shop.Start();
        for (var i = 0; i < 200; i++)
        {
            shop.Receiver.Answers.Enqueue(503);
        }

        await process.Ask("anna");
        for (var hour = 0; hour < 80; hour++)
        {
            await process.Deliver(TimeSpan.FromHours(1));
        }

        Assert.Equal("gave-up", (await process.Report()).Stopped);
        Assert.InRange(shop.Receiver.Requests.Count, 60, 85);
        shop.Receiver.Answers.Clear();
        await process.Get<HookDesk>().Resume("crm", "lin", default);
        await process.Deliver();
        Assert.Equal([Id("anna")], shop.Receiver.Taken);
    }

    [Fact]
    public async Task Two_processes_do_not_tell_at_once_and_a_dead_one_s_hold_ends()
    {
        var (one, other) = (await shop.Start(), await shop.Start());
        await one.Ask("anna");
        shop.Receiver.Answers.Enqueue(-1); // the first never hears
        shop.Hook.Timeout = TimeSpan.FromSeconds(5);
        shop.Clock.Advance(TimeSpan.FromSeconds(1));
        var first = one.Get<HookRunner>().Handle(new("crm"), default);
        while (shop.Receiver.Requests.IsEmpty)
        {
            await Task.Delay(10);
        }

        await other.Get<HookRunner>().Handle(new("crm"), default);
        Assert.Single(shop.Receiver.Requests);
        await first;
        shop.Hook.Timeout = TimeSpan.FromMinutes(1);
        await other.Deliver(TimeSpan.FromSeconds(6));
        Assert.Equal([Id("anna")], shop.Receiver.Taken);
    }

    [Fact]
    public async Task A_lost_message_is_found_by_the_sweep()
    {
        var process = await shop.Start();
        await process.Ask("anna");
        foreach (var message in await shop.Queues.Receive(QueueNames.Hooks, 32, TimeSpan.FromDays(1), default))
        {
            await shop.Queues.Delete(QueueNames.Hooks, message, default);
        }

        shop.Clock.Advance(TimeSpan.FromSeconds(2));
        await process.Get<HookRunner>().Sweep(default);
        await process.Deliver();
        Assert.Equal([Id("anna")], shop.Receiver.Taken);
    }

    [Fact]
    public async Task Only_what_is_asked_for_is_told_and_many_go_in_one_request()
    {
        shop.Hook.Changes.Add("declined");
        var process = await shop.Start();
        for (var i = 0; i < 60; i++)
        {
            await process.Ask($"p{i}", flush: false);
        }

        await process.Decline("p7");
        await process.Deliver();
        Assert.Equal([Id("p7", 2, "declined")], shop.Receiver.Taken);
        Assert.False((await process.Report()).Behind);

        shop.Hook.Changes.Clear();
        Assert.Equal(61, (await process.Get<HookDesk>().Replay("crm", new(1, 0), null, dryRun: true, "lin", default)).Changes);
        Assert.Single(shop.Receiver.Requests);
        await process.Get<HookDesk>().Replay("crm", new(1, 0), null, dryRun: false, "lin", default);
        await process.Deliver();
        Assert.Equal(3, shop.Receiver.Requests.Count);
        Assert.Equal(62, shop.Receiver.Taken.Count);
    }

    [Fact]
    public async Task While_it_is_paused_nothing_is_told_and_everything_afterwards()
    {
        var process = await shop.Start();
        await process.Get<HookDesk>().Pause("crm", "lin", default);
        await process.Ask("anna");
        await process.Deliver();
        Assert.Empty(shop.Receiver.Requests);
        Assert.Empty(await process.Get<HookDesk>().Alarms(default)); // somebody meant it

        await process.Get<HookDesk>().Resume("crm", "lin", default);
        await process.Deliver();
        Assert.Equal([Id("anna")], shop.Receiver.Taken);
        Assert.False((await process.Get<HookDesk>().Pause("erp", "lin", default)).Found);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.20.0.1", true)]
    [InlineData("192.168.1.1", true)]
    [InlineData("169.254.169.254", true)]
    [InlineData("100.64.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("fe80::1", true)]
    [InlineData("::ffff:10.0.0.1", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("8.8.8.8", false)]
    [InlineData("172.32.0.1", false)]
    [InlineData("2001:4860:4860::8888", false)]
    public void Private_addresses_are_told_from_public_ones(string address, bool isPrivate) => Assert.Equal(isPrivate, HookSender.IsPrivate(IPAddress.Parse(address)));

    private static string Id(string person, int entry = 1, string what = "inquired") => $"{LeadId.Of("shop", person)}.{entry}.{what}";
}
