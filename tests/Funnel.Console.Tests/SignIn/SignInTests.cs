using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Funnel.Console.SignIn;
using Funnel.Console.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace Funnel.Console.Tests.SignIn;

public sealed class SignInTests : IAsyncLifetime
{
    private ConsoleHost host = null!;

    public async Task InitializeAsync() => host = await ConsoleHost.Start();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("today")]
    [InlineData("leads")]
    [InlineData("leads/0000000000000000000000")]
    [InlineData("review")]
    [InlineData("tasks")]
    [InlineData("live")]
    [InlineData("nowhere")]
    public async Task Who_is_not_signed_in_gets_401_and_how_to_sign_in(string path)
    {
        await host.Seed.Lead("p1", nick: "秘密");
        var page = await host.Visitor().Get(path);
        Assert.Equal(HttpStatusCode.Unauthorized, page.Status);
        Assert.Contains("一次性登录链接", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("秘密", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_one_time_link_works_once()
    {
        var code = host.Code();
        var (first, second) = (host.Visitor(), host.Visitor());
        var signedIn = await first.SignIn(code);
        Assert.Equal((HttpStatusCode.SeeOther, "/api/console/"), (signedIn.Status, signedIn.Location));
        Assert.Equal(HttpStatusCode.OK, (await first.Get("")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await second.SignIn(code)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await second.Get("")).Status);
    }

    [Fact]
    public async Task Looking_at_a_link_does_not_use_it_up()
    {
        var path = host.SignInPath();
        var previewer = host.Visitor();
        for (var i = 0; i < 20; i++)
        {
            var page = await previewer.Get(path);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.DoesNotContain("Set-Cookie", page.Headers.Keys);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await previewer.Get("")).Status);
        var person = host.Visitor();
        var field = Regex.Match((await person.Get(path)).Body, "<input type=\"hidden\" name=\"code\" value=\"([^\"]+)\"").Groups[1].Value;
        Assert.Equal(HttpStatusCode.SeeOther, (await person.SignIn(field)).Status);
        Assert.Equal(HttpStatusCode.OK, (await person.Get("")).Status);
    }

    [Theory]
    [InlineData("Origin", "https://elsewhere.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Another_site_signs_nobody_in(string header, string value)
    {
        var code = host.Code();
        Assert.Equal(HttpStatusCode.BadRequest, (await host.Visitor().SignIn(code, (header, value))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await host.Visitor().SignIn(code, ("Origin", host.Address.GetLeftPart(UriPartial.Authority)), ("Sec-Fetch-Site", "same-origin"))).Status);
    }

    [Fact]
    public async Task The_session_cookie_is_closed_to_scripts_and_other_sites()
    {
        var cookie = (await host.Visitor().SignIn(host.Code())).Headers["Set-Cookie"];
        Assert.StartsWith("funnel_session=", cookie, StringComparison.Ordinal);
        Assert.Contains("; path=/api/console;", cookie, StringComparison.Ordinal);
        Assert.Contains("; httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("; samesite=lax", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("secure", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Under_https_every_cookie_is_the_hosts_alone_and_browsers_stay_with_https()
    {
        (string, string) tls = ("X-Forwarded-Proto", "https");
        var guest = host.Visitor();
        var signedIn = await guest.SignIn(host.Code(), tls);
        var session = Regex.Match(signedIn.Headers["Set-Cookie"], "^(__Host-funnel_session=[^;]+); path=/; secure; samesite=lax; httponly$").Groups[1].Value;
        Assert.NotEmpty(session);
        Assert.Equal("max-age=31536000", signedIn.Headers["Strict-Transport-Security"]);

        var page = await guest.Get("?lang=en", tls, ("Cookie", session));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        var set = page.Headers["Set-Cookie"].Split('\n');
        Assert.Equal(2, set.Length);
        Assert.All(set, c => Assert.Matches("^__Host-funnel_(form|lang)=", c));
        Assert.All(set, c => Assert.Contains("path=/; secure; samesite=", c.Replace("max-age=31536000; ", "", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.All(set, c => Assert.EndsWith("; httponly", c, StringComparison.Ordinal));

        var token = Regex.Match(page.Body, "name=\"(__[^\"]+)\" value=\"([^\"]+)\"").Groups;
        var form = set.Single(c => c.StartsWith("__Host-funnel_form", StringComparison.Ordinal)).Split(';')[0];
        var left = await guest.Post("sign-out", [tls, ("Cookie", $"{session}; {form}")], (token[1].Value, token[2].Value));
        Assert.Equal(HttpStatusCode.SeeOther, left.Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await guest.Get("", tls, ("Cookie", session))).Status);
        Assert.DoesNotContain("Strict-Transport-Security", (await guest.Get("")).Headers.Keys);
    }

    [Fact]
    public async Task A_session_slides_with_pages_and_not_with_live_numbers()
    {
        var (reader, forgotten) = (await host.SignedIn(), await host.SignedIn());
        host.Clock.Advance(TimeSpan.FromHours(7));
        await reader.Get("leads");
        await forgotten.Get("live");
        host.Clock.Advance(TimeSpan.FromHours(7));
        Assert.Equal(HttpStatusCode.OK, (await reader.Get("")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await forgotten.Get("")).Status);
    }

    [Fact]
    public async Task After_the_clock_was_set_back_the_next_page_gives_the_session_its_usual_length()
    {
        var reader = await host.SignedIn();
        host.Clock.Set(-TimeSpan.FromHours(8));
        await reader.Get("leads");
        host.Clock.Advance(TimeSpan.FromHours(12) + TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await reader.Get("")).Status);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("%00%ff")]
    public async Task A_forged_session_is_nobodys(string cookie)
    {
        var guest = host.Visitor();
        guest.SetCookie("funnel_session", cookie);
        Assert.Equal(HttpStatusCode.Unauthorized, (await guest.Get("")).Status);
    }

    [Fact]
    public async Task Signing_out_needs_the_form_and_ends_the_session()
    {
        var guest = await host.SignedIn(role: Role.Viewer);
        Assert.Equal(HttpStatusCode.BadRequest, (await guest.Post("sign-out")).Status);
        Assert.Equal(HttpStatusCode.OK, (await guest.Get("")).Status);
        await guest.Submit("", "sign-out");
        Assert.Equal(HttpStatusCode.Unauthorized, (await guest.Get("")).Status);
    }

    [Fact]
    public async Task The_platforms_header_is_not_believed_where_anybody_can_send_it() =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Visitor().Get("", (EasyAuth.Header, Principal("admin")))).Status);

    [Fact]
    public async Task The_platforms_principal_signs_in_with_its_role()
    {
        await using var azure = await ConsoleHost.Start(easyAuth: true);
        var id = await azure.Seed.Parked("p1");
        var viewer = await azure.Visitor().Get("leads/" + id, (EasyAuth.Header, Principal("viewer")));
        Assert.Equal(HttpStatusCode.OK, viewer.Status);
        Assert.Contains("lin@example.com", viewer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"do\"", viewer.Body, StringComparison.Ordinal);
        var admin = await azure.Visitor().Get("leads/" + id, (EasyAuth.Header, Principal("viewer", "Admin")));
        Assert.Contains("name=\"do\"", admin.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await azure.Visitor().Get("", (EasyAuth.Header, Principal("2")))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await azure.Visitor().Get("", (EasyAuth.Header, Principal()))).Status);
    }

    [Fact]
    public async Task Roles_come_from_the_claim_and_the_values_that_the_merchant_names()
    {
        await using var azure = await ConsoleHost.Start(
            easyAuth: true, settings: [("EasyAuthRoleClaim", "groups"),
                ("EasyAuthRoles:0:Value", "g-staff"), ("EasyAuthRoles:0:Role", "Operator"), ("EasyAuthRoles:1:Value", "g-chief"), ("EasyAuthRoles:1:Role", "Admin")]);
        async Task<HttpStatusCode> Log(string principal) => (await azure.Visitor().Get("log", (EasyAuth.Header, principal))).Status;
        Assert.Equal(HttpStatusCode.OK, await Log(Named(Principal("g-staff"), "groups")));
        Assert.Equal(HttpStatusCode.Forbidden, await Log(Principal("admin")));
        Assert.Equal(HttpStatusCode.Forbidden, await Log(Named(Principal("admin"), "groups")));
    }

    [Theory]
    [InlineData("dawn-admin everywhere-viewer", Role.Admin, "dawn")]
    [InlineData("dawn-admin hill-admin", Role.Admin, "dawn hill")]
    [InlineData("hill-viewer", Role.Viewer, "hill")]
    [InlineData("hill-viewer everywhere-viewer", Role.Viewer, "")]
    public void No_role_lends_its_reach_to_another(string groups, Role role, string merchants)
    {
        var options = new ConsoleOptions
        {
            EasyAuthRoles =
            [
                new() { Value = "dawn-admin", Role = Role.Admin, Merchants = ["dawn"] }, new() { Value = "hill-admin", Role = Role.Admin, Merchants = ["hill"] },
                new() { Value = "hill-viewer", Merchants = ["hill"] }, new() { Value = "everywhere-viewer" },
            ],
        };
        var http = new DefaultHttpContext();
        http.Request.Headers[EasyAuth.Header] = Principal(groups.Split(' '));
        var who = EasyAuth.Find(http.Request, options, out _)!;
        Assert.Equal((role, merchants), (who.Role, string.Join(' ', who.Merchants)));
    }

    [Fact]
    public async Task Behind_a_proxy_of_ones_own_its_headers_are_believed_and_nobody_elses()
    {
        await using var behind = await ConsoleHost.Start(settings: [("EasyAuth", "true"), ("TrustedProxies:0", "127.0.0.1")]);
        Assert.Equal(HttpStatusCode.OK, (await behind.Visitor().Get("", (EasyAuth.Header, Principal("admin")))).Status);
        await using var elsewhere = await ConsoleHost.Start(settings: [("EasyAuth", "true"), ("TrustedProxies:0", "10.0.0.5")]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await elsewhere.Visitor().Get("", (EasyAuth.Header, Principal("admin")), ("X-Forwarded-For", "10.0.0.5"))).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64")]
    [InlineData("e30=")]
    [InlineData("bnVsbA==")]
    [InlineData("W10=")]
    [InlineData("eyJjbGFpbXMiOlt7fV19")]
    [InlineData("eyJjbGFpbXMiOltudWxsXX0=")] // {"claims":[null]}
    [InlineData("eyJjbGFpbXMiOm51bGx9")] // {"claims":null}
    [InlineData("eyJjbGFpbXMiOlt7InR5cCI6bnVsbCwidmFsIjpudWxsfSxudWxsXX0=")] // {"claims":[{"typ":null,"val":null},null]}
    [InlineData("eyJjbGFpbXMiOlt7InR5cCI6InJvbGVzIiwidmFsIjoiYWRtaW4ifSxudWxsXX0=")] // {"claims":[{"typ":"roles","val":"admin"},null]}
    public async Task A_principal_that_is_none_is_nobody(string header)
    {
        await using var azure = await ConsoleHost.Start(easyAuth: true);
        var page = await azure.Visitor().Get("", (EasyAuth.Header, header));
        Assert.Equal(HttpStatusCode.Unauthorized, page.Status);
        Assert.Contains("/.auth/login/aad?post_login_redirect_uri=%2Fapi%2Fconsole%2F", page.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await azure.Visitor().Get(azure.SignInPath())).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await azure.Visitor().SignIn(azure.Code())).Status);
    }

    [Theory]
    [InlineData("system", "operator")]
    [InlineData(" System ", "operator")]
    [InlineData("", "operator")]
    [InlineData("l\u0000i\nn", "lin")]
    [InlineData("林晓", "林晓")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456👨‍👩‍👧", "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456")]
    public void A_name_fits_the_journal(string given, string name) => Assert.Equal(name, Operator.NameFrom(given));

    [Fact]
    public void Of_many_who_show_one_code_at_once_one_gets_in()
    {
        var links = new OneTimeLinks(new ManualTime(ConsoleHost.Morning));
        var code = links.Create();
        Assert.Equal(1, Enumerable.Range(0, 64).AsParallel().WithDegreeOfParallelism(8).Count(_ => links.Redeem(code) is not null));
    }

    /// <summary>A principal whose roles stand in another claim.</summary>
    private static string Named(string principal, string claim) => Convert.ToBase64String(Encoding.UTF8.GetBytes(
        Encoding.UTF8.GetString(Convert.FromBase64String(principal)).Replace("{\"typ\":\"roles\"", $"{{\"typ\":\"{claim}\"", StringComparison.Ordinal)));

    private static string Principal(params string[] roles)
    {
        var claims = roles.Select(r => $$"""{"typ":"roles","val":"{{r}}"}""")
            .Append("""{"typ":"preferred_username","val":"lin@example.com"}""")
            .Append("""{"typ":"http://schemas.microsoft.com/identity/claims/objectidentifier","val":"00000000-0000-0000-0000-000000000001"}""");
        var json = $$"""{"auth_typ":"aad","name_typ":"preferred_username","role_typ":"roles","claims":[{{string.Join(',', claims)}}]}""";
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(json));
    }
}
