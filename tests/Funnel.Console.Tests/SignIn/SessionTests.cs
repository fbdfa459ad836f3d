using System.Net;
using System.Text.RegularExpressions;
using Funnel.Audit;
using Funnel.Console.SignIn;
using Funnel.Console.Tests.Hosting;
using Funnel.Storage;

namespace Funnel.Console.Tests.SignIn;

/// <summary>Sessions are rows: they end by time, by their owner and by an admin.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private ConsoleHost host = null!;

    public async Task InitializeAsync() => host = await ConsoleHost.Start();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task A_session_ends_after_a_week_however_busy()
    {
        var guest = await host.SignedIn();
        for (var hours = 0; hours < 168; hours += 8)
        {
            Assert.Equal(HttpStatusCode.OK, (await guest.Get("leads")).Status);
            host.Clock.Advance(TimeSpan.FromHours(8));
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await guest.Get("leads")).Status);
    }

    [Fact]
    public async Task The_storage_holds_nothing_to_sign_in_with()
    {
        var cookie = (await host.Visitor().SignIn(host.Code())).Headers["Set-Cookie"].Split('=', ';')[1];
        var row = Assert.Single((await host.Get<IRows>().Query(Tables.Accounts, "sessions", KeyRange.All, 10, null, default)).Rows);
        Assert.DoesNotContain(cookie, row.Key + row.Payload, StringComparison.Ordinal);
        var thief = host.Visitor();
        thief.SetCookie("funnel_session", row.Key);
        Assert.Equal(HttpStatusCode.Unauthorized, (await thief.Get("")).Status);
    }

    [Fact]
    public async Task Being_seen_is_written_once_in_five_minutes()
    {
        var guest = await host.SignedIn();
        async Task<string> Version() => (await host.Get<IRows>().Query(Tables.Accounts, "sessions", KeyRange.All, 10, null, default)).Rows.Single().Version;
        var before = await Version();
        host.Clock.Advance(TimeSpan.FromMinutes(4));
        await guest.Get("leads");
        Assert.Equal(before, await Version());
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await guest.Get("leads");
        Assert.NotEqual(before, await Version());
    }

    [Fact]
    public async Task A_copied_cookie_is_worth_nothing_after_signing_out()
    {
        var answer = await host.Visitor().SignIn(host.Code("lin"));
        var cookie = answer.Headers["Set-Cookie"].Split('=', ';')[1];
        var (owner, thief) = (host.Visitor(), host.Visitor());
        owner.SetCookie("funnel_session", cookie);
        thief.SetCookie("funnel_session", cookie);
        Assert.Equal(HttpStatusCode.OK, (await thief.Get("")).Status);
        await owner.Submit("", "sign-out");
        Assert.Equal(HttpStatusCode.Unauthorized, (await thief.Get("")).Status);
    }

    [Fact]
    public async Task An_operator_sees_and_ends_their_own_and_an_admin_everybodys()
    {
        var (lin, linElsewhere, chen, boss) = (await host.SignedIn("lin"), await host.SignedIn("lin", Role.Viewer), await host.SignedIn("chen"), await host.SignedIn("boss", Role.Admin));
        var own = (await lin.Get("people")).Text;
        Assert.DoesNotContain("chen", own, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1", own, StringComparison.Ordinal);
        var rows = (await host.Get<IRows>().Query(Tables.Accounts, "sessions", KeyRange.All, 10, null, default)).Rows;
        var ids = rows.ToDictionary(r => Regex.Match(r.Payload, "\"name\":\"(\\w+)\",\"role\":\"(\\w+)\"").Value, r => r.Key);
        string Id(string name, Role role) => ids[$"\"name\":\"{name}\",\"role\":\"{role}\""];

        Assert.Contains("said=session-gone", (await lin.Submit("people", "people/end-own", ("session", Id("chen", Role.Operator)))).Location, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await lin.Submit("people", "people/end", ("session", Id("chen", Role.Operator)))).Status);
        Assert.Equal(HttpStatusCode.OK, (await chen.Get("")).Status);
        Assert.Contains("said=session-ended", (await lin.Submit("people", "people/end-own", ("session", Id("lin", Role.Viewer)))).Location, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await linElsewhere.Get("")).Status);

        Assert.Contains("chen", (await boss.Get("people")).Text, StringComparison.Ordinal);
        await boss.Submit("people", "people/end", ("session", Id("chen", Role.Operator)));
        Assert.Equal(HttpStatusCode.Unauthorized, (await chen.Get("")).Status);

        var ended = (await host.Audited()).Where(l => l.What == AuditActions.SessionRevoked).Select(l => (l.By, l.Before));
        Assert.Equal([("boss", "chen, Operator"), ("lin", "lin, Viewer")], ended);
        Assert.Contains(await host.Audited(), l => l is { What: AuditActions.ActionRefused, By: "lin", On: "POST people/end" });
    }

    [Fact]
    public async Task An_admin_makes_a_link_with_a_name_and_a_role()
    {
        var boss = await host.SignedIn("boss", Role.Admin);
        var made = await boss.Submit("people", "people/link", ("name", "小王"), ("role", "Viewer"));
        var code = Regex.Match(made.Body, "value=\"http://[^\"]+/api/console/sign-in\\?code=([\\w-]+)\"").Groups[1].Value;
        var wang = host.Visitor();
        Assert.Equal(HttpStatusCode.SeeOther, (await wang.SignIn(code)).Status);
        Assert.Contains("小王", (await wang.Get("people")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("people/link", (await wang.Get("people")).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await wang.Submit("people", "people/link", ("name", "x"), ("role", "Admin"))).Status);
        Assert.Contains(await host.Audited(), l => l is { What: AuditActions.LinkMade, By: "boss", After: "小王, Viewer" });

        foreach (var (name, role) in new[] { ("", "Viewer"), ("system", "Viewer"), ("a\u0000b", "Viewer"), ("wang", "Owner"), ("wang", "7"), (new string('x', 101), "Admin") })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await boss.Submit("people", "people/link", ("name", name), ("role", role))).Status);
        }
    }

    [Fact]
    public async Task Who_signs_in_again_is_signed_out_before()
    {
        var guest = await host.SignedIn("lin");
        await guest.SignIn(host.Code("chen"));
        Assert.Contains("chen", Assert.Single((await host.Get<IRows>().Query(Tables.Accounts, "sessions", KeyRange.All, 10, null, default)).Rows).Payload, StringComparison.Ordinal);
    }
}
