using System.Net;
using System.Text;
using Funnel.Console.SignIn;
using Funnel.Console.Tests.Hosting;

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
    [InlineData("parked")]
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
        var path = host.SignInPath();
        var (first, second) = (host.Visitor(), host.Visitor());
        var signedIn = await first.Get(path);
        Assert.Equal((HttpStatusCode.SeeOther, "/api/console/"), (signedIn.Status, signedIn.Location));
        Assert.Equal(HttpStatusCode.OK, (await first.Get("")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await second.Get(path)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await second.Get("")).Status);
    }

    [Fact]
    public async Task The_session_cookie_is_closed_to_scripts_and_other_sites()
    {
        var cookie = (await host.Visitor().Get(host.SignInPath())).Headers["Set-Cookie"];
        Assert.Contains("; path=/api/console;", cookie, StringComparison.Ordinal);
        Assert.Contains("; httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("; samesite=lax", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("secure", cookie, StringComparison.Ordinal);
        var behindTls = (await host.Visitor().Get(host.SignInPath(), ("X-Forwarded-Proto", "https"))).Headers["Set-Cookie"];
        Assert.Contains("; secure", behindTls, StringComparison.Ordinal);
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
    public async Task Guessing_is_slowed_down()
    {
        var guest = host.Visitor();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await guest.Get("sign-in?code=guess" + i)).Status);
        }

        var refused = await guest.Get("sign-in?code=guess");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Equal("60", refused.Headers["Retry-After"]);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.SeeOther, (await guest.Get(host.SignInPath())).Status);
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

    [Theory]
    [InlineData("")]
    [InlineData("not base64")]
    [InlineData("e30=")]
    [InlineData("bnVsbA==")]
    [InlineData("W10=")]
    [InlineData("eyJjbGFpbXMiOlt7fV19")]
    public async Task A_principal_that_is_none_is_nobody(string header)
    {
        await using var azure = await ConsoleHost.Start(easyAuth: true);
        var page = await azure.Visitor().Get("", (EasyAuth.Header, header));
        Assert.Equal(HttpStatusCode.Unauthorized, page.Status);
        Assert.Contains("/.auth/login/aad?post_login_redirect_uri=%2Fapi%2Fconsole%2F", page.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await azure.Visitor().Get(azure.SignInPath())).Status);
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
    public void A_code_ends_after_ten_minutes()
    {
        var clock = new ManualTime(ConsoleHost.Morning);
        var links = new OneTimeLinks(clock);
        var (early, late) = (links.Create(), links.Create());
        clock.Advance(OneTimeLinks.Lifetime - TimeSpan.FromTicks(1));
        Assert.Equal(CodeResult.Good, links.Redeem(early, "::1", out _));
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(CodeResult.Bad, links.Redeem(late, "::1", out _));
    }

    [Fact]
    public void Of_many_who_show_one_code_at_once_one_gets_in()
    {
        var links = new OneTimeLinks(new ManualTime(ConsoleHost.Morning));
        var code = links.Create();
        var good = Enumerable.Range(0, 64).AsParallel().WithDegreeOfParallelism(8)
            .Count(i => links.Redeem(code, $"10.0.0.{i}", out _) == CodeResult.Good);
        Assert.Equal(1, good);
    }

    private static string Principal(params string[] roles)
    {
        var claims = roles.Select(r => $$"""{"typ":"roles","val":"{{r}}"}""")
            .Append("""{"typ":"preferred_username","val":"lin@example.com"}""")
            .Append("""{"typ":"http://schemas.microsoft.com/identity/claims/objectidentifier","val":"00000000-0000-0000-0000-000000000001"}""");
        var json = $$"""{"auth_typ":"aad","name_typ":"preferred_username","role_typ":"roles","claims":[{{string.Join(',', claims)}}]}""";
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(json));
    }
}
