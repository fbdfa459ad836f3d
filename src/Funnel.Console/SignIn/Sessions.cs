using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace Funnel.Console.SignIn;

/// <summary>
/// The session cookie of an operator who came by a one-time link: encrypted and signed by Data Protection, good for
/// <see cref="ConsoleOptions.SessionLength"/> after the last page that was asked for.
/// </summary>
internal sealed class Sessions(IDataProtectionProvider protection, TimeProvider time, Microsoft.Extensions.Options.IOptions<ConsoleOptions> options)
{
    private const string Cookie = "funnel_session";

    private readonly IDataProtector protector = protection.CreateProtector("Funnel.Console.Session.v1");

    public Operator? Find(HttpRequest request) => Read(request) is { } session ? session.Who : null;

    public void Start(ConsoleRequest request, Operator who) => Write(request, new(who, time.GetUtcNow() + options.Value.SessionLength));

    /// <summary>
    /// Lets the session slide, when half of it is over, or when more of it is left than there can be: then the clock was set back. Not called for what
    /// a page asks by itself: a forgotten tab signs out.
    /// </summary>
    public void Slide(ConsoleRequest request)
    {
        if (Read(request.Http.Request) is { } session && session.EndsAt - time.GetUtcNow() is var left && (left < options.Value.SessionLength / 2 || left > options.Value.SessionLength))
        {
            Start(request, session.Who);
        }
    }

    public static void End(ConsoleRequest request) => request.Http.Response.Cookies.Delete(Cookie, Options(request));

    private Session? Read(HttpRequest request)
    {
        if (request.Cookies[Cookie] is not { Length: > 0 } cookie)
        {
            return null;
        }

        try
        {
            var session = JsonSerializer.Deserialize(protector.Unprotect(cookie), SessionJson.Default.Session)!;
            return session.EndsAt > time.GetUtcNow() ? session : null;
        }
        catch (CryptographicException)
        {
            return null; // forged, or made with keys that are gone: whoever shows it is not signed in
        }
    }

    private void Write(ConsoleRequest request, Session session) =>
        request.Http.Response.Cookies.Append(Cookie, protector.Protect(JsonSerializer.Serialize(session, SessionJson.Default.Session)), Options(request));

    /// <summary>
    /// Lax, not Strict: a sign-in link in a mail or a chat page ends in a redirect to Today, and a Strict cookie would not be sent on it, so
    /// the operator would seem signed out. Posts from other sites carry no Lax cookie, and need a form token besides.
    /// </summary>
    private static CookieOptions Options(ConsoleRequest request) => new()
    {
        Path = request.Base,
        HttpOnly = true,
        Secure = request.IsSecure,
        SameSite = SameSiteMode.Lax,
        IsEssential = true,
    };
}

internal sealed record Session(Operator Who, DateTimeOffset EndsAt);

[JsonSerializable(typeof(Session))]
internal sealed partial class SessionJson : JsonSerializerContext;
